/** Every press of Approve or Reject is handed over, for the decider to look at the message. */
import * as assert from "node:assert/strict";
import { verifySignature } from "../../../../../../functions/channels/slack/signature";
import { blockActions, formOf, secret } from "../../../support/slack-requests";
import { by, fails, send } from "./support";

const homeless = () => {
  const payload = blockActions();
  payload.user = { ...payload.user, team_id: "T0SISTER01" };
  return payload;
};

describe("a press of a button", () => {
  for (const [who, payload, options] of [
    ["a listed person", () => blockActions(), {}],
    ["a listed person, to reject", () => blockActions("reject"), {}],
    ["somebody who is not listed", () => by("U0MALLORY1", blockActions()), {}],
    ["somebody who is at home elsewhere", homeless, {}],
    ["anybody where the gate is gone", () => blockActions(), { settings: undefined }],
    ["anybody where the gates cannot be read", blockActions, { gates: { read: fails("down") } }],
  ] as const) {
    it(`by ${who} is handed over once, word for word, with Slack's signature`, async () => {
      const sent = payload();
      const { world, status } = await send(sent, options);
      assert.equal(status, 200);
      assert.equal(world.handed.length, 1);
      const { version, body, timestamp, signature, acceptedAt } = world.handed[0];
      assert.deepEqual([version, body], [1, formOf(sent)]);
      assert.ok(
        verifySignature({ body: Buffer.from(body), timestamp, signature, secrets: [secret] }),
      );
      assert.equal(acceptedAt, "2026-11-22T21:00:00.000Z");
    });
  }

  it("of the link button is none: nothing is handed over", async () => {
    assert.deepEqual((await send(blockActions("open"))).world.handed, []);
  });

  it("of another workspace or app than the pinned ones is not handed over", async () => {
    for (const pins of [{ teamId: "T0OTHER" }, { appId: "A0OTHER" }]) {
      const { world, status } = await send(blockActions(), pins);
      assert.equal(status, 403);
      assert.deepEqual(world.handed, []);
    }
  });

  it("that cannot be handed over opens its dialog all the same, with one line in the log", async () => {
    const { world, status, body } = await send(blockActions(), {
      decisionQueue: { send: fails("down") },
    });
    assert.deepEqual([status, body], [200, ""]);
    assert.equal(world.views.length, 1);
    assert.deepEqual(world.told, []);
    const lines = world.logged.filter((line) => line.includes('"event":"press_not_queued"'));
    assert.equal(lines.length, 1);
    assert.match(lines[0], /"level":"warn".*U0ANN00001.*down/);
  });

  it("does not wait for the decision queue to open the dialog", async () => {
    const order: string[] = [];
    let kept = (): void => undefined;
    const decisionQueue = {
      send: () =>
        new Promise<void>((resolve) => {
          kept = () => {
            order.push("handed over");
            resolve();
          };
        }),
    };
    const slack = {
      openView: async () => {
        order.push("dialog");
        kept();
      },
      postEphemeral: async () => undefined,
    };
    assert.equal((await send(blockActions(), { decisionQueue, slack })).status, 200);
    assert.deepEqual(order, ["dialog", "handed over"]);
  });
});
