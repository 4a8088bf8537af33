import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  existingTopic,
  gateWith,
  namesOf,
  only,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { MultiApprovalStage } from "../../../../index";
import { type Registered, run } from "../../../support/mocks";
import { decision } from "../../../support/simulate";

const topic = "arn:aws:sns:eu-west-1:111122223333:production-topic";
const auditors = "arn:aws:iam::444455556666:root";
const subscribe = {
  Sid: "LetAuditorsSubscribe",
  Effect: "Allow",
  Principal: { AWS: auditors },
  Action: "sns:Subscribe",
};
const ofOrganization = {
  Effect: "Allow",
  Principal: "*",
  Action: ["SNS:GetTopicAttributes"],
  Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
};

function policy(resources: Registered[], name = "production-topic-policy"): any {
  return JSON.parse(only(resources, types.topicPolicy, name).inputs.policy);
}

async function added(topicPolicyStatements: pulumi.Input<string>): Promise<any[]> {
  const { resources } = await run(() => gateWith({ topicPolicyStatements }));
  return policy(resources).Statement.slice(2);
}

describe("statements that are added to the policy of a topic", () => {
  const written: [what: string, text: string, expected: object[]][] = [
    ["one", JSON.stringify(subscribe), [{ ...subscribe, Resource: topic }]],
    [
      "a list of them, each with a Sid",
      JSON.stringify([subscribe, ofOrganization]),
      [
        { ...subscribe, Resource: topic },
        { ...ofOrganization, Sid: "AddedStatement2", Resource: topic },
      ],
    ],
    [
      "a policy document",
      JSON.stringify({ Version: "2012-10-17", Statement: [subscribe] }),
      [{ ...subscribe, Resource: topic }],
    ],
  ];
  for (const [what, text, expected] of written) {
    it(`are ${what}, plain or to come, on this topic alone`, async () => {
      assert.deepEqual(await added(text), expected);
      assert.deepEqual(await added(pulumi.output(text)), expected);
    });
  }

  it("stand behind those that are always there, at every new topic of a stage", async () => {
    const emails = ["ann@example.com"];
    const alone = policy((await run(() => gateWith({ emails }))).resources).Statement;
    const { resources } = await run(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvals: [
            { name: "qa", emails },
            { name: "legal", topicArn: existingTopic, approvers: {} },
          ],
          displayName: "Orders",
          topicPolicyStatements: JSON.stringify(subscribe),
        }),
    );
    assert.deepEqual(namesOf(resources, types.topicPolicy), ["checks-qa-topic-policy"]);
    const here = policy(resources, "checks-qa-topic-policy").Statement;
    const asThere = JSON.stringify(here.slice(0, 2)).replaceAll(
      "checks-qa-topic",
      "production-topic",
    );
    assert.deepEqual(JSON.parse(asThere), alone);
    assert.equal(here[2].Sid, "LetAuditorsSubscribe");
    assert.equal(only(resources, types.topic).inputs.displayName, "Orders");
  });

  it("make a topic in any case: somebody else is to hear of it", async () => {
    const { resources } = await run(() => gateWith({}));
    assert.deepEqual(namesOf(resources, types.topic), []);
    assert.equal((await added(JSON.stringify(subscribe))).length, 1);
  });

  it("give what they say, and TLS and everybody else stay as they were", async () => {
    const { resources } = await run(() =>
      gateWith({ topicPolicyStatements: JSON.stringify(subscribe) }),
    );
    const auditor = "arn:aws:iam::444455556666:role/auditor";
    const everything = { Effect: "Allow", Action: "sns:*", Resource: topic };
    const ask = (principal: string, action: string, secure = "true"): Promise<string> =>
      decision({
        principal,
        action,
        resource: topic,
        identityPolicies: [{ Version: "2012-10-17", Statement: [everything] }],
        resourcePolicy: policy(resources),
        context: { "aws:SecureTransport": secure },
      });
    assert.equal(await ask(auditor, "sns:Subscribe"), "Allowed");
    assert.equal(await ask(auditor, "sns:Publish"), "ImplicitlyDenied");
    const stranger = "arn:aws:iam::777788889999:role/anybody";
    assert.equal(await ask(stranger, "sns:Subscribe"), "ImplicitlyDenied");
    const pipeline = "arn:aws:iam::111122223333:role/pipeline";
    assert.equal(await ask(pipeline, "sns:Publish"), "Allowed");
    assert.equal(await ask(pipeline, "sns:Publish", "false"), "ExplicitlyDenied");
  });
});

describe("the display name of a topic", () => {
  for (const displayName of ["Orders", "x".repeat(100), pulumi.output("Freigabe für Müller")]) {
    it("is SNS's", async () => {
      const emails = ["ann@example.com"];
      const { resources } = await run(() => gateWith({ displayName, emails }));
      const { inputs } = only(resources, types.topic);
      const expected = typeof displayName === "string" ? displayName : "Freigabe für Müller";
      assert.equal(inputs.displayName, expected);
    });
  }

  const wrong: [value: string, reason: string][] = [
    [
      "x".repeat(101),
      `\`displayName\` must have 1 to 100 characters, got 101: "${"x".repeat(59)}..." (101 ` +
        "characters). Shorten it.",
    ],
    [
      "Orders\nBcc: a@example.com",
      "`displayName` may only have the characters that one line of text can hold, got: " +
        '"Orders\\nBcc: a@example.com". Rename it.',
    ],
  ];
  for (const [displayName, reason] of wrong) {
    it(`is not ${JSON.stringify(displayName.slice(0, 20))}`, async () => {
      await refusedAtOnce(() => gateWith({ displayName }), "displayName", reason);
      const unresolved = pulumi.output(displayName);
      await refusedLater(
        () => gateWith({ displayName: unresolved, emails: ["ann@example.com"] }),
        "displayName",
        reason,
        types.topic,
      );
    });
  }

  for (const [key, value] of [
    ["displayName", "Orders"],
    ["topicPolicyStatements", JSON.stringify(subscribe)],
  ]) {
    const reason =
      `\`${key}\` is for the topic that is made here, got one beside \`topicArn\`. Set it where that ` +
      "topic is made, or leave `topicArn` out to have one made.";
    it(`or ${key} beside an existing topic is refused: it would change nothing`, () =>
      refusedAtOnce(() => gateWith({ topicArn: existingTopic, [key]: value }), key, reason));
  }

  it("of a stage without any new topic is refused", () =>
    refusedAtOnce(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvals: [{ name: "qa", topicArn: existingTopic, approvers: {} }],
          displayName: "Orders",
        }),
      "displayName",
      "`displayName` is for the topic that is made here, got one beside `approvals[0].topicArn`. " +
        "Set it where that topic is made, or leave `approvals[0].topicArn` out to have one made.",
    ));
});
