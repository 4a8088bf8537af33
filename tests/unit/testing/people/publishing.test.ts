/** Whether the pipeline's role may announce an approval: topic, key, and the policies of both. */
import * as aws from "@pulumi/aws";
import { ApprovalGate, type ApprovalGateArgs } from "../../../../index";
import type { DeployOptions } from "../../../../testing";
import { allow, announced, document, release, role, roleArn, trust } from "./support";
import { account, approve, failsWith, stackOf } from "../support";

const topicArn = `arn:aws:sns:eu-west-1:${account}:approvals`;

/** A gate with a topic of its own. */
const gated = (args: Partial<ApprovalGateArgs>, attach = true) =>
  stackOf(() => {
    const pipeline = role();
    const gate = new ApprovalGate("Approve", {
      pipelineName: "release",
      emails: ["qa@example.com"],
      approvers: { users: ["ann"] },
      ...args,
    });
    if (attach)
      new aws.iam.RolePolicy("g", { role: pipeline.name, policy: gate.pipelinePolicyJson });
    release(pipeline.arn, gate.stage);
  });

describe("assertPipelinesCanPublish", () => {
  it("passes with what the gate says that the role needs, whatever the key", async () => {
    (await gated({})).assertPipelinesCanPublish();
    for (const key of ["arn", "keyId"] as const) {
      const stack = await stackOf(() => {
        const kmsMasterKeyId = new aws.kms.Key("key")[key];
        const pipeline = role();
        const gate = new ApprovalGate("Approve", {
          ...{ pipelineName: "release", emails: ["qa@example.com"], approvers: {}, kmsMasterKeyId },
        });
        new aws.iam.RolePolicy("g", { role: pipeline.id, policy: gate.pipelinePolicyJson });
        release(pipeline.arn, gate.stage);
      });
      stack.assertPipelinesCanPublish();
      stack.assertGated();
    }
    (await gated({ kmsMasterKeyId: "alias/shared" })).assertPipelinesCanPublish();
  });

  it("names pipeline, role, topic, approval and the line to write, and so does assertGated", async () => {
    const stack = await gated({}, false);
    const message =
      `Pipeline "release": role pipeline may not publish to arn:aws:sns:eu-west-1:${account}:Approve-topic, ` +
      "so approval release/Approve/Approve would fail instead of being announced. Attach what its gate " +
      'needs: new aws.iam.RolePolicy("announce", { role: "pipeline", policy: gate.pipelinePolicyJson }).';
    failsWith(() => stack.assertGated(), message);
    failsWith(() => stack.pipeline("release").assertGated(), message);
    failsWith(() => stack.assertPipelinesCanPublish(), message);
  });

  it("is fine where an approval has no topic, and fails where there is none at all", async () => {
    const stack = await stackOf(() => release(role().arn, approve));
    stack.assertPipelinesCanPublish();
    stack.assertGated();
    const none = await stackOf(() => release(role().arn));
    failsWith(() => none.assertPipelinesCanPublish(), /no approval, so nothing was tested/);
  });

  it("leaves open what a role of another stack may do, and takes what this stack gives it", async () => {
    const other = await stackOf(() => release(roleArn, announced(topicArn)));
    failsWith(
      () => other.assertPipelinesCanPublish(),
      /whether role pipeline may publish to .*:approvals cannot be told, because the stack does not create the role; approval/,
    );
    other.assertGated();
    const given = await stackOf(() => {
      new aws.iam.RolePolicy("g", {
        role: "pipeline",
        policy: document(allow("sns:Publish", topicArn)),
      });
      release(roleArn, announced(topicArn));
    });
    given.assertPipelinesCanPublish();
  });

  it("asks the role of the action where it has one of its own", async () => {
    const stack = await stackOf(() => {
      const own = new aws.iam.Role("own", { assumeRolePolicy: trust });
      release(role(allow("sns:Publish")).arn, announced(topicArn, { roleArn: own.arn }));
    });
    failsWith(() => stack.assertPipelinesCanPublish(), /role own may not publish/);
  });

  it("knows AWS's managed policies, boundaries and denials", async () => {
    const of = (policyArn: string, more: object = {}) =>
      stackOf(() => {
        const made = new aws.iam.Role("r", {
          assumeRolePolicy: trust,
          managedPolicyArns: [policyArn],
          ...more,
        });
        release(made.arn, announced(topicArn));
      });
    const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    (await of(managed("AmazonSNSFullAccess"))).assertPipelinesCanPublish();
    for (const stack of [
      await of(managed("AWSCodePipeline_ReadOnlyAccess")),
      await of(managed("AmazonSNSFullAccess"), { permissionsBoundary: managed("ReadOnlyAccess") }),
      await of(managed("AmazonSNSFullAccess"), {
        inlinePolicies: [{ name: "d", policy: document({ ...allow("sns:*"), Effect: "Deny" }) }],
      }),
    ]) {
      failsWith(() => stack.assertGated(), /role r may not publish/);
    }
    const unknown = await of(`arn:aws:iam::${account}:policy/elsewhere`);
    failsWith(
      () => unknown.assertPipelinesCanPublish(),
      /whether role r may publish to .* cannot be told; approval/,
    );
    unknown.assertGated();
  });

  it("says nothing in a preview that does not know the topic", async () => {
    const options: DeployOptions = { preview: true };
    const stack = await stackOf(
      () => release(roleArn, announced(new aws.sns.Topic("t").arn)),
      options,
    );
    failsWith(
      () => stack.assertPipelinesCanPublish(),
      /topic or role of approval release\/Approve\/QA is not known/,
    );
    stack.assertGated();
  });
});
