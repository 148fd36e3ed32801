// The real binary, serving the demonstration on a folder and a port of its own until it is told to stop.
// Knows no page; what it prints and where it is reached is all there is to know.

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const START_MS_MAX = 90_000;
const STOP_MS_MAX = 15_000;
const VERIFY_MS_MAX = 60_000;
const ASK_AGAIN_MS = 100;

const run = promisify(execFile);
const running = new Set();
process.on("exit", () => running.forEach((house) => house.abandon()));

export class House {
  /** Opens the demonstration; `engine` is what its store runs on. */
  static async open(binary, engine) {
    const house = new House();
    house.binary = binary;
    house.folder = mkdtempSync(join(tmpdir(), "yiwang-walks-"));
    running.add(house);
    const port = await freePort();
    house.origin = `http://127.0.0.1:${port}`;
    const args = ["--data", join(house.folder, "data"), "--listen", `127.0.0.1:${port}`];
    if (engine === "postgres") args.push("--config", await house.#onPostgres(port));
    house.#start(args);
    await house.#answers();
    return house;
  }

  /** What it has printed so far. */
  said = "";

  /** Runs a command of the binary: its exit code, and everything it printed. */
  async command(...args) {
    const options = { cwd: this.folder, env: { ...process.env, YIWANG_LANG: "en" }, timeout: VERIFY_MS_MAX };
    const done = await run(this.binary, args, options).then((it) => ({ code: 0, ...it }), (it) => it);
    return { code: done.code, said: `${done.stdout}${done.stderr}` };
  }

  /** A file in its folder, beside its data. */
  async file(name, bytes) {
    const path = join(this.folder, name);
    await writeFile(path, bytes);
    return path;
  }

  /** Stops it as an operator does, and says how it ended. */
  async close() {
    const how = await this.#end();
    this.abandon();
    running.delete(this);
    if (this.database) await psql(`DROP DATABASE ${this.database} WITH (FORCE)`);
    return how;
  }

  /** Leaves nothing behind when the walks break off. */
  abandon() {
    this.child?.kill("SIGKILL");
    // Killed a moment ago, it may still be writing.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  #start(args) {
    this.child = spawn(this.binary, args, { cwd: this.folder, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (this.said += text));
    }
  }

  async #end() {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = new Promise((done) => this.child.once("exit", (code, signal) => done(signal ?? code)));
    const late = new Promise((done) => setTimeout(done, STOP_MS_MAX, "not at all").unref());
    this.child.kill("SIGINT");
    return Promise.race([ended, late]);
  }

  async #answers() {
    const until = Date.now() + START_MS_MAX;
    while (Date.now() < until && this.child.exitCode === null) {
      const ready = await fetch(`${this.origin}/readyz`).then((it) => it.ok, () => false);
      if (ready) return;
      await new Promise((again) => setTimeout(again, ASK_AGAIN_MS));
    }
    throw new Error(`yiwang does not answer on ${this.origin}:\n${this.said}`);
  }

  /** Makes a database of its own and the configuration that leads there. */
  async #onPostgres(port) {
    const database = `yiwang_walks_${process.pid}_${port}`;
    await psql(`CREATE DATABASE ${database}`);
    this.database = database;
    const { dbname: _, ...server } = Object.fromEntries(postgres().split(/\s+/).map((it) => it.split("=")));
    const url = `postgres:///${database}?${new URLSearchParams(server)}`;
    return this.file("yiwang.toml", `[store]\nurl = "${url}"\n`);
  }
}

function postgres() {
  const address = process.env.YIWANG_TEST_POSTGRES;
  if (!address) throw new Error("YIWANG_TEST_POSTGRES is not set; `cargo xtask test` sets it");
  return address;
}

async function psql(sql) {
  await run("psql", ["--quiet", "--no-psqlrc", "--command", sql, postgres()]);
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
