// Turns: one walks at a time, in the order in which they asked.
// Knows nothing of walking.

export class Turns {
  #taken = false;
  #waiting = [];

  /** Waits until it is one's turn. */
  async take() {
    if (this.#taken) await new Promise((turn) => this.#waiting.push(turn));
    this.#taken = true;
  }

  /** Lets the next one have their turn. */
  give() {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}
