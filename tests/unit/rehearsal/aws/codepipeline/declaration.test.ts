import * as assert from "node:assert/strict";
import { pipelineDeclaration } from "../../../../../rehearsal/aws/codepipeline/declaration";

const store = { location: "artifacts", type: "S3" };
const approval = {
  name: "ok",
  category: "Approval",
  owner: "AWS",
  provider: "Manual",
  version: "1",
};
const approvalType = { category: "Approval", owner: "AWS", provider: "Manual", version: "1" };

const inputs = (more: Record<string, any> = {}) => ({
  roleArn: "arn:role",
  artifactStores: [store],
  stages: [],
  ...more,
});

function stageOf(stage: Record<string, any>) {
  const declaration = pipelineDeclaration("p", inputs({ stages: [{ name: "s", ...stage }] }));
  return declaration.stages![0];
}

function actionOf(action: Record<string, any>) {
  return stageOf({ actions: [{ ...approval, ...action }] }).actions![0];
}

describe("pipelineDeclaration", () => {
  it("gives the least that CreatePipeline takes", () => {
    assert.deepEqual(pipelineDeclaration("p", inputs()), {
      name: "p",
      roleArn: "arn:role",
      artifactStore: store,
      stages: [],
      pipelineType: "V1",
    });
  });

  it("gives an action its type id and the API's default run order", () => {
    assert.deepEqual(actionOf({}), {
      name: "ok",
      actionTypeId: approvalType,
      runOrder: 1,
      inputArtifacts: [],
      outputArtifacts: [],
    });
  });

  it("keeps everything that an approval action can have", () => {
    const action = actionOf({
      configuration: { CustomData: "look", NotificationArn: null },
      runOrder: 3,
      timeoutInMinutes: 60,
      namespace: "ns",
      region: "eu-west-1",
      roleArn: "arn:action-role",
    });
    assert.deepEqual(action, {
      name: "ok",
      actionTypeId: approvalType,
      configuration: { CustomData: "look" },
      runOrder: 3,
      timeoutInMinutes: 60,
      namespace: "ns",
      region: "eu-west-1",
      roleArn: "arn:action-role",
      inputArtifacts: [],
      outputArtifacts: [],
    });
  });

  it("names artifacts, and keeps the files of a compute action's", () => {
    const action = actionOf({
      inputArtifacts: ["source"],
      outputArtifacts: ["built"],
      outputArtifactsForComputeActions: [{ name: "computed", files: ["a"] }],
      commands: ["make"],
      outputVariables: ["VERSION"],
    });
    assert.deepEqual(action.inputArtifacts, [{ name: "source" }]);
    assert.deepEqual(action.outputArtifacts, [
      { name: "built" },
      { name: "computed", files: ["a"] },
    ]);
    assert.deepEqual(action.commands, ["make"]);
    assert.deepEqual(action.outputVariables, ["VERSION"]);
  });

  it("drops empty lists that the API refuses", () => {
    const action = actionOf({ commands: [], outputVariables: [] });
    assert.equal("commands" in action || "outputVariables" in action, false);
  });

  it("keeps the store's key", () => {
    const encryptionKey = { id: "arn:key", type: "KMS" };
    const { artifactStore } = pipelineDeclaration(
      "p",
      inputs({ artifactStores: [{ ...store, encryptionKey }] }),
    );
    assert.deepEqual(artifactStore, { ...store, encryptionKey });
  });

  it("gives stores of several Regions by their Region", () => {
    const stores = ["eu-west-1", "us-east-1"].map((region) => ({ ...store, region }));
    const declaration = pipelineDeclaration("p", inputs({ artifactStores: stores }));
    assert.equal(declaration.artifactStore, undefined);
    assert.deepEqual(declaration.artifactStores, { "eu-west-1": store, "us-east-1": store });
  });

  it("keeps mode, type, variables and triggers of a V2 pipeline", () => {
    const declaration = pipelineDeclaration(
      "p",
      inputs({
        pipelineType: "V2",
        executionMode: "QUEUED",
        variables: [{ name: "v", defaultValue: "d", description: null }],
        triggers: [
          {
            providerType: "CodeStarSourceConnection",
            gitConfiguration: {
              sourceActionName: "Source",
              pushes: [{ branches: { includes: ["main"] } }],
              pullRequests: [],
            },
          },
        ],
      }),
    );
    assert.equal(declaration.pipelineType, "V2");
    assert.equal(declaration.executionMode, "QUEUED");
    assert.deepEqual(declaration.variables, [{ name: "v", defaultValue: "d" }]);
    assert.deepEqual(declaration.triggers, [
      {
        providerType: "CodeStarSourceConnection",
        gitConfiguration: {
          sourceActionName: "Source",
          push: [{ branches: { includes: ["main"] } }],
        },
      },
    ]);
  });

  it("puts the one condition of a stage into the API's lists", () => {
    const ruleTypeId = { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" };
    const rule = { name: "r", ruleTypeId, configuration: { Value: "1" }, inputArtifacts: ["a"] };
    const condition = { result: "FAIL", rules: [rule, { name: "bare", ruleTypeId }] };
    const expected = [
      {
        result: "FAIL",
        rules: [
          { ...rule, inputArtifacts: [{ name: "a" }] },
          { name: "bare", ruleTypeId },
        ],
      },
    ];
    const stage = stageOf({
      actions: [approval],
      beforeEntry: { condition },
      onSuccess: { condition },
      onFailure: {
        condition,
        result: "RETRY",
        retryConfiguration: { retryMode: "FAILED_ACTIONS" },
      },
    });
    assert.deepEqual(stage.beforeEntry, { conditions: expected });
    assert.deepEqual(stage.onSuccess, { conditions: expected });
    assert.deepEqual(stage.onFailure, {
      result: "RETRY",
      retryConfiguration: { retryMode: "FAILED_ACTIONS" },
      conditions: expected,
    });
  });

  it("keeps an onFailure without a condition", () => {
    assert.deepEqual(stageOf({ onFailure: { result: "ROLLBACK" } }), {
      name: "s",
      actions: [],
      onFailure: { result: "ROLLBACK" },
    });
  });

  it("leaves missing stages, stores and type ids to the service to refuse", () => {
    const declaration = pipelineDeclaration("p", {});
    assert.deepEqual(declaration.stages, []);
    assert.equal(declaration.roleArn, undefined);
    assert.deepEqual(declaration.artifactStores, {});
  });
});
