/** What is said of a bypass where CodePipeline or CloudTrail tell less than they might. */
import * as assert from "node:assert/strict";
import * as judge from "../../../../../functions/domain/bypass/judge";
import { decidedRun, iamGate, session, slackGate, user } from "../../bypass/fixtures";

const now = "2026-11-22T22:00:00.000Z";
const pipeline = { pipelineName: "orders", gates: [slackGate, iamGate] };
const swept: judge.Source = { via: "sweep", now };

describe("A bypass of which little is told", () => {
  it("is a rollback of some stage to an earlier execution, by nobody who is known", () => {
    const { what, actor, stageName, time } = judge.rolledBack({}, undefined, pipeline, swept);
    assert.match(what, /^A stage was rolled back to execution an earlier one, which is deployed/);
    assert.deepEqual([actor, stageName, time], [undefined, undefined, now]);
  });

  it("is a rollback by whom CodePipeline names", () => {
    const rollback = { by: user("mallory"), target: "execution-0" };
    const one = { pipelineExecutionId: "execution-1", rollback, at: now };
    const { what, actor } = judge.rolledBack(one, "release", pipeline, swept);
    assert.match(what, /^Stage release was rolled back to execution execution-0, /);
    assert.equal(actor?.id, user("mallory"));
  });

  it("is a transition that somebody disabled, of whom nobody tells", () => {
    const { actor, time } = judge.disabledTransition({ stageName: "release" }, pipeline, swept);
    assert.deepEqual([actor, time], [undefined, now]);
  });

  it("is a condition that was overridden, by whom CodePipeline names if it does", () => {
    const one = { stageName: "release", condition: "beforeEntry", pipelineExecutionId: "e-1" };
    assert.equal(judge.overridden(one, pipeline, swept).actor, undefined);
    const named = judge.overridden({ ...one, by: user("mallory"), at: now }, pipeline, swept);
    assert.equal(named.actor?.id, user("mallory"));
  });

  it("is a decision of which CodePipeline does not say by whom", () => {
    const one = judge.decision(decidedRun(undefined), slackGate, pipeline, swept);
    assert.deepEqual([one?.kind, one?.actor], ["DecidedOutside", undefined]);
  });

  it("is the use of the break-glass role, which the gate's record names", () => {
    const roleArn = "arn:aws:iam::111122223333:role/break-glass";
    const gate = { ...slackGate, breakGlass: { roleArn, reviewWithinMinutes: 60 } };
    const run = decidedRun(session("break-glass", "ann"));
    const one = judge.decision(run, gate, { ...pipeline, gates: [gate] }, swept);
    assert.equal(one?.kind, "BreakGlassUsed");
    assert.match(one?.what ?? "", /^Approved with the break-glass role of the gate /);
  });

  it("is to be reviewed within the gate's time, from when it was done or, at the least, was seen", () => {
    const roleArn = "arn:aws:iam::111122223333:role/break-glass";
    const gate = { ...slackGate, breakGlass: { roleArn, reviewWithinMinutes: 90 } };
    const by = (
      at: string | undefined,
      source: judge.Source,
      who = session("break-glass", "ann"),
    ) => judge.decision(decidedRun(who, { at }), gate, { ...pipeline, gates: [gate] }, source);
    const time = "2026-11-22T21:30:00.000Z";
    const rows: [at: string | undefined, source: judge.Source, expected: string][] = [
      ["2026-11-22T21:00:00.000Z", { ...swept, time }, "2026-11-22T22:30:00.000Z"],
      [undefined, { ...swept, time }, "2026-11-22T23:00:00.000Z"],
      [undefined, swept, "2026-11-22T23:30:00.000Z"],
    ];
    for (const [at, source, expected] of rows) {
      const one = by(at, source)!;
      assert.equal(one.reviewBy, expected);
      assert.equal(Date.parse(expected) - Date.parse(one.time), 90 * 60_000);
    }
    assert.equal(by(now, swept, user("mallory"))?.kind, "DecidedOutside");
    assert.equal(by(now, swept, user("mallory"))?.reviewBy, undefined);
  });
});
