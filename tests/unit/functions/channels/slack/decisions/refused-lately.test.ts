/** Who was turned away is not asked about again for a moment; who is let in is asked about each time. */
import * as assert from "node:assert/strict";
import { createOnCall } from "../../../../../../functions/channels/slack/decisions/who-is-on-call";
import { connectorOf } from "../../../../../../functions/connectors/registry";
import { ann, bob, later } from "../../../domain/samples";
import { FakeHttp } from "../../../connectors/support";
import { carla, gate, onCall, pager } from "../../../support/on-call-world";

function asking() {
  const pagerDuty = new FakeHttp();
  let seconds = 0;
  let lookUps = 0;
  const ask = createOnCall({
    ...{ connectorOf, http: pagerDuty.call },
    credentials: { read: async () => JSON.stringify({ apiToken: "y_NbAkKc66ryYTWUXYEu" }) },
    accountNow: async (email) => {
      lookUps += 1;
      return email === "carla@example.com" ? carla.id : undefined;
    },
    clock: { now: () => later(seconds) },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  pagerDuty.answers = [onCall("carla@example.com")];
  const calls = (): readonly number[] => [pagerDuty.sent.length, lookUps];
  return { ask, pagerDuty, calls, pass: (by: number) => (seconds += by) };
}

describe("Who is on call, asked often", () => {
  it("is asked of nobody again for 15 seconds about who was turned away", async () => {
    const { ask, calls, pass } = asking();
    for (let click = 0; click < 20; click += 1) {
      assert.equal(await ask(gate, ann), "not-on-call");
    }
    assert.deepEqual(calls(), [1, 1]);
    pass(14.9);
    await ask(gate, ann);
    assert.deepEqual(calls(), [1, 1]);
    pass(0.1);
    await ask(gate, ann);
    assert.deepEqual(calls(), [2, 2]);
  });

  it("is asked about others meanwhile, and about who is let in each time", async () => {
    const { ask, calls, pagerDuty } = asking();
    await ask(gate, ann);
    assert.equal(await ask(gate, bob), "not-on-call");
    assert.equal(await ask(gate, carla), "on-call");
    assert.equal(await ask(gate, carla), "on-call");
    assert.deepEqual(calls(), [4, 4]);
    pagerDuty.answers = [onCall("dora@example.com")];
    assert.equal(await ask(gate, carla), "not-on-call");
  });

  it("is not asked again at once where nobody could be asked, and lets nobody in until then", async () => {
    const { ask, calls, pagerDuty, pass } = asking();
    pagerDuty.answers = [{ status: 429 }, onCall("carla@example.com")];
    assert.equal(await ask(gate, carla), "unread");
    assert.equal(await ask(gate, carla), "unread");
    assert.deepEqual(calls(), [1, 0]);
    pass(15);
    assert.equal(await ask(gate, carla), "on-call");
  });

  it("is asked again for other schedules", async () => {
    const { ask, calls } = asking();
    await ask(gate, ann);
    await ask({ ...gate, connectors: [{ ...pager, scheduleIds: ["POTHER"] }] }, ann);
    assert.equal(calls()[0], 2);
  });
});
