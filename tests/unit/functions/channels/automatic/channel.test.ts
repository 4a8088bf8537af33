import * as assert from "node:assert/strict";
import { createAutomaticChannel } from "../../../../../functions/channels/automatic/channel";
import { byWhen, functionArn, smallChanges } from "../../domain/automatic/samples";
import { bob, requestOf, settings, token } from "../../domain/samples";
import { World } from "../../support/world";
import { click } from "../../support/world-events";
import { revision } from "../../support/fakes-automatic";
import { action, approved, decisions, handOver, rejected, waitingWorld } from "./support";

const lines = (world: World) => world.lines.map(({ event }) => event);

describe("A gate that decides by itself", () => {
  it("approves as its function says, in its name, and everything says so", async () => {
    const world = await waitingWorld();
    await world.decide(handOver);
    assert.deepEqual(decisions(world), [approved]);
    const [{ summary }] = world.pipelines.decisions;
    assert.equal(summary, "Approved automatically by small-changes: Only docs.");
    const { status, outcome, automatic, history } = world.request();
    assert.equal(status, "DECIDED");
    assert.deepEqual(outcome?.person, smallChanges);
    assert.deepEqual(automatic, {
      ...{ decision: "approve", reason: "Only docs.", by: "small-changes" },
      at: world.clock.now().toISOString(),
    });
    assert.deepEqual(
      history?.map(({ type, actor }) => [type, actor?.channel]),
      [
        ["Requested", undefined],
        ["Deciding", "automatic"],
        ["Decided", "automatic"],
      ],
    );
    assert.match(world.message(), /Approved automatically by small-changes/);
    assert.match(world.message(), /Only docs\./);
    assert.doesNotMatch(world.message(), /in Automatic|outside Slack/);
    assert.deepEqual(world.slack.told, []);
  });

  it("rejects as its function says", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "reject", reason: "It touches the schema." });
    await world.decide(handOver);
    assert.deepEqual(decisions(world), [rejected]);
    assert.match(world.message(), /Rejected automatically by small-changes/);
  });

  it("leaves to people what its function leaves, for good, and its message says why", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "ask", reason: "It changes *code*." });
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.equal(world.request().status, "PENDING");
    assert.match(world.message(), /Left to people by small-changes: It changes \*code\*\./);
    assert.match(world.message(), /"action_id":"approve"/);
    world.functions.answer = () => ({ decision: "approve", reason: "Now it is fine." });
    await world.decide(handOver);
    assert.equal(world.functions.asked.length, 1);
    assert.deepEqual(decisions(world), []);
    await world.decide(click());
    assert.deepEqual(decisions(world), ["Approved U0ANN-Ann"]);
    assert.doesNotMatch(world.message(), /Left to people/);
  });

  it("compares for itself where it has conditions, and asks nobody", async () => {
    const world = await waitingWorld(byWhen);
    await world.decide(handOver);
    assert.deepEqual(decisions(world), [
      "Approved automatic-automaticDecision=when-automaticDecision.when",
    ]);
    assert.equal(
      world.pipelines.decisions[0].summary,
      "Approved automatically by automaticDecision.when: build.CHANGED is config",
    );
    assert.deepEqual(world.functions.asked, []);
  });

  it("leaves to people what its conditions do not cover", async () => {
    const world = await waitingWorld(byWhen);
    world.release = { ...world.release, actions: [] };
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.match(
      world.message(),
      /Left to people by automaticDecision\.when: build\.CHANGED is not known/,
    );
  });

  it("asks the function of its record, in its name, and tells it no token", async () => {
    const world = await waitingWorld();
    await world.decide(handOver);
    const [asked] = world.functions.asked;
    assert.equal(world.functions.asked.length, 1);
    assert.equal(asked.functionArn, functionArn);
    assert.deepEqual(asked.person, smallChanges);
    assert.ok(!JSON.stringify(asked.question).includes(token));
    assert.match(JSON.stringify(asked.question), /"pipelineExecutionId":"execution-1"/);
  });

  it("asks nobody, and leaves to people, what somebody has rejected", async () => {
    const world = await waitingWorld();
    await world.table.create(
      requestOf({
        ...{ token: "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5", status: "DECIDED" },
        revisions: [revision],
        outcome: { at: "2026-11-20T00:00:00.000Z", result: "Rejected", person: bob },
      }),
    );
    await world.decide(handOver);
    assert.deepEqual(world.functions.asked, []);
    assert.match(world.message(), /Left to people by small-changes: somebody has rejected app/);
  });

  it("leaves to people what was decided before and cannot be read", async () => {
    const world = await waitingWorld();
    world.table.items.set(`${action}#broken`, "{}");
    await world.decide(handOver);
    assert.deepEqual([world.functions.asked, decisions(world)], [[], []]);
    assert.match(world.message(), /what was decided before could not be read whole/);
  });

  for (const call of ["releases.read"]) {
    it(`leaves to people what cannot be read with its role: ${call}`, async () => {
      const world = await waitingWorld();
      world.faults.push({ call, error: new Error("AccessDenied") });
      await world.decide(handOver);
      assert.deepEqual([world.functions.asked, decisions(world)], [[], []]);
      assert.match(world.message(), /what is to be released could not be read/);
      assert.ok(lines(world).includes("automatic_release_unread"));
    });
  }

  it("leaves to people what waits in an execution that is not known", async () => {
    const world = await waitingWorld();
    const { pipelineExecutionId: _, ...request } = world.request();
    world.table.items.set(`${action}#${token}`, JSON.stringify(request));
    await world.decide(handOver);
    assert.equal(world.request().automatic?.decision, "ask");
    assert.deepEqual(world.functions.asked, []);
  });

  it("leaves to people what its function could not answer", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => new Error("it has failed");
    await world.decide(handOver);
    assert.match(world.message(), /Left to people by small-changes: it has failed/);
    assert.deepEqual(decisions(world), []);
  });

  it("shows nothing, reminds nobody and is no gate's channel", async () => {
    const world = new World();
    const channel = createAutomaticChannel(world.ports().ofAutomatic);
    assert.equal(channel.isUsedBy(settings), false);
    assert.equal(channel.escalatesTo(settings), false);
    for (const work of [channel.show, channel.update, channel.remind] as (() => Promise<void>)[]) {
      await assert.rejects(work(), /Nobody sees/);
    }
  });
});
