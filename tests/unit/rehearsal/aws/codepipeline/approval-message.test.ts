import * as assert from "node:assert/strict";
import {
  approvalNotification,
  parseApprovalMessage,
} from "../../../../../rehearsal/aws/codepipeline/approval-message";
import { emailText } from "../../../../../rehearsal/aws/sns/email-text";
import type { ApprovalRequest } from "../../../../../rehearsal/aws/codepipeline/types";
import { pending, roleArn, topicArn } from "../sns/support";

const request: ApprovalRequest = {
  pipelineName: "MyFirstPipeline",
  pipelineExecutionId: "11111111-1111-4111-8111-111111111111",
  stageName: "MyApprovalStage",
  actionName: "MyApprovalAction",
  actionExecutionId: "22222222-2222-4222-8222-222222222222",
  token: "1a2b3c4d-573f-4ea7-a67e-000000000000",
  requestedAt: new Date("2016-06-30T20:22:41Z"),
  expires: new Date("2016-07-07T20:22:41.999Z"),
  notificationArn: topicArn,
  roleArn,
};

describe("approvalNotification", () => {
  it("is the message that CodePipeline documents, key for key", () => {
    const { message } = approvalNotification(
      { ...request, customData: "Review it.", externalEntityLink: "http://example.com" },
      "us-east-2",
    );
    const view =
      "https://console.aws.amazon.com/codepipeline/home?region=us-east-2#/view/MyFirstPipeline";
    assert.equal(
      message,
      `{"region":"us-east-2","consoleLink":"${view}","approval":{` +
        '"pipelineName":"MyFirstPipeline","stageName":"MyApprovalStage",' +
        '"actionName":"MyApprovalAction","token":"1a2b3c4d-573f-4ea7-a67e-000000000000",' +
        '"expires":"2016-07-07T20:22Z","externalEntityLink":"http://example.com",' +
        `"approvalReviewLink":"${view}/MyApprovalStage/MyApprovalAction/approve/` +
        '1a2b3c4d-573f-4ea7-a67e-000000000000","customData":"Review it."}}',
    );
  });

  it("leaves out customData and externalEntityLink that are not set", () => {
    const { approval } = JSON.parse(approvalNotification(request, "us-east-2").message);
    assert.equal("customData" in approval, false);
    assert.equal("externalEntityLink" in approval, false);
  });

  it("goes to the action's topic with CodePipeline's subject", () => {
    const notification = approvalNotification(request, "us-east-2");
    assert.equal(notification.topicArn, topicArn);
    assert.equal(
      notification.subject,
      "APPROVAL NEEDED: AWS CodePipeline MyFirstPipeline for action MyApprovalAction",
    );
  });

  for (const [extra, length] of [
    [0, 100],
    [1, 100],
    [-1, 99],
  ]) {
    it(`cuts the subject to 100 characters, ${100 + extra} before`, () => {
      const fixed = "APPROVAL NEEDED: AWS CodePipeline  for action a".length;
      const pipelineName = "p".repeat(100 - fixed + extra);
      const { subject } = approvalNotification({ ...request, pipelineName, actionName: "a" }, "x");
      assert.equal(subject?.length, length);
    });
  }

  for (const [partition, host] of [
    ["aws-cn", "console.amazonaws.cn"],
    ["aws-us-gov", "console.amazonaws-us-gov.com"],
  ]) {
    it(`links to the console of ${partition}`, () => {
      const notificationArn = topicArn.replace("arn:aws:", `arn:${partition}:`);
      const { message } = approvalNotification({ ...request, notificationArn }, "r");
      const parsed = JSON.parse(message);
      assert.equal(new URL(parsed.consoleLink).host, host);
      assert.equal(new URL(parsed.approval.approvalReviewLink).host, host);
    });
  }

  it("refuses a request without a topic", () => {
    assert.throws(
      () => approvalNotification({ ...request, notificationArn: undefined }, "r"),
      /MyApprovalAction of pipeline MyFirstPipeline has no NotificationArn/,
    );
  });
});

describe("parseApprovalMessage", () => {
  it("reads what approvalNotification wrote", () => {
    const { message } = approvalNotification(request, "us-east-2");
    assert.equal(parseApprovalMessage(message)?.approval.token, request.token);
  });

  for (const text of ["no json", "null", "{}", '{"approval":{}}', '"approval"']) {
    it(`takes ${text} for no approval`, () => {
      assert.equal(parseApprovalMessage(text), undefined);
    });
  }
});

describe("emailText", () => {
  const { subscription } = pending({ protocol: "email", endpoint: "qa@example.com" });
  const text = (more: Partial<ApprovalRequest>) =>
    emailText(approvalNotification({ ...request, ...more }, "us-east-2"), subscription);

  it("has the lines of CodePipeline's e-mail, and no other line with a name", () => {
    const body = text({ customData: "Version 1.4", externalEntityLink: "https://example.com/d" });
    const [told] = body.split("\n--\n");
    const lines = told.split("\n").filter((line) => line.includes(": "));
    assert.deepEqual(lines, [
      "Pipeline name: MyFirstPipeline",
      "Stage name: MyApprovalStage",
      "Action name: MyApprovalAction",
      "Region: us-east-2",
      "Approve or reject: https://console.aws.amazon.com/codepipeline/home?region=us-east-2#/view/" +
        "MyFirstPipeline/MyApprovalStage/MyApprovalAction/approve/" +
        "1a2b3c4d-573f-4ea7-a67e-000000000000",
      "Additional information: Version 1.4",
      "Content to review: https://example.com/d",
      "Deadline: 2016-07-07T20:22Z",
    ]);
  });

  it("leaves out lines without content", () => {
    assert.doesNotMatch(text({}), /Additional information|Content to review|undefined|null/);
  });

  it("sends other messages as published", () => {
    assert.match(emailText({ topicArn, message: "disk full" }, subscription), /^disk full\n\n--\n/);
  });

  it("ends with the link to unsubscribe", () => {
    const link =
      "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=" +
      encodeURIComponent(subscription.arn);
    assert.ok(text({}).includes(link));
  });

  it("unsubscribes in China at China's endpoint", () => {
    const arn = topicArn.replace("arn:aws:", "arn:aws-cn:");
    const body = emailText({ topicArn: arn, message: "m" }, { ...subscription, topicArn: arn });
    assert.match(body, /sns\.eu-west-1\.amazonaws\.com\.cn\//);
  });
});
