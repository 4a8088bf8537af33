/** What the reminder does where it is woken and there is nothing to say, or not to everybody. */
import * as assert from "node:assert/strict";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { inSlack, settings, token } from "../domain/samples";
import type { World } from "../support/world";
import { byIam, bySlack, posted, requested, waitingWorld } from "./support";

const once = ["Approval reminder to orders-production"];
const tellsAll = { ...byIam, sla: { ...byIam.sla!, remindAfterMinutes: [30, 60] } };

async function dueWorld(gate = byIam, minutes = 60): Promise<World> {
  const world = await waitingWorld(gate);
  world.clock.advance(minutes * 60);
  world.lines.length = 0;
  return world;
}

const events = (world: World): string[] => world.lines.map(({ event }) => event);

describe("The reminder, woken for nothing, ends well and says nothing", () => {
  const nothings: [what: string, change: (world: World) => unknown, logged: string[]][] = [
    ["the gate is gone", (world) => world.gates.clear(), []],
    [
      "the gate has lost its SLA",
      (world) => world.gates.set(byIam.action, { ...byIam, sla: undefined }),
      [],
    ],
    ["the action runs no more", (world) => world.pipelines.runs.clear(), ["reminder_not_needed"]],
    [
      "the request was decided",
      (world) => world.pipelines.end(world.pipelines.runs.get(token)!, { status: "Succeeded" }),
      ["reminder_not_needed"],
    ],
    [
      "the pipeline was deleted",
      (world) =>
        world.faults.push({
          call: "pipelines.observe",
          error: new UnknownPipelineError("gone"),
        }),
      ["reminder_not_needed"],
    ],
  ];
  for (const [what, change, logged] of nothings) {
    it(what, async () => {
      const world = await dueWorld();
      change(world);
      await world.remind(requested);
      assert.deepEqual(world.topics.sent(), []);
      assert.deepEqual(events(world), logged);
      assert.equal(world.request().sla?.next, 0);
    });
  }

  it("everything was said: no schedule is made after the last step", async () => {
    const world = await dueWorld(byIam, 120);
    world.schedules.waiting.clear();
    await world.remind(requested);
    await world.remind(requested);
    assert.equal(world.topics.mails.length, 2);
    assert.equal(world.schedules.waiting.size, 0);
    assert.equal(world.request().sla?.next, 2);
  });

  it("another run took the step meanwhile, and there are more", async () => {
    const world = await dueWorld(tellsAll, 30);
    let isFirst = true;
    world.before = async (call) => {
      if (call !== "pipelines.observe" || !isFirst) return;
      isFirst = false;
      await world.remind(requested);
    };
    await world.remind(requested);
    assert.deepEqual(world.topics.sent(), once);
    assert.equal(world.request().sla?.next, 1);
  });
});

describe("The reminder, where CodePipeline does not answer", () => {
  it("tells nobody, says so, and is tried again", async () => {
    const world = await dueWorld();
    world.faults.push({ call: "pipelines.observe", error: new Error("throttled") });
    await assert.rejects(world.remind(requested), { name: "TransientError" });
    assert.deepEqual(world.topics.sent(), []);
    assert.deepEqual(events(world), ["reminder_failed"]);
    await world.remind(requested);
    assert.deepEqual(world.topics.sent(), once);
  });
});

describe("The log of the reminder", () => {
  it("has each schedule once, with its moment and step", async () => {
    const world = await dueWorld();
    await world.remind(requested);
    assert.deepEqual(events(world), ["reminded", "reminder_scheduled"]);
    await world.remind(requested);
    assert.equal(world.lines.length, 2);
    const { action } = settings;
    assert.deepEqual(world.lines[1].fields, {
      ...{ action, token, at: world.request().sla!.dueAt, step: 1 },
    });
  });

  it("says how many could not be told, and whom", async () => {
    const world = await dueWorld();
    world.faults.push({ call: "topics.publish", error: new Error("throttled") });
    await assert.rejects(world.remind(requested));
    assert.deepEqual(events(world), ["recipient_not_told", "reminder_failed"]);
    const [one, whole] = world.lines;
    assert.equal(one.fields?.to, settings.topicArn);
    assert.match(JSON.stringify(whole.fields), /1 of those who are to be told could not be/);
  });
});

describe("The reminder in Slack", () => {
  it("escalates there for those gates alone that name somebody there", async () => {
    const world = await dueWorld({ ...byIam, channels: { slack: inSlack } }, 120);
    await world.remind(requested);
    assert.deepEqual(posted(world), [
      "C0RELEASES: Approval needed",
      "C0RELEASES in thread: Not answered in time",
    ]);
    assert.equal(world.topics.mails.length, 2);
  });

  it("notes each who was told by a name of its own", async () => {
    const world = await dueWorld(bySlack, 120);
    const [escalation] = bySlack.sla!.escalation!.topicArns;
    world.faults.push({ call: "topics.publish", error: new Error("down"), times: 2 });
    await assert.rejects(world.remind(requested));
    assert.deepEqual(world.request().sla?.telling?.told, ["slack:approvers", "slack:escalation"]);
    await world.remind(requested);
    assert.deepEqual(world.topics.mails.map(({ topicArn }) => topicArn).sort(), [
      escalation,
      settings.topicArn,
    ]);
  });

  it("is not held up by a message that does not show it: it says so", async () => {
    const world = await dueWorld(bySlack);
    world.faults.push({ call: "slack.updateMessage", error: new Error("down") });
    await world.remind(requested);
    assert.ok(events(world).includes("sla_not_shown"), events(world).join(", "));
    const line = world.lines.find(({ event }) => event === "sla_not_shown")!;
    assert.equal(line.fields?.channel, "slack");
    assert.match(JSON.stringify(line.fields), /down/);
  });

  it("leaves messages alone that are of a channel that the hub has no more", async () => {
    const world = await dueWorld(bySlack);
    const request = world.request();
    const [message] = request.messages;
    await world.table.save({
      ...request,
      messages: [{ ...message, channel: "other" }],
      version: request.version + 1,
    });
    world.calls.length = 0;
    await world.remind(requested);
    assert.ok(!events(world).includes("sla_not_shown"));
    assert.equal(world.count("slack.updateMessage"), 0);
  });
});
