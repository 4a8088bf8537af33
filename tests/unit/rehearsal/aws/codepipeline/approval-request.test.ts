import * as assert from "node:assert/strict";
import { ServiceError } from "../../../../../rehearsal/errors";
import type { ApprovalRequest } from "../../../../../rehearsal/aws/codepipeline/types";
import {
  decision,
  alice,
  gate,
  pipeline,
  refuses,
  roleArn,
  source,
  startedAt,
  topicArn,
  World,
} from "./support";

const day = 24 * 60 * 60_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const notified = (more = {}) =>
  pipeline({}, [
    ["Source", [source()]],
    ["Gate", [gate({ configuration: { NotificationArn: topicArn }, ...more })]],
  ]);

describe("an approval request", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.clock.stop());

  it("has a lower-case UUID for a token and expires after seven days", async () => {
    const id = await world.started();
    const [request] = world.engine.pending();
    assert.match(request.token, uuid);
    assert.deepEqual(request, {
      pipelineName: "shop",
      pipelineExecutionId: id,
      stageName: "Gate",
      actionName: "Approve",
      actionExecutionId: world.stage("Gate").actionStates![0].latestExecution!.actionExecutionId,
      token: request.token,
      requestedAt: startedAt,
      expires: new Date(startedAt.getTime() + 7 * day),
      customData: undefined,
      externalEntityLink: undefined,
      notificationArn: undefined,
      roleArn,
    });
  });

  it("expires after timeoutInMinutes", async () => {
    await world.started(notified({ timeoutInMinutes: 5 }));
    const [{ expires }] = world.engine.pending();
    assert.equal(expires.getTime(), startedAt.getTime() + 5 * 60_000);
  });

  it("is published when there is a topic", async () => {
    await world.started(notified());
    assert.deepEqual(world.published, world.engine.pending());
    assert.equal(world.published[0].notificationArn, topicArn);
  });

  it("is not published when there is none", async () => {
    await world.started();
    assert.deepEqual(world.published, []);
  });

  it("waits for its notification before it counts as pending", async () => {
    let done: () => void = () => {};
    world.publish = () => new Promise((resolve) => (done = resolve));
    world.byTurns = true;
    await world.started(notified());
    assert.deepEqual(world.engine.pending(), []);
    done();
    await world.settled();
    assert.equal(world.engine.pending().length, 1);
  });

  it("may be decided by the first who reads it, while others are still being told", async () => {
    let done: () => void = () => {};
    world.publish = () => new Promise((resolve) => (done = resolve));
    world.byTurns = true;
    const id = await world.started(notified());
    world.engine.decide(decision(world.published[0]), alice);
    done();
    await world.settled();
    assert.equal(world.status(id), "Succeeded");
    assert.deepEqual(world.engine.pending(), []);
  });

  it("fails when the topic refuses the pipeline's role", async () => {
    world.publish = () => Promise.reject(new ServiceError("AuthorizationError", "not allowed"));
    const id = await world.started(notified());
    assert.equal(world.status(id), "Failed");
    const [detail] = world.engine.actionExecutions("shop");
    assert.deepEqual(detail.output!.executionResult!.errorDetails, {
      code: "PermissionError",
      message:
        `The approval notification could not be published to ${topicArn} ` +
        `as ${roleArn}: not allowed. The pipeline's role needs what the gate says in its output ` +
        'pipelinePolicyJson: new aws.iam.RolePolicy("publish", ' +
        "{ role: role.name, policy: gate.pipelinePolicyJson })",
    });
    refuses("InvalidApprovalTokenException", () =>
      world.engine.decide(decision(world.published[0]), alice),
    );
  });

  it("fails when the topic is not there", async () => {
    world.publish = () => Promise.reject(new ServiceError("NotFoundException", "no topic"));
    await world.started(notified());
    const [detail] = world.engine.actionExecutions("shop");
    assert.equal(detail.output!.executionResult!.errorDetails!.code, "ConfigurationError");
  });
});

describe("an approval request that nobody decides", () => {
  let world: World;
  let request: ApprovalRequest;
  let id: string;
  beforeEach(async () => {
    world = new World();
    id = await world.started();
    [request] = world.engine.pending();
  });
  afterEach(() => world.clock.stop());

  it("stays open until the last millisecond", () => {
    world.clock.advance(7 * day - 1);
    assert.equal(world.status(id), "InProgress");
    assert.doesNotThrow(() => world.engine.decide(decision(request), alice));
  });

  it("fails the execution when its time is over, and says that nobody decided", () => {
    world.clock.advance(30 * day);
    assert.equal(world.status(id), "Failed");
    const state = world.stage("Gate").actionStates![0].latestExecution!;
    assert.equal(state.status, "Failed");
    assert.equal(state.lastUpdatedBy, undefined);
    assert.equal(state.summary, undefined);
    assert.deepEqual(state.lastStatusChange, request.expires);
    assert.deepEqual(state.errorDetails, {
      code: "ApprovalTimedOut",
      message: "Nobody decided before the approval request expired at 2026-11-29T10:00:00.000Z.",
    });
  });

  it("refuses a decision afterwards", () => {
    world.clock.advance(7 * day);
    refuses("InvalidApprovalTokenException", () => world.engine.decide(decision(request), alice));
    assert.deepEqual(world.engine.pending(), []);
  });

  it("refuses a decision that is late, even before the timer has come round", () => {
    world.real += 7 * day;
    refuses("InvalidApprovalTokenException", () => world.engine.decide(decision(request), alice));
    world.clock.advance(0);
    assert.equal(world.status(id), "Failed");
  });

  it("does not fail what was decided in time", async () => {
    await world.decide("Approved");
    world.clock.advance(30 * day);
    assert.equal(world.status(id), "Succeeded");
  });
});
