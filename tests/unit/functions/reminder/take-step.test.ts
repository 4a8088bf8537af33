import * as assert from "node:assert/strict";
import { bySlack, pass, posted, waitingWorld } from "./support";

const once = ["Approval reminder to orders-production"];
const all = [
  ...once,
  "Not answered in time to orders-production",
  "Escalated to orders-escalation",
];

describe("The reminder in Slack", () => {
  it("reminds in the thread with mentions, escalates where the gate says, and the message shows it", async () => {
    const world = await waitingWorld(bySlack);
    assert.match(world.message(), /Answer by <!date\^1795388400\^/);
    await pass(world, 60);
    assert.deepEqual(posted(world), [
      "C0RELEASES: Approval needed",
      "C0RELEASES in thread: Reminder",
    ]);
    const [, reminder] = [...world.slack.messages.values()].map((one) => JSON.stringify(one));
    assert.match(reminder, /It has waited 1 h of 2 h\./);
    assert.match(reminder, /<@U0ANN>, <!subteam\^S0LEADS>/);
    assert.match(reminder, /Next: it is escalated, <!date\^1795388400\^/);
    assert.match(world.message(), /, reminded <!date/);
    await pass(world, 60);
    assert.deepEqual(posted(world).slice(2), [
      "C0RELEASES in thread: Not answered in time",
      "C0LEADS: Escalated",
    ]);
    const escalated = JSON.stringify([...world.slack.messages.values()].at(-1));
    assert.match(escalated, /<@U0LEAD>/);
    assert.match(escalated, /Being told gives no right to decide/);
    assert.ok(!escalated.includes('"action_id":"approve"'));
    assert.match(world.message(), /Not answered by <!date.*reminded <!date.*escalated <!date/);
    assert.deepEqual(world.topics.sent(), all);
  });

  it("tells everybody else where Slack cannot be told, and then Slack alone", async () => {
    const world = await waitingWorld(bySlack);
    const down = new Error("Slack is down");
    world.faults.push({ call: "slack.postMessage", error: down, times: 3 });
    await pass(world, 60);
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(posted(world).length, 1);
    world.clock.advance(300);
    await world.sweep();
    assert.equal(posted(world).length, 2);
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(world.request().sla?.next, 1);
  });
});
