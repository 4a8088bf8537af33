/**
 * One component takes another's place at an approval action, or another name, in one `up`: the
 * account is asked afterwards who may decide, who is subscribed and what the hub knows.
 */
import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub, MultiApprovalStage } from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import { deciders, people, subscribed } from "./support/people";
import { credentialsArn } from "./support/programs";

const actionArn = `arn:aws:codepipeline:${region}:111122223333:orders/release/release`;
const alarmsArn = `arn:aws:sns:${region}:111122223333:alarms`;
const email = "qa@example.com";

/** What stands around the component: a topic that others use, and a hub where the form has one. */
interface Neighbours {
  readonly topic: aws.sns.Topic;
  readonly hub?: ApprovalHub;
}

/** Arguments that both components take. */
type Arguments = Pick<
  ConstructorParameters<typeof ApprovalGate>[1],
  "topicArn" | "emails" | "approvers" | "hub" | "slack"
>;

interface Form {
  readonly of: string;
  readonly existingTopic: boolean;
  readonly inSlack: boolean;
}

const forms: readonly Form[] = [
  { of: "with a topic of its own", existingTopic: false, inSlack: false },
  { of: "on a topic that exists", existingTopic: true, inSlack: false },
  { of: "in Slack, with a topic of its own", existingTopic: false, inSlack: true },
  { of: "in Slack, on a topic that exists", existingTopic: true, inSlack: true },
];

function argumentsOf({ existingTopic, inSlack }: Form, { topic, hub }: Neighbours): Arguments {
  return {
    emails: [email],
    approvers: { users: ["user-a"], existingGroupNames: ["team-b"], roleNames: ["Role-c"] },
    ...(existingTopic && { topicArn: topic.arn }),
    ...(inSlack && {
      hub: hub!.connection,
      slack: { channel: "C0RELEASE", approverUserIds: ["U0QUINN00"] },
    }),
  };
}

type Component = (args: Arguments) => void;

/** The action `release` of the stage `release`, whatever the component is called. */
const gate =
  (name: string): Component =>
  (args) =>
    void new ApprovalGate(name, {
      ...{ pipelineName: "orders", stageName: "release", actionName: "release" },
      ...args,
    });

const stage =
  (name: string): Component =>
  (args) =>
    void new MultiApprovalStage(name, {
      ...{ pipelineName: "orders", stageName: "release", approvals: [{ name: "release" }] },
      ...args,
    });

function program(form: Form, ...components: Component[]): Program {
  return async () => {
    people();
    const topic = new aws.sns.Topic("alarms", { name: "alarms" });
    const slack = { credentialsSecretArn: credentialsArn };
    const hub = form.inSlack ? new ApprovalHub("hub", { slack }) : undefined;
    for (const component of components) component(argumentsOf(form, { topic, hub }));
  };
}

/** What AWS has of the action, which one `up` must leave whole. */
async function assertWhole(cloud: LocalCloud, { existingTopic, inSlack }: Form): Promise<void> {
  assert.deepEqual(deciders(cloud, actionArn), {
    users: ["a"],
    existingGroupNames: ["b"],
    roleNames: ["c"],
  });
  assert.deepEqual(subscribed(cloud, "email"), [email]);
  assert.equal(subscribed(cloud, "lambda").length, inSlack ? 1 : 0, "the hub's notifier");
  const topicArns = new Set(subscriptions(cloud).map(({ topicArn }) => topicArn));
  const [topicArn, ...others] = topicArns;
  assert.deepEqual(others, []);
  assert.equal(topicArn === alarmsArn, existingTopic, topicArn);
  if (inSlack) await assertRecorded(cloud, topicArn);
}

/** The hub's table has the action with this topic, and with a role that decides it. */
async function assertRecorded(cloud: LocalCloud, topicArn: string): Promise<void> {
  const [{ deciderRoleArn, ...known }, ...others] = await records(cloud);
  assert.deepEqual(others, []);
  assert.deepEqual(known, {
    ...{ action: "orders/release/release", topicArn, channel: "C0RELEASE" },
    ...{ schemaVersion: 1, approverUserIds: ["U0QUINN00"], approverUserGroupIds: [] },
  });
  const asked = ["codepipeline:PutApprovalResult", actionArn] as const;
  const person = { "aws:SourceIdentity": "slack-U0QUINN00" };
  const { allowed, reason } = cloud.account.directory.decideRole(deciderRoleArn, ...asked, person);
  assert.equal(allowed, true, reason);
}

async function records({ account }: LocalCloud): Promise<Record<string, any>[]> {
  const item = account.resources.find(({ type }) => type === "aws:dynamodb/tableItem:TableItem");
  assert.ok(item !== undefined, "The hub's table has no record.");
  return account.tables.items(item.inputs.tableName);
}

function subscriptions({ account }: LocalCloud): readonly { arn: string; topicArn: string }[] {
  return account.topics["subscriptions"];
}

/** Who is subscribed anew has another ARN, missed what came between, and has to confirm once more. */
function subscriptionArns(cloud: LocalCloud): string[] {
  return subscriptions(cloud)
    .map(({ arn }) => arn)
    .sort();
}

/** Each follows on the one before, beginning with the gate `release`. */
const steps: readonly { of: string; component: Component }[] = [
  { of: "an ApprovalGate becomes a MultiApprovalStage of its name", component: stage("release") },
  { of: "a MultiApprovalStage becomes an ApprovalGate of its name", component: gate("release") },
  { of: "an ApprovalGate has another name without alias", component: gate("go-live") },
  {
    of: "an ApprovalGate becomes a MultiApprovalStage of another name",
    component: stage("release"),
  },
  { of: "a MultiApprovalStage has another name without alias", component: stage("go-live") },
  {
    of: "a MultiApprovalStage becomes an ApprovalGate of another name",
    component: gate("release"),
  },
];

for (const form of forms) {
  describe(`an approval ${form.of}`, () => {
    let cloud: LocalCloud;
    let stack: EngineStack;

    before(async () => {
      cloud = await openLocalCloud();
      stack = await EngineStack.open(cloud, program(form, gate("release")));
      await stack.up();
      await assertWhole(cloud, form);
    });
    after(() => cloud.close());

    for (const { of, component } of steps) {
      it(of, async () => {
        const subscribedBefore = subscriptionArns(cloud);
        await stack.up(program(form, component));
        await assertWhole(cloud, form);
        if (form.existingTopic) assert.deepEqual(subscriptionArns(cloud), subscribedBefore);
        assert.deepEqual(await stack.preview(program(form, component)), []);
      });
    }
  });
}

describe("two gates on one topic that exists, with the same e-mail and hub", () => {
  const form: Form = { of: "", existingTopic: true, inSlack: true };
  const second: Component = (args) =>
    void new ApprovalGate("second", { pipelineName: "orders", ...args });
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program(form));
  });
  after(() => cloud.close());

  // The subscription is made by whichever comes first in the program.
  for (const [of, left] of [
    ["the first is removed", second],
    ["the second is removed", gate("release")],
  ] as const) {
    it(`${of}, and who hears the other stays subscribed`, async () => {
      await stack.up(program(form, gate("release"), second));
      assert.equal((await records(cloud)).length, 2);
      const subscribedBefore = subscriptionArns(cloud);
      await stack.up(program(form, left));
      assert.deepEqual(subscribed(cloud, "email"), [email]);
      assert.equal(subscribed(cloud, "lambda").length, 1, "the hub's notifier");
      assert.deepEqual(subscriptionArns(cloud), subscribedBefore);
      assert.equal((await records(cloud)).length, 1);
      assert.deepEqual(await stack.preview(program(form, left)), []);
    });
  }
});
