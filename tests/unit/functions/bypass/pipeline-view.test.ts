/** What the roles of the gates let nobody read, and what of CodePipeline's history is missing. */
import * as assert from "node:assert/strict";
import { TransientError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { approve, asked, said, sign } from "./judged";
import { callOf, decidedRun, definition, endOf, user } from "./fixtures";
import { BypassWorld } from "./support";

const withoutSign = {
  ...definition,
  version: 4,
  actions: definition.actions.filter(({ name }) => name !== "sign"),
};

/** Somebody decided, a gate is gone, a transition is disabled and an execution was stopped. */
async function bypassed(): Promise<BypassWorld> {
  const world = new BypassWorld();
  await world.sweep();
  world.definition = withoutSign;
  world.runs.push(decidedRun(user("mallory")));
  const disabled = [{ stageName: "production", by: user("mallory"), at: "2026-11-22T21:00:00Z" }];
  world.state = { ...world.state, disabled };
  return world;
}

const kinds = ["DecidedOutside", "GateRemoved", "TransitionDisabled"];

describe("A gate whose role lets the hub look no more", () => {
  const events: Record<string, [event: object, expected: string[]]> = {
    "an hourly look": [sweepOf([approve]), kinds],
    "an end of an approval": [endOf("SUCCEEDED"), ["DecidedOutside"]],
    "a call of PutApprovalResult": [
      callOf("PutApprovalResult", { ...asked, actionName: "approve" }),
      ["DecidedOutside"],
    ],
    "a call of UpdatePipeline": [callOf("UpdatePipeline", asked), ["GateRemoved"]],
    "a call of DisableStageTransition": [
      callOf("DisableStageTransition", asked),
      ["TransitionDisabled"],
    ],
  };
  for (const [title, [event, expected]] of Object.entries(events)) {
    it(`has the next gate's role read the pipeline, and is said itself: ${title}`, async () => {
      const intact = await bypassed();
      await intact.run(event);
      const world = await bypassed();
      world.refused.add(approve);
      await assert.rejects(world.run(event), /could not be looked for or said/);
      assert.deepEqual(world.kinds().sort(), expected);
      assert.deepEqual(world.bus, intact.bus);
      const lines = world.logged("bypass_failed");
      assert.deepEqual(
        lines.map(({ level, fields }) => [level, fields?.error, fields?.pipelineName]),
        [["error", "RefusedRoleError", "orders"]],
      );
      assert.match(
        String(lines[0].fields?.reason),
        /^orders\/production\/approve lets nobody look/,
      );
      assert.match(
        String(lines[0].fields?.remedy),
        /UpdateAssumeRolePolicy.*deploy the gate again/,
      );
    });
  }

  it("is asked once in a look, and the next look begins with what the last has seen", async () => {
    const world = await bypassed();
    world.refused.add(approve);
    world.calls.length = 0;
    await assert.rejects(world.sweep());
    assert.equal(world.calls.filter((call) => call === "looks.definition").length, 2);
    assert.equal(world.calls.filter((call) => call === "looks.state").length, 1);
    assert.equal(world.bypasses.baselines.get("orders")?.baseline.definition.version, 4);
    world.refused.clear();
    await world.sweep();
    assert.equal(world.bus.length, kinds.length);
  });

  it("is the last: nobody looks, and each role is said", async () => {
    const world = await bypassed();
    world.refused.add(approve).add(sign);
    await assert.rejects(world.sweep(), TransientError);
    assert.deepEqual(said(world), []);
    const [{ fields }, ...more] = world.logged("bypass_failed");
    assert.deepEqual(more, []);
    assert.match(
      String(fields?.reason),
      /^No gate lets the hub look\. orders\/production\/approve .* orders\/release\/sign /,
    );
    assert.match(String(fields?.remedy), /deploy the gate again/);
  });

  it("is another matter than CodePipeline that does not answer: no other role is tried", async () => {
    const world = await bypassed();
    world.calls.length = 0;
    world.faults.push({ call: "looks.definition", error: new Error("throttled") });
    await assert.rejects(world.sweep());
    assert.equal(world.calls.filter((call) => call === "looks.definition").length, 1);
    assert.match(String(world.logged("bypass_failed")[0].fields?.reason), /throttled/);
  });
});

describe("A history that cannot be read to its end", () => {
  it("fails the look, after all that was read is said and noted", async () => {
    const world = await bypassed();
    world.cut = { unread: new Error("page 3 failed") };
    await assert.rejects(world.sweep(), /could not be looked for or said/);
    assert.deepEqual(world.kinds().sort(), kinds);
    assert.equal(world.mails.length, kinds.length);
    assert.match(String(world.logged("bypass_failed")[0].fields?.reason), /page 3 failed/);
    assert.equal(world.bypasses.baselines.get("orders")?.baseline.definition.version, 4);
  });

  it("fails the look for one decision as well", async () => {
    for (const event of [
      endOf("SUCCEEDED"),
      callOf("PutApprovalResult", { ...asked, actionName: "approve" }),
    ]) {
      const world = await bypassed();
      world.cut = { unread: new Error("page 3 failed") };
      await assert.rejects(world.run(event));
      assert.deepEqual(said(world), [`DecidedOutside ${approve} mallory`]);
    }
  });

  it("is in the log where only approvals are missing that had waited for long", async () => {
    const world = await bypassed();
    world.cut = { readBackTo: "2026-11-01T00:00:00.000Z" };
    await world.sweep();
    assert.deepEqual(world.kinds().sort(), kinds);
    const [{ level, fields }] = world.logged("history_cut");
    assert.equal(level, "warn");
    assert.deepEqual(fields, { pipelineName: "orders", readBackTo: "2026-11-01T00:00:00.000Z" });
  });
});
