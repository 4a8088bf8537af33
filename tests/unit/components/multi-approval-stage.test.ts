import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalOrder, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../index";
import { assertChildren } from "../../support/children";
import { existingTopic, namesOf, only, pipelineWith, types } from "../../support/components";
import { resolve, run } from "../../support/mocks";

const emails = ["qa@example.com"];

function stageWith(args: object): MultiApprovalStage {
  const approvals = [{ name: "qa" }, { name: "product" }, { name: "security" }];
  const given = { pipelineName: "orders", approvers: {}, approvals, ...args };
  return new MultiApprovalStage("checks", given as MultiApprovalStageArgs);
}

async function actions(args: object): Promise<any[]> {
  const { value } = await run(() => stageWith(args));
  return (await resolve(value.stage)).actions;
}

describe("the order of a stage's approvals", () => {
  const mixed = [
    { name: "a", runOrder: 2 },
    { name: "b" },
    { name: "c", runOrder: pulumi.output(7) },
  ];
  const cases: [what: string, args: object, runOrders: number[]][] = [
    ["is parallel by default", {}, [1, 1, 1]],
    ["is parallel for null", { order: null }, [1, 1, 1]],
    ["is parallel when asked", { order: ApprovalOrder.Parallel }, [1, 1, 1]],
    ["counts up from 1 when sequential", { order: ApprovalOrder.Sequential }, [1, 2, 3]],
    ["may be an output", { order: pulumi.output(ApprovalOrder.Sequential) }, [1, 2, 3]],
    ["is mixed by runOrder, parallel", { approvals: mixed }, [2, 1, 7]],
    [
      "is mixed by runOrder, sequential",
      { approvals: mixed, order: ApprovalOrder.Sequential },
      [2, 2, 7],
    ],
    [
      "ignores a runOrder of null",
      { approvals: [{ name: "a", runOrder: null }, { name: "b" }], order: "Sequential" },
      [1, 2],
    ],
  ];
  for (const [what, args, runOrders] of cases) {
    it(what, async () => {
      assert.deepEqual(
        (await actions(args)).map(({ runOrder }) => runOrder),
        runOrders,
      );
    });
  }
});

describe("what an approval takes from its stage", () => {
  const defaults = {
    customData: "Stage",
    externalEntityLink: "https://example.com/stage",
    timeoutInMinutes: 60,
    topicArn: existingTopic,
  };
  const own = {
    customData: "Own",
    externalEntityLink: "https://example.com/own",
    timeoutInMinutes: 5,
    topicArn: "arn:aws:sns:eu-west-1:111122223333:own",
  };
  const block = (values: typeof own): object => ({
    configuration: {
      NotificationArn: values.topicArn,
      CustomData: values.customData,
      ExternalEntityLink: values.externalEntityLink,
    },
    timeoutInMinutes: values.timeoutInMinutes,
  });
  const nulls = Object.fromEntries(Object.keys(own).map((key) => [key, null]));

  it("all that it leaves out, and nothing that it gives", async () => {
    const approvals = [{ name: "a" }, { name: "b", ...own }, { name: "c", ...nulls }];
    const blocks = await actions({ ...defaults, approvals });
    assert.deepEqual(
      blocks.map(({ configuration, timeoutInMinutes }) => ({ configuration, timeoutInMinutes })),
      [block(defaults), block(own), block(defaults)],
    );
  });

  it("its key", async () => {
    const { resources } = await run(() => stageWith({ emails, kmsMasterKeyId: "alias/approvals" }));
    const topics = resources.filter(({ type }) => type === types.topic);
    assert.deepEqual(
      topics.map(({ inputs }) => inputs.kmsMasterKeyId),
      Array(3).fill("alias/approvals"),
    );
  });
});

describe("the stage's recipients", () => {
  const subscriptions = [{ protocol: "sms", endpoint: "+14155550123" }];
  const subscribed = async (args: object): Promise<string[]> => {
    const { resources } = await run(() => stageWith({ approvers: undefined, ...args }));
    return namesOf(resources, types.subscription).sort();
  };

  it("are subscribed to each approval's topic where each has its own", async () => {
    const approvals = [{ name: "qa" }, { name: "pm", emails: ["pm@example.com"] }];
    assert.deepEqual(await subscribed({ emails, subscriptions, approvals }), [
      "checks-pm-email-dd8fd91b",
      "checks-pm-sms-36a2cef4",
      "checks-qa-email-70a84243",
      "checks-qa-sms-36a2cef4",
    ]);
  });

  it("are subscribed once to a topic that the approvals share", async () => {
    const approvals = [{ name: "qa" }, { name: "pm" }, { name: "cto", topicArn: null }];
    const names = await subscribed({ emails, subscriptions, topicArn: existingTopic, approvals });
    assert.deepEqual(names, [
      "approvals-a49600c1-email-70a84243",
      "approvals-a49600c1-sms-36a2cef4",
    ]);
  });

  it("are subscribed to the shared topic and to an approval's own", async () => {
    const own = "arn:aws:sns:eu-west-1:111122223333:own";
    const approvals = [
      { name: "qa", topicArn: own },
      { name: "pm", emails: ["pm@example.com"] },
    ];
    const names = await subscribed({ emails, topicArn: existingTopic, approvals });
    assert.deepEqual(names, [
      "approvals-a49600c1-email-70a84243",
      "approvals-a49600c1-email-dd8fd91b",
      "own-91ae7ac7-email-70a84243",
    ]);
  });
});

describe("MultiApprovalStage", () => {
  it("registers each approval's resources under its name", async () => {
    const { resources } = await run(() =>
      stageWith({
        approvers: undefined,
        approvals: [
          { name: "qa", emails: ["qa@example.com"] },
          { name: "pm", approvers: { roleNames: ["product"] } },
          { name: "cto", topicArn: existingTopic, approvers: {} },
        ],
      }),
    );
    assertChildren("MultiApprovalStage: approvals of different kinds", resources);
  });

  it("outputs, in the order of the approvals or by their names", async () => {
    const { value } = await run(() =>
      stageWith({
        stageName: "Review",
        approvers: undefined,
        approvals: [
          { name: "qa", approvers: {}, emails },
          { name: "pm", approvers: { roleNames: ["product"] } },
          { name: "cto", topicArn: existingTopic },
        ],
      }),
    );
    const topics = ["checks-qa-topic", "approvals"].map(
      (name) => `arn:aws:sns:eu-west-1:111122223333:${name}`,
    );
    assert.deepEqual(
      await resolve({
        name: value.stage.name,
        actionArns: value.actionArns,
        topicArns: value.topicArns,
        approverGroupNames: value.approverGroupNames,
        approverPolicyArns: value.approverPolicyArns,
      }),
      {
        name: "Review",
        actionArns: ["qa", "pm", "cto"].map(
          (name) => `arn:aws:codepipeline:eu-west-1:111122223333:orders/Review/${name}`,
        ),
        topicArns: { qa: topics[0], cto: topics[1] },
        approverGroupNames: { qa: "approvers-orders-Review-qa-eu-west-1-69ae7f5a" },
        approverPolicyArns: {
          qa: "arn:aws:iam::111122223333:policy/approve-orders-Review-qa-eu-west-1-8757492b",
          pm: "arn:aws:iam::111122223333:policy/approve-orders-Review-pm-eu-west-1-1a8ee676",
        },
      },
    );
    assert.deepEqual(JSON.parse(await resolve(value.pipelinePolicyJson)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PublishApprovalRequests",
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: topics,
        },
      ],
    });
  });

  it("names a shared topic and a shared key once in pipelinePolicyJson", async () => {
    const { value } = await run(() =>
      stageWith({ topicArn: existingTopic, kmsMasterKeyId: "alias/approvals" }),
    );
    const { Statement } = JSON.parse(await resolve(value.pipelinePolicyJson));
    assert.deepEqual(
      Statement.map(({ Sid, Resource }: any) => [Sid, Resource]),
      [
        ["PublishApprovalRequests", existingTopic],
        ["UseTopicKey0", "arn:aws:kms:eu-west-1:111122223333:key/*"],
      ],
    );
  });

  it("goes into a pipeline unchanged", async () => {
    const { value, resources } = await run(() => {
      const stage = stageWith({ customData: "What?" });
      pipelineWith(stage.stage);
      return stage;
    });
    assert.deepEqual(only(resources, types.pipeline).inputs.stages[1], await resolve(value.stage));
  });
});
