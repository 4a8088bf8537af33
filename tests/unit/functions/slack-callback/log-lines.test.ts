/** What the public function leaves in its log: each request's outcome, once, and no secret. */
import * as assert from "node:assert/strict";
import { blockActions, viewSubmission } from "../support/slack-requests";
import { by, fails, send } from "./support";

describe("the log of the public function", () => {
  const gone = () => by("U0GONE0001", viewSubmission());
  for (const [name, payload, options, outcome] of [
    ["a dialog that opens", blockActions, {}, /dialog is open/],
    ["a person who is turned away", () => by("U0MALLORY1", blockActions()), {}, /may not decide/],
    ["the link button", () => blockActions("open"), {}, /nothing to do/],
    ["a decision", viewSubmission, {}, /handed over/],
    ["a dialog of a person who is not listed any more", gone, {}, /may not decide/],
    ["a missing reason", () => viewSubmission("no", { r: "Rejected" }), {}, /proper reason/],
    ["a table that fails", viewSubmission, { gates: { read: fails("down") } }, /not be handed/],
  ] as const) {
    it(`has one line for ${name}`, async () => {
      const { world } = await send(payload(), options);
      assert.equal(world.logged.length, 1);
      assert.match(world.logged[0], outcome);
    });
  }
});
