// Revoked: a certificate of the city's history is ended by who may, with the reason and the clause.
// Its holder and any stranger see that it ended.

import { Visitor } from "../visitor.mjs";
import { refusedWell } from "./application.mjs";
import { OWNER, take } from "./cast.mjs";

export async function revoked(walk) {
  const owner = await Visitor.enter(walk);
  await take(owner, OWNER.role);
  await owner.open("/me/certificates");
  await owner.follow("main .card:last-of-type a");
  const certificate = owner.path;
  const identifier = await owner.read("main .certificate-identifier code");
  await owner.open(`${certificate}/revocation`, 404);
  const decider = await Visitor.enter(walk);
  await take(decider, "decider");
  await check(decider, identifier);
  await decider.follow(`main a[href="${certificate}"]`);
  await decider.follow(`main a[href="${certificate}/revocation"]`);
  await decider.send(422);
  await refusedWell(decider, ["reason"]);
  await decider.fill({ reason: "holder_asked", basis: "administrative-licensing-law/70" });
  await decider.send();
  walk.must(decider.path === certificate, `revoking leads to ${decider.path}`);
  const stranger = await Visitor.enter(walk);
  await check(stranger, identifier);
  walk.must(await stranger.has("main .certificate-stamp"), "a stranger is not told that it ended");
  await owner.open(certificate);
  walk.must(await owner.has("main .certificate-stamp"), "the holder is not told that it ended");
}

async function check(visitor, identifier) {
  await visitor.open("/certificates/check");
  await visitor.fill({ q: identifier });
  await visitor.send(200, "main form[role=search] button");
}
