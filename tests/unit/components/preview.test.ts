import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage } from "../../../index";
import {
  actionArn,
  existingTopic,
  gateWith,
  namesOf,
  only,
  pipelineWith,
  shape,
  types,
} from "../../support/components";
import { resolve, run } from "../../support/mocks";

const preview = { preview: true };
const unknown = pulumi.unknown;

/** An output that is unknown in a preview, as those of a resource that does not exist yet. */
function unresolved(): pulumi.Output<string> {
  return new aws.sns.Topic("other").arn;
}

describe("a preview of a gate that does not exist yet", () => {
  it("hides the topic's ARN in the pipeline, and nothing else", async () => {
    const { resources } = await run(
      () =>
        pipelineWith(
          gateWith({
            emails: ["qa@example.com"],
            customData: "Version #{build.VERSION}",
            externalEntityLink: "https://example.com",
            timeoutInMinutes: 60,
          }).stage,
        ),
      preview,
    );
    assert.deepEqual(only(resources, types.pipeline).inputs.stages[1], {
      name: "production",
      actions: [
        {
          name: "production",
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          runOrder: 1,
          configuration: {
            NotificationArn: unknown,
            CustomData: "Version #{build.VERSION}",
            ExternalEntityLink: "https://example.com",
          },
          timeoutInMinutes: 60,
        },
      ],
    });
  });

  it("knows whom it lets decide what, with a topic that is new and without one", async () => {
    for (const emails of [["qa@example.com"], undefined]) {
      const rights = async (options: object): Promise<unknown[]> => {
        const { resources } = await run(
          () => gateWith({ emails, approvers: { users: ["ann"] } }),
          options,
        );
        const { inputs: policy } = only(resources, types.policy);
        return [only(resources, types.group).inputs.name, policy.name, policy.policy];
      };
      assert.deepEqual(await rights(preview), await rights({}));
    }
  });

  it("shows every resource that the deployment then makes", async () => {
    const program = (): unknown =>
      gateWith({
        emails: ["qa@example.com"],
        subscriptions: [
          { protocol: "lambda", endpoint: "arn:aws:lambda:eu-west-1:111122223333:function:x" },
        ],
        approvers: { users: ["ann"], existingGroupNames: ["qa"], roleNames: ["release"] },
      });
    const before = await run(program, preview);
    const after = await run(program);
    assert.deepEqual(shape(before.resources), shape(after.resources));
  });

  it("shows what is plain of a subscription, and hides the fields to come", async () => {
    const deadLetterQueueArn = "arn:aws:sqs:eu-west-1:111122223333:dead-letters";
    const { resources } = await run(() => {
      const subscription = { protocol: "sqs", endpoint: unresolved(), deadLetterQueueArn };
      gateWith({ topicArn: existingTopic, subscriptions: [subscription] });
    }, preview);
    assert.deepEqual(only(resources, types.subscription).inputs, {
      topic: existingTopic,
      protocol: "sqs",
      endpoint: unknown,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn }),
    });
  });

  it("still refuses what is known", async () => {
    const program = (): unknown => gateWith({ customData: unresolved(), timeoutInMinutes: 4 });
    await assert.rejects(run(program, preview), /`timeoutInMinutes` must be/);
  });

  it("works with every argument unknown", async () => {
    const { resources } = await run(() => {
      const later = unresolved();
      const gate = gateWith({
        pipelineName: later,
        stageName: later,
        actionName: later,
        runOrder: later.apply(() => 2),
        customData: later,
        externalEntityLink: later,
        timeoutInMinutes: later.apply(() => 60),
        topicArn: later,
        kmsMasterKeyId: later,
        emails: later.apply((arn) => [arn]),
        subscriptions: [later.apply((endpoint) => ({ protocol: "sqs", endpoint }))],
        approvers: {
          users: [later],
          existingGroupNames: later.apply((name) => [name]),
          roleNames: [later],
          permissionSets: [{ instanceArn: later, permissionSetArn: later }],
          groupName: later,
          policyName: later,
          path: later,
          requireMfa: later.apply(() => true),
          consoleAccess: later.apply(() => true),
        },
        region: later,
        tags: { owner: later },
      });
      pipelineWith(gate.stage);
    }, preview);
    assert.deepEqual(namesOf(resources, types.policy), ["production-policy"]);
    assert.equal(only(resources, types.pipeline).inputs.stages[1].actions[0].category, "Approval");
  });
});

describe("a preview of a stage", () => {
  it("shows every name, and a text that is known beside one that is not", async () => {
    const { resources } = await run(() => {
      const stage = new MultiApprovalStage("checks", {
        pipelineName: "orders",
        topicArn: existingTopic,
        approvals: [
          { name: "cto", customData: unresolved() },
          { name: "qa", customData: "Test it." },
        ],
      });
      pipelineWith(stage.stage);
    }, preview);
    const { actions } = only(resources, types.pipeline).inputs.stages[1];
    assert.deepEqual(
      actions.map(({ name, configuration }: any) => [name, configuration.CustomData]),
      [
        ["cto", unknown],
        ["qa", "Test it."],
      ],
    );
  });
});

describe("a preview of an ApproverGroup", () => {
  const existing = Array.from({ length: 60 }, (_, n) => actionArn(`pipeline-${n}/production/qa`));
  const group = (actionArns: pulumi.Input<pulumi.Input<string>[]>): ApproverGroup =>
    new ApproverGroup("qa", { actionArns });
  const policies = async (program: () => unknown, options = {}): Promise<unknown[]> => {
    const { resources } = await run(program, options);
    return resources
      .filter(({ name }) => /^qa-policy-\d+$/.test(name))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map(({ inputs }) => inputs.policy);
  };

  it("in which one gate is new shows the policies that exist, unchanged but for its own", async () => {
    const deployed = await policies(() => group(existing));
    const previewed = await policies(() => group([...existing, unresolved()]), preview);
    assert.equal(deployed.length, 2);
    assert.deepEqual(previewed, [deployed[0], unknown]);
  });

  it("in which nothing is unknown shows exactly what is deployed", async () => {
    const outputs = existing.map((arn) => pulumi.output(arn));
    const deployed = await policies(() => group(existing));
    assert.deepEqual(await policies(() => group(outputs), preview), deployed);
  });

  it("in which every gate is new shows the policies that are deployed", async () => {
    const gates = (): ApproverGroup =>
      group(
        Array.from(
          { length: 5 },
          (_, n) => gateWith({ emails: ["qa@example.com"] }, `gate-${n}`).actionArn,
        ),
      );
    const deployed = await policies(gates);
    assert.deepEqual(await policies(gates, preview), deployed);
  });

  it("in which the whole list is unknown shows one policy, to come", async () => {
    const program = (): unknown => group(unresolved().apply((arn) => [arn]));
    assert.deepEqual(await policies(program, preview), [unknown]);
  });

  it("in which a switch is unknown hides the documents, not the policies", async () => {
    const requireMfa = (): pulumi.Output<boolean> => unresolved().apply(() => true);
    const program = (): unknown =>
      new ApproverGroup("qa", { actionArns: existing, requireMfa: requireMfa() });
    assert.deepEqual(await policies(program, preview), [unknown, unknown]);
  });

  it("gives ARNs of policies to come", async () => {
    const { value } = await run(() => group([unresolved()]), preview);
    assert.deepEqual(await resolve(value.policyArns), [unknown]);
  });
});
