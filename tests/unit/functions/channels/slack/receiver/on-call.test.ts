/** Whoever may be on call gets the dialog, and no more: the endpoint asks nobody and decides nothing. */
import * as assert from "node:assert/strict";
import { blockActions, viewSubmission } from "../../../support/slack-requests";
import { by, fails, send, settings } from "./support";

const connectors = [
  {
    ...{ kind: "pagerduty" as const, name: "pager", settings: "{}" },
    credentialsArn: "arn:aws:ssm:eu-west-1:111122223333:parameter/pager",
    ...{ approverIds: [], scheduleIds: ["PSCHED1"] },
  },
];
const withSchedules = { settings: { ...settings, connectors } };
const stranger = "U0CARLA001";

describe("The endpoint and who is on call", () => {
  it("opens the dialog for who is on no list, and says in private what will be asked", async () => {
    const { world, status } = await send(by(stranger, blockActions()), withSchedules);
    assert.equal(status, 200);
    assert.equal(world.views.length, 1);
    const [{ user, text }] = world.told;
    assert.equal(user, stranger);
    assert.match(text, /PagerDuty is asked whether you are on call \(PSCHED1\)/);
    assert.ok(world.logged.some((line) => line.includes("on_call_asked_later")));
  });

  it("tells those on the list nothing of it", async () => {
    const { world } = await send(blockActions(), withSchedules);
    assert.equal(world.views.length, 1);
    assert.deepEqual(world.told, []);
  });

  it("hands their decision over as it hands over any other: signed, and believed by nobody yet", async () => {
    const { world, status, body } = await send(by(stranger, viewSubmission()), withSchedules);
    assert.deepEqual([status, body, world.handed.length], [200, "", 1]);
  });

  it("leaves the dialog open where the note does not arrive", async () => {
    const slack = {
      openView: async () => undefined,
      postEphemeral: fails("down"),
    };
    const { status, world } = await send(by(stranger, blockActions()), { ...withSchedules, slack });
    assert.equal(status, 200);
    assert.ok(!world.logged.some((line) => line.includes("dialog_failed")));
  });

  it("refuses them where the gate names no schedule", async () => {
    for (const scheduleIds of [[], undefined]) {
      const named = scheduleIds && [{ ...connectors[0], scheduleIds }];
      const options = { settings: { ...settings, connectors: named } };
      const { world } = await send(by(stranger, viewSubmission()), options);
      assert.deepEqual(world.handed, []);
    }
  });
});
