/** What is said of each action before the run is what happens to it. */
import * as assert from "node:assert/strict";
import { planOf, type PlanOptions } from "../../../../../rehearsal/aws/account/plan";
import { needsOf } from "../../../../../rehearsal/aws/codepipeline";

const action = (name: string, type: string, configuration = {}) => {
  const [category, owner, provider] = type.split("/");
  return { name, actionTypeId: { category, owner, provider, version: "1" }, configuration };
};

const stages = [
  {
    name: "Source",
    actions: [
      action("S3", "Source/AWS/S3", { S3Bucket: "b", S3ObjectKey: "k" }),
      action("Image", "Source/AWS/ECR"),
    ],
  },
  {
    name: "Build",
    actions: [
      action("Build", "Build/AWS/CodeBuild", { ProjectName: "p" }),
      action("Check", "Invoke/AWS/Lambda", { FunctionName: "here" }),
      action("Other", "Invoke/AWS/Lambda", { FunctionName: "elsewhere" }),
    ],
  },
  { name: "Approve", actions: [action("Approve", "Approval/AWS/Manual")] },
  {
    name: "Deploy",
    actions: [
      action("Stack", "Deploy/AWS/CloudFormation"),
      action("Site", "Deploy/AWS/S3", { BucketName: "b" }),
    ],
  },
];

const otherRole = "arn:aws:iam::222222222222:role/deploy";
const unknownRole = "arn:aws:iam::333333333333:role/deploy";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

/** What a pipeline of these stages is planned to do. */
function planFor(pipelineStages: object[], options: PlanOptions = {}) {
  const declaration = () => ({
    ...{ name: "orders", roleArn: "arn:aws:iam::111122223333:role/pipeline" },
    artifactStore: { location: "b", encryptionKey: { id: "arn:aws:kms:eu-west-1:1:key/1" } },
    variables: [{ name: "Check", defaultValue: "here" }, { name: "Other" }],
    stages: pipelineStages,
  });
  const account = {
    place,
    engine: { pipelineNames: () => ["orders"], declaration },
    functions: { has: (name: string) => name === "here" },
    directory: { hasRole: (arn: string) => arn !== unknownRole },
  };
  return planOf(account as never, options);
}

function planned(options: PlanOptions = {}) {
  const plan = planFor(stages, options);
  return Object.fromEntries(plan.map(({ actionName, happens }) => [actionName, happens]));
}

describe("planOf", () => {
  it("says what is done, what is pretended and what a person decides", () => {
    assert.deepEqual(planned({ runsBuilds: false }), {
      ...{ S3: "done", Image: "pretended", Build: "pretended", Check: "done", Other: "pretended" },
      ...{ Approve: "decided by you", Stack: "pretended", Site: "done" },
    });
    assert.equal(planned().Build, "done");
  });

  it("says what a person has chosen", () => {
    const actions = { Build: { run: false }, Site: { run: false }, Stack: { fails: "locked" } };
    const { Build, Site, Stack } = planned({ runsBuilds: true, actions });
    assert.deepEqual([Build, Site, Stack], ["pretended", "pretended", "fails, as you have said"]);
  });

  it("names the rights that the action's role is asked for", () => {
    const plan = planFor(stages);
    for (const { actionName, stageName, rights } of plan) {
      const one = stages
        .find(({ name }) => name === stageName)!
        .actions.find(({ name }) => name === actionName)!;
      const needs = needsOf(
        { action: one as never, configuration: one.configuration as never },
        place,
      );
      assert.deepEqual(rights, [...new Set(needs.map((need) => need.action))], actionName);
    }
    assert.deepEqual(plan.find(({ actionName }) => actionName === "Build")?.rights, [
      "codebuild:StartBuild",
      "codebuild:BatchGetBuilds",
    ]);
  });

  it("has a row for each rule of a condition, before and after the actions", () => {
    const rule = (name: string, provider: string, configuration = {}) => ({
      ...{ name, configuration, ruleTypeId: { category: "Rule", provider } },
    });
    const conditions = (...rules: object[]) => ({ conditions: [{ result: "FAIL", rules }] });
    const plan = planFor([
      {
        ...{ name: "Deploy", actions: [action("Site", "Deploy/AWS/S3", { BucketName: "b" })] },
        beforeEntry: conditions(
          rule("Branch", "VariableCheck"),
          rule("Check", "LambdaInvoke", { FunctionName: "here" }),
        ),
        onSuccess: conditions(rule("Alarm", "CloudWatchAlarm")),
        onFailure: conditions(rule("Gone", "LambdaInvoke", { FunctionName: "elsewhere" })),
      },
    ]);
    assert.deepEqual(
      plan.map(({ actionName, provider, happens, rights }) =>
        [actionName, provider, happens, ...rights].join(", "),
      ),
      [
        "beforeEntry / Branch, VariableCheck, done",
        "beforeEntry / Check, LambdaInvoke, done, lambda:InvokeFunction",
        "Site, S3, done, s3:PutObject",
        "onSuccess / Alarm, CloudWatchAlarm, pretended",
        "onFailure / Gone, LambdaInvoke, pretended, lambda:InvokeFunction",
      ],
    );
  });

  const invoke = (FunctionName: string) => {
    const [one] = planFor([
      { name: "Check", actions: [action("Check", "Invoke/AWS/Lambda", { FunctionName })] },
    ]);
    return one.happens;
  };

  it("resolves a function's name by the default value of a variable, or leaves it open", () => {
    assert.equal(invoke("#{variables.Check}"), "done");
    assert.equal(invoke("#{variables.Check}-v2"), "pretended");
    assert.equal(invoke("#{variables.Other}"), "decided when it runs");
    assert.equal(invoke("#{Build.Function}"), "decided when it runs");
  });

  it("knows no provider that CodePipeline's guide does not have in the category", () => {
    const types = ["Deploy/AWS/Teleport", "Deploy/AWS/Lambda", "Invoke/AWS/CodeBuild"];
    const actions = [...types, "Test/Custom/Ours", "Invoke/ThirdParty/Snyk"];
    const plan = planFor([{ name: "S", actions: actions.map((type) => action(type, type)) }]);
    assert.deepEqual(
      plan.map(({ happens }) => happens),
      [
        ...["not known: pretended", "pretended", "not known: pretended"],
        ...["pretended", "pretended"],
      ],
    );
  });

  it("names the rights of a role of the action's own: to be assumed, and to have its artifacts", () => {
    const stack = {
      ...action("Stack", "Deploy/AWS/CloudFormation", {
        ...{ ActionMode: "CHANGE_SET_EXECUTE", StackName: "s" },
      }),
      inputArtifacts: [{ name: "Build" }],
    };
    const [known, other] = planFor([
      {
        name: "Deploy",
        actions: [
          { ...stack, roleArn: otherRole },
          { ...stack, roleArn: unknownRole },
        ],
      },
    ]);
    assert.deepEqual(known.rights, [
      "sts:AssumeRole",
      ...["DescribeStacks", "DescribeChangeSet", "ExecuteChangeSet"].map(
        (n) => `cloudformation:${n}`,
      ),
      ...["s3:GetObject", "kms:Decrypt"],
    ]);
    assert.deepEqual([other.happens, other.rights], ["pretended", []]);
    const entry = { trusts: ["111122223333"], policies: [] };
    assert.deepEqual(other.unknownRole, { [unknownRole]: entry });
  });

  it("takes a source of a role that is not known from its folder, and names no right", () => {
    const source = { ...action("App", "Source/AWS/CodeCommit"), roleArn: unknownRole };
    const [one] = planFor([{ name: "Source", actions: [source] }]);
    assert.deepEqual([one.happens, one.rights], ["done", []]);
  });

  it("names the right to publish a request", () => {
    const gate = action("Approve", "Approval/AWS/Manual", { NotificationArn: "arn:aws:sns:x:1:t" });
    const [one] = planFor([{ name: "Approve", actions: [gate] }]);
    assert.deepEqual(one.rights, ["sns:Publish"]);
  });
});
