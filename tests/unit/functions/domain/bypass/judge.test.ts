/** What is said of a bypass where CodePipeline or CloudTrail tell less than they might. */
import * as assert from "node:assert/strict";
import * as judge from "../../../../../functions/domain/bypass/judge";
import { actorOf } from "../../../../../functions/domain/bypass/principal";
import { decidedRun, glassGate, iamGate, session, slackGate, user } from "../../bypass/fixtures";

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

  it("is a rejection by root, and none by CodePipeline", () => {
    const failed = (by?: string) =>
      judge.decision(decidedRun(by, { status: "Failed" }), slackGate, pipeline, swept);
    assert.match(failed("arn:aws:iam::111122223333:root")?.what ?? "", /^Rejected by somebody/);
    for (const by of [undefined, "codepipeline.amazonaws.com"]) assert.equal(failed(by), undefined);
  });

  it("is a decision of nobody knows whom on a gate with a break-glass role", () => {
    const roleArn = "arn:aws:iam::111122223333:role/break-glass";
    const gate = { ...glassGate, breakGlass: { ...glassGate.breakGlass!, roleArn } };
    const one = judge.decision(decidedRun(undefined), gate, { ...pipeline, gates: [gate] }, swept);
    assert.equal(one?.kind, "DecidedOutside");
  });

  it("is a decision by the gate's own role where nobody decides in Slack", () => {
    const run = decidedRun(session("slack-orders"), { stageName: "release", actionName: "sign" });
    assert.equal(judge.decision(run, iamGate, pipeline, swept)?.kind, "DecidedOutside");
    assert.equal(judge.decision(run, slackGate, pipeline, swept), undefined);
  });

  it("is one decision by its run, or else by gate, time and person", () => {
    const idOf = (more: object, by: string | undefined = user("mallory")) =>
      judge.decision(decidedRun(by, more), slackGate, pipeline, swept)!.id;
    assert.equal(idOf({ at: now }), idOf({}, user("bob")));
    assert.notEqual(idOf({ actionExecutionId: "run-2" }), idOf({}));
    const untold = { actionExecutionId: undefined };
    const ids = [idOf(untold), idOf({ ...untold, at: now }), idOf(untold, user("bob"))];
    assert.equal(new Set(ids).size, 3);
    assert.equal(idOf(untold), idOf(untold));
  });

  it("says of nobody how another has signed in", () => {
    const actor = actorOf(user("ann"), { mfa: true });
    const source = { ...swept, actor };
    const one = { stageName: "release", at: now };
    const by = (name: string) =>
      judge.disabledTransition({ ...one, by: user(name) }, pipeline, source).actor;
    assert.deepEqual([by("ann")?.mfa, by("mallory")?.mfa], [true, undefined]);
    assert.deepEqual(judge.disabledTransition(one, pipeline, source).actor, actor);
  });

  it("has the time that CloudTrail tells before the one that CodePipeline shows", () => {
    const time = "2026-11-22T20:00:00.000Z";
    const source = { ...swept, time };
    const all = (from: judge.Source) => [
      judge.overridden({ stageName: "a", condition: "b", at: now }, pipeline, from).time,
      judge.rolledBack({ at: now }, "a", pipeline, from).time,
      judge.stopped(
        { pipelineExecutionId: "execution-1", at: now },
        [decidedRun(undefined, { status: "InProgress" })],
        pipeline,
        from,
      )?.time,
    ];
    assert.deepEqual(all(source), [time, time, time]);
    assert.deepEqual(all({ ...swept, now: "2026-11-22T23:00:00.000Z" }), [now, now, now]);
  });

  it("is the end of an execution for the gates alone that waited in it", () => {
    const gatesOf = (more: object) =>
      judge.stopped(
        { pipelineExecutionId: "execution-1" },
        [decidedRun(undefined, { status: "Abandoned", ...more })],
        pipeline,
        swept,
      )?.gates;
    assert.deepEqual(gatesOf({}), [slackGate.action]);
    assert.deepEqual(gatesOf({ status: "InProgress" }), [slackGate.action]);
    assert.equal(gatesOf({ pipelineExecutionId: "execution-2" }), undefined);
    assert.equal(gatesOf({ status: "Succeeded" }), undefined);
  });

  it("is told apart by what CloudTrail names it by, or its time", () => {
    const of = (cloudTrailEventId?: string, time?: string) => {
      const source = { ...swept, cloudTrailEventId, time };
      return [
        judge.rightsChanged("DeleteRole", "role a", pipeline, source).id,
        judge.redefinedUnread("UpdatePipeline", pipeline, source).id,
        judge.deleted(undefined, true, pipeline, source).id,
      ];
    };
    assert.deepEqual(of("one", now), of("one"));
    const ids = [of("one"), of("two"), of(undefined, now), of(undefined, swept.now.slice(0, 10))];
    assert.equal(new Set(ids.flat()).size, 12);
  });

  it("is the use of the break-glass role, which the gate's record names", () => {
    const roleArn = "arn:aws:iam::111122223333:role/break-glass";
    const gate = { ...glassGate, breakGlass: { ...glassGate.breakGlass!, roleArn } };
    const run = decidedRun(session("break-glass", "ann"));
    const one = judge.decision(run, gate, { ...pipeline, gates: [gate] }, swept);
    assert.equal(one?.kind, "BreakGlassUsed");
    assert.match(one?.what ?? "", /^Approved with the break-glass role of the gate /);
  });

  it("is to be reviewed within the gate's time, from when it was done or, at the least, was seen", () => {
    const roleArn = "arn:aws:iam::111122223333:role/break-glass";
    const breakGlass = { ...glassGate.breakGlass!, roleArn, reviewWithinMinutes: 90 };
    const gate = { ...slackGate, breakGlass };
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
