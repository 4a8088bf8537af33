import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { ann, bob, token } from "../domain/samples";
import { type Fault, type World } from "../support/world";
import { click, ended, hintsOf, shownWorld } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";

function named(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name });
}

const failures = [
  "ThrottlingException",
  "AccessDeniedException",
  "InternalFailure",
  "ServiceUnavailable",
  "TimeoutError",
];

function failing(world: World, change: Partial<Fault> = {}): Fault {
  const fault = { call: "pipelines.decide", error: named("AccessDeniedException"), ...change };
  world.faults.push(fault);
  return fault;
}

describe("PutApprovalResult that fails", () => {
  for (const name of failures) {
    it(`${name} once: nothing is said, and the next try decides`, async () => {
      const world = await shownWorld();
      failing(world, { error: named(name) });
      await assert.rejects(world.decide(click()), { name });
      assert.equal(world.request().status, "DECIDING");
      assert.ok(!world.slack.history.join().includes("Approved by"));
      assert.match(world.slack.told[0].text, /not certain yet that CodePipeline has taken it/);
      world.clock.advance(60);
      await world.decide(click());
      assert.equal(world.pipelines.decisions.length, 1);
      assert.match(world.message(), /Approved by Ann/);
    });

    it(`${name} for ever: every try throws, and nothing is ever called Approved`, async () => {
      const world = await shownWorld();
      failing(world, { error: named(name), times: Infinity });
      for (let tries = 0; tries < 3; tries += 1) {
        await assert.rejects(world.decide(click()), { name });
        world.clock.advance(120);
      }
      assert.equal(world.request().status, "DECIDING");
      assert.deepEqual(world.pipelines.decisions, []);
      assert.ok(!world.slack.history.join().includes("Approved by"));
    });
  }

  it("after it took effect: the next try finds the truth and does not ask again", async () => {
    const world = await shownWorld();
    failing(world, { error: named("TimeoutError"), when: "after" });
    await assert.rejects(world.decide(click()));
    world.clock.advance(60);
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
    assert.equal(world.count("pipelines.decide"), 1);
    assert.deepEqual(world.request().outcome?.person, ann);
  });

  it("for ever for one person: another one may take over when the lease is over", async () => {
    const world = await shownWorld();
    failing(world);
    await assert.rejects(world.decide(click()));
    await world.decide(click({ person: bob, result: "Rejected" }));
    assert.match(world.slack.told[1].text, /Ann \(U0ANN\) is approving this/);
    assert.deepEqual(world.pipelines.decisions, []);
    world.clock.advance(46);
    await world.decide(click({ person: bob, result: "Rejected" }));
    assert.match(world.message(), /Rejected by Bob/);
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
  });
});

describe("a spent token", () => {
  const spent: [string, (world: World) => void, RegExp][] = [
    [
      "decided in the console",
      (world) => void world.pipelines.take(token, "Rejected", "No", console),
      /Rejected by carla outside Slack/,
    ],
    ["expired", (world) => world.clock.advance(8 * 86_400), /Expired/],
    ...(["Superseded", "Stopped", "Cancelled"] as const).map(
      (executionStatus): [string, (world: World) => void, RegExp] => [
        executionStatus,
        (world) =>
          world.pipelines.end(world.pipelines.runs.get(token)!, {
            status: "Abandoned",
            executionStatus,
          }),
        /Cancelled: (a newer execution|the execution was stopped|the pipeline was changed)/,
      ],
    ),
    [
      "forgotten by CodePipeline",
      (world) => void world.pipelines.runs.delete(token),
      /Cancelled: CodePipeline waits no more/,
    ],
  ];

  for (const [how, end, says] of spent) {
    it(`${how}: final, never tried again, the truth is shown and told`, async () => {
      const world = await shownWorld();
      end(world);
      await world.decide(click());
      assert.equal(world.count("pipelines.decide"), 1);
      assert.match(world.message(), says);
      assert.match(world.slack.told[0].text, /Nothing was changed/);
      assert.match(world.slack.told[0].text, says);
      await world.decide(click());
      assert.equal(world.count("pipelines.decide"), 1);
    });
  }

  it("decided in the console between the lookup and the call", async () => {
    const world = await shownWorld();
    world.before = (call) => {
      if (call === "pipelines.decide") world.pipelines.take(token, "Approved", "", console);
    };
    await world.decide(click({ result: "Rejected" }));
    assert.equal(world.pipelines.decisions.length, 1);
    assert.match(world.message(), /Approved by carla outside Slack/);
  });

  it("decided in the console before: CodePipeline is asked of the request's own execution", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Rejected", "Not today", console);
    const hints = await hintsOf(world, () => world.decide(click()));
    assert.deepEqual(hints, [{ pipelineExecutionId: "execution-1" }]);
  });

  it("is not called cancelled while CodePipeline does not show its end yet", async () => {
    const world = await shownWorld();
    world.pipelines.runs.get(token)!.lag = 30;
    world.pipelines.take(token, "Approved", "Fine", console);
    await assert.rejects(world.decide(click()), /does not show/);
    assert.equal(world.request().status, "DECIDING");
    world.clock.advance(60);
    await world.decide(click());
    assert.match(world.message(), /Approved by carla outside Slack/);
  });
});

describe("Slack that fails the decider", () => {
  it("does not undo a decision: the next try updates the message", async () => {
    const world = await shownWorld();
    world.faults.push({
      call: "slack.updateMessage",
      error: new SlackError("chat.update", "fatal_error"),
    });
    await assert.rejects(world.decide(click()), SlackError);
    assert.equal(world.request().status, "DECIDED");
    // It is decided: to say that CodePipeline has not taken it would be false.
    assert.deepEqual(world.slack.told, []);
    world.clock.advance(60);
    await world.decide(click());
    assert.match(world.message(), /Approved by Ann/);
    assert.equal(world.count("pipelines.decide"), 1);
  });

  it("for ever: throws each time, so that the queue shows it; a re-run finishes it", async () => {
    const world = await shownWorld();
    const fault = {
      call: "slack.updateMessage",
      error: new SlackError("chat.update", "no_answer"),
      times: 3,
    };
    world.faults.push(fault);
    for (let tries = 0; tries < 3; tries += 1) {
      await assert.rejects(world.decide(click()), SlackError);
      world.clock.advance(120);
    }
    await world.decide(click());
    assert.match(world.message(), /Approved by Ann/);
    assert.equal(world.pipelines.decisions.length, 1);
  });

  for (const code of ["message_not_found", "cant_update_message", "is_archived"]) {
    it(`${code}: there is nothing to update, so it ends and the log says what to do`, async () => {
      const world = await shownWorld();
      world.faults.push({
        call: "slack.updateMessage",
        error: new SlackError("chat.update", code),
      });
      await world.decide(click());
      assert.equal(world.request().messages[0].shows, "DECIDED");
      const line = world.lines.find(({ event }) => event === "message_unchangeable");
      assert.equal(line?.level, "error");
      assert.equal(typeof line?.fields?.["remedy"], "string");
    });
  }

  it("a private answer that does not arrive changes nothing", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    world.faults.push({
      call: "slack.postEphemeral",
      error: new SlackError("chat.postEphemeral", "user_not_in_channel"),
    });
    await world.decide(click());
    assert.match(world.message(), /outside Slack/);
    assert.ok(world.lines.some(({ event }) => event === "reply_failed"));
  });

  it("a table that fails after CodePipeline took the decision says nothing false", async () => {
    const world = await shownWorld();
    let decidedOnce = false;
    world.before = (call) => {
      if (call === "pipelines.decide") decidedOnce = true;
      if (call === "requests.save" && decidedOnce && world.count("requests.save") === 4)
        throw named("InternalServerError");
    };
    await assert.rejects(world.decide(click()), { name: "InternalServerError" });
    assert.equal(world.pipelines.decisions.length, 1);
    assert.deepEqual(world.slack.told, []);
    world.clock.advance(60);
    await world.watch(ended("SUCCEEDED"));
    assert.match(world.message(), /Approved by Ann/);
  });
});
