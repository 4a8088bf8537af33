/**
 * Whole events and messages, as who listens and who is paged gets them. UPDATE_GOLDEN=1 writes them: an id that is
 * another one is a bypass that is reported again after an upgrade.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { approve, asked } from "./judged";
import { callOf, decidedRun, definition, endOf, iamGate, slackGate, user } from "./fixtures";
import { BypassWorld } from "./support";

const file = path.join(__dirname, "golden/whole.json");
const swept = sweepOf([approve]);
const at = "2026-11-22T20:30:00.000Z";

/** The world after a look that found nothing, then changed, then told of it. */
async function told(event: object, change: (world: BypassWorld) => void = () => undefined) {
  const world = new BypassWorld();
  await world.sweep();
  change(world);
  await world.run(event);
  return world.bus.map((one, index) => ({ event: one, ...world.mails[index] }));
}

const weaker = (world: BypassWorld): void => {
  const [source, gate, deploy, sign, publish] = definition.actions;
  const actions = [
    { ...source, category: "Deploy" },
    { ...gate, topicArn: undefined, order: [1, 2] },
    { ...deploy, order: [1, 1] },
    { ...sign, timeoutInMinutes: 60, order: [2, 3] },
    publish,
    { ...deploy, name: "canary", order: [1, 1] },
  ];
  const skip = { stage: "production", condition: "onSuccess", rule: '["SKIP"]' };
  world.definition = { version: 4, created: at, actions, rules: [skip] };
};
const gone = (world: BypassWorld): void => {
  world.definition = undefined;
  world.gone = new UnknownPipelineError("gone");
};
const lookedAt = (world: BypassWorld): void => {
  const waited = decidedRun(undefined, {
    ...{ status: "InProgress", pipelineExecutionId: "execution-9" },
    actionExecutionId: "run-9",
  });
  world.runs.push(decidedRun(user("mallory"), { at }), waited);
  const state = { stageName: "release", condition: "onSuccess", pipelineExecutionId: "e-7", at };
  world.state = {
    disabled: [{ stageName: "release", by: user("bob"), reason: "Freeze.", at }],
    overridden: [state],
    rollbacks: { "execution-8": "production" },
  };
  const rollback = { target: "execution-0", by: user("bob") };
  world.executions.push(
    { pipelineExecutionId: "execution-8", rollback, at },
    { pipelineExecutionId: "execution-9", stop: { reason: "Wrong build." }, at },
    { pipelineExecutionId: "execution-10", at },
  );
};
const { native: _, ...older } = slackGate;

const scenarios: Record<string, () => ReturnType<typeof told>> = {
  "an hourly look": () => told(swept, lookedAt),
  "an hourly look at a weaker pipeline": () => told(swept, weaker),
  "an hourly look at no pipeline": () => told(swept, gone),
  "an end of an approval": () =>
    told(endOf("SUCCEEDED"), (world) => void world.runs.push(decidedRun(user("mallory")))),
  PutApprovalResult: () =>
    told(
      callOf("PutApprovalResult", {
        ...{ ...asked, actionName: "approve" },
        result: { status: "Rejected", summary: "Because." },
      }),
    ),
  OverrideStageCondition: () =>
    told(
      callOf("OverrideStageCondition", {
        ...{ ...asked, conditionType: "ON_SUCCESS", pipelineExecutionId: "execution-1" },
      }),
    ),
  "OverrideStageCondition, cut": () => told(callOf("OverrideStageCondition")),
  RollbackStage: () => told(callOf("RollbackStage", asked)),
  DisableStageTransition: () =>
    told(callOf("DisableStageTransition", { ...asked, reason: "Freeze." })),
  "DisableStageTransition, cut": () =>
    told(callOf("DisableStageTransition", null, { userIdentity: null })),
  StopPipelineExecution: () =>
    told(
      callOf("StopPipelineExecution", {
        ...{ pipelineName: "orders", pipelineExecutionId: "execution-1", reason: "Wrong." },
      }),
      (world) => void world.runs.push(decidedRun(undefined, { status: "Abandoned" })),
    ),
  DeletePipeline: () => told(callOf("DeletePipeline", { name: "orders" })),
  "UpdatePipeline of what may not be read": () =>
    told(
      callOf("UpdatePipeline", { pipeline: { name: "orders" } }),
      (world) => void (world.gates = [older]),
    ),
  DeleteRole: () => told(callOf("DeleteRole", { roleName: "slack-orders" })),
  UpdateAssumeRolePolicy: () =>
    told(callOf("UpdateAssumeRolePolicy", { roleName: "release-manager" })),
  CreatePolicyVersion: () =>
    told(callOf("CreatePolicyVersion", { policyArn: "arn:aws:iam::1:policy/a/P" }), (world) => {
      const native = { ...iamGate.native!, policyArns: ["arn:aws:iam::1:policy/a/P"] };
      world.gates = [slackGate, { ...iamGate, native }];
    }),
  AddUserToGroup: () =>
    told(callOf("AddUserToGroup", { groupName: "Approvers" }), (world) => {
      const native = { ...iamGate.native!, groups: ["approvers"] };
      world.gates = [slackGate, { ...iamGate, native }];
    }),
};

describe("What a hub reports", () => {
  it("is as it was, word by word and id by id", async () => {
    const found: Record<string, unknown> = {};
    for (const [title, scenario] of Object.entries(scenarios)) found[title] = await scenario();
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    }
    const golden = JSON.parse(fs.readFileSync(file, "utf8"));
    for (const [title, one] of Object.entries(found)) {
      assert.deepEqual(JSON.parse(JSON.stringify(one)), golden[title], title);
    }
    assert.deepEqual(Object.keys(golden), Object.keys(found));
  });

  it("is of every kind that needs no break-glass role, each with an id of its own", async () => {
    const all = (await Promise.all(Object.values(scenarios).map((scenario) => scenario()))).flat();
    const kinds = new Set(all.map(({ event }) => event.kind));
    assert.equal(kinds.size, 8);
    // One decision is in two of them: the hourly look and the end of the approval see the same.
    assert.equal(new Set(all.map(({ event }) => event.id)).size, all.length - 1);
  });
});
