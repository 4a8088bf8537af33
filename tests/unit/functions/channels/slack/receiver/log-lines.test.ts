/** What the public function leaves in its log: each request's outcome, once, and no secret. */
import * as assert from "node:assert/strict";
import { blockActions, viewSubmission } from "../../../support/slack-requests";
import { by, fails, send } from "./support";

describe("the log of the public function", () => {
  const gone = () => by("U0GONE0001", viewSubmission());
  for (const [name, payload, options, outcome] of [
    ["a dialog that opens", blockActions, {}, "dialog_opened"],
    ["a person who is turned away", () => by("U0MALLORY1", blockActions()), {}, "not_an_approver"],
    ["the link button", () => blockActions("open"), {}, "nothing_to_do"],
    ["a decision", viewSubmission, {}, "decision_queued"],
    ["a dialog of a person who is not listed any more", gone, {}, "not_an_approver"],
    [
      "a missing reason",
      () => viewSubmission("no", { r: "Rejected" }),
      {},
      "reason_invalid_in_dialog",
    ],
    [
      "a table that fails",
      viewSubmission,
      { gates: { read: fails("down") } },
      "decision_not_queued",
    ],
  ] as const) {
    it(`has one line for ${name}`, async () => {
      const { world } = await send(payload(), options);
      assert.equal(world.logged.length, 1);
      assert.equal(JSON.parse(world.logged[0]).event, outcome);
    });
  }
});
