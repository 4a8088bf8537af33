import * as assert from "node:assert/strict";
import { SubscriptionProtocol } from "../../../index";
import {
  existingTopic,
  gateWith,
  instanceArn,
  only,
  permissionSetArn,
  pipelineWith,
  types,
} from "../../support/components";
import { assertChildren } from "../../support/children";
import { resolve, run } from "../../support/mocks";

const emails = ["qa@example.com"];
const lambda = "arn:aws:lambda:eu-west-1:111122223333:function:notify";

describe("ApprovalGate registers", () => {
  const cases: [what: string, args: object][] = [
    [
      "a topic with its policy for an e-mail address alone, and nothing in IAM",
      { approvers: undefined, emails: ["qa@example.com"] },
    ],
    ["an empty group for approvers without principals, and no topic where nobody is notified", {}],
    [
      "nothing but the subscriptions for an existing topic",
      {
        approvers: undefined,
        topicArn: existingTopic,
        emails: ["qa@example.com"],
        subscriptions: [{ protocol: SubscriptionProtocol.Sms, endpoint: "+14155550123" }],
      },
    ],
    [
      "nothing at all for an existing topic alone",
      { approvers: undefined, topicArn: existingTopic },
    ],
    [
      "no group where only existing principals are named, even with an empty list of users",
      {
        topicArn: existingTopic,
        approvers: {
          users: [],
          existingGroupNames: ["qa"],
          roleNames: ["release"],
          permissionSets: [{ instanceArn, permissionSetArn }],
        },
      },
    ],
    [
      "everything at once",
      {
        emails: ["qa@example.com", "pm@example.com"],
        subscriptions: [
          { protocol: SubscriptionProtocol.Lambda, endpoint: lambda },
          { protocol: SubscriptionProtocol.Https, endpoint: "https://example.com/hook" },
        ],
        approvers: { users: ["ann"], existingGroupNames: ["qa"], groupName: "deciders" },
      },
    ],
  ];
  for (const [what, args] of cases) {
    it(what, async () => {
      const { resources } = await run(() => gateWith(args));
      assertChildren(`ApprovalGate: ${what}`, resources);
    });
  }

  it("nothing by a call to the provider where it makes the topic", async () => {
    const { calls } = await run(() => gateWith({ emails }));
    assert.deepEqual(calls, []);
  });

  it("everything with one question to the provider, where it is, if it makes no topic", async () => {
    const where = ["getCallerIdentity", "getPartition", "getRegion"].map(
      (name) => `aws:index/${name}:${name}`,
    );
    for (const args of [{ topicArn: existingTopic }, {}]) {
      const { calls } = await run(() => gateWith(args));
      assert.deepEqual(calls.sort(), where);
      const named = await run(() => gateWith({ ...args, region: "eu-west-1" }));
      assert.deepEqual(named.calls.sort(), where.slice(0, 2));
    }
  });
});

describe("ApprovalGate", () => {
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:production-topic";

  it("outputs, with the defaults, one action named as the stage, named as the component", async () => {
    const { value } = await run(() => gateWith({ emails }));
    assert.deepEqual(await resolve(value.stage), {
      name: "production",
      actions: [
        {
          name: "production",
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          runOrder: 1,
          configuration: { NotificationArn: topicArn },
        },
      ],
    });
  });

  it("outputs every argument of the action", async () => {
    const { value } = await run(() =>
      gateWith({
        stageName: "Release",
        actionName: "Sign.off@v1-_",
        runOrder: 999,
        customData: "Version #{build.VERSION}",
        externalEntityLink: "https://example.com/#{build.COMMIT}",
        timeoutInMinutes: 86400,
        topicArn: existingTopic,
      }),
    );
    assert.deepEqual(await resolve(value.stage), {
      name: "Release",
      actions: [
        {
          name: "Sign.off@v1-_",
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          runOrder: 999,
          configuration: {
            NotificationArn: existingTopic,
            CustomData: "Version #{build.VERSION}",
            ExternalEntityLink: "https://example.com/#{build.COMMIT}",
          },
          timeoutInMinutes: 86400,
        },
      ],
    });
    assert.deepEqual(await resolve(value.action), (await resolve(value.stage)).actions[0]);
  });

  it("names the action as the stage where only the stage is named", async () => {
    const { value } = await run(() => gateWith({ stageName: "Release" }));
    assert.equal(await resolve(value.action.name), "Release");
  });

  it("outputs ARNs and names", async () => {
    const { value } = await run(() => gateWith({ stageName: "Release", actionName: "qa", emails }));
    assert.deepEqual(
      await resolve({
        actionArn: value.actionArn,
        topicArn: value.topicArn,
        approverPolicyArn: value.approverPolicyArn,
        approverGroupName: value.approverGroupName,
      }),
      {
        actionArn: "arn:aws:codepipeline:eu-west-1:111122223333:orders/Release/qa",
        topicArn,
        approverPolicyArn:
          "arn:aws:iam::111122223333:policy/approve-orders-Release-qa-eu-west-1-93d13024",
        approverGroupName: "approvers-orders-Release-qa-eu-west-1-ea9e8214",
      },
    );
  });

  it("outputs no policy and no group without approvers", async () => {
    const { value } = await run(() => gateWith({ approvers: null, topicArn: existingTopic }));
    assert.deepEqual(await resolve([value.approverPolicyArn, value.approverGroupName]), [
      undefined,
      undefined,
    ]);
  });

  it("outputs a policy and no group for existing principals", async () => {
    const { value } = await run(() => gateWith({ approvers: { roleNames: ["release"] } }));
    assert.equal(await resolve(value.approverGroupName), undefined);
    assert.match(String(await resolve(value.approverPolicyArn)), /:policy\/approve-orders-/);
  });

  it("outputs a stage that goes into a pipeline unchanged", async () => {
    const { value, resources } = await run(() => {
      const gate = gateWith({ customData: "What?", timeoutInMinutes: 60 });
      pipelineWith(gate.stage);
      return gate;
    });
    const pipeline = only(resources, types.pipeline);
    assert.deepEqual(pipeline.inputs.stages[1], await resolve(value.stage));
  });

  it("lets the pipeline wait for the topic's policy", async () => {
    const { resources } = await run(() => pipelineWith(gateWith({ emails }).stage));
    const policy = only(resources, types.topicPolicy);
    assert.ok(only(resources, types.pipeline).dependencies.includes(policy.urn));
  });
});
