/** What forbids publishing although a topic or a key lets the role: its own Deny, its boundary, another account. */
import * as aws from "@pulumi/aws";
import { account, action, failsWith, production, source, stackOf } from "../support";

const other = "999988887777";
const roleArn = `arn:aws:iam::${account}:role/pipeline`;
const foreignTopic = `arn:aws:sns:eu-west-1:${other}:approvals`;
const foreignKey = `arn:aws:kms:eu-west-1:${other}:key/11111111-2222-4333-8444-555555555555`;

const allow = (Action: any, more: object = {}) => ({
  ...{ Effect: "Allow", Action, Resource: "*" },
  ...more,
});
const deny = (Action: any) => allow(Action, { Effect: "Deny" });
const to = (AWS: string) => ({ Principal: { AWS } });
const root = to(`arn:aws:iam::${account}:root`);
const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

interface Case {
  own?: object[];
  boundary?: object[];
  topic?: object[];
  /** Topic of another account, where it is not of this stack. */
  topicArn?: string;
  key?: Partial<aws.kms.KeyArgs> & { arn?: string };
  /** Set apart from the key. */
  keyPolicy?: string;
}

/** A pipeline that announces its approval with a role of the stack. */
const of = ({ own = [], boundary, topic, topicArn, key, keyPolicy }: Case) =>
  stackOf(() => {
    const permissionsBoundary =
      boundary && new aws.iam.Policy("b", { policy: document(...boundary) }).arn;
    const role = new aws.iam.Role("pipeline", { assumeRolePolicy: "{}", permissionsBoundary });
    if (own.length > 0)
      new aws.iam.RolePolicy("own", { role: role.name, policy: document(...own) });
    const kmsMasterKeyId = key && (key.arn ?? new aws.kms.Key("key", key).arn);
    if (keyPolicy) new aws.kms.KeyPolicy("k", { keyId: foreignKey, policy: keyPolicy });
    const arn = topicArn ?? new aws.sns.Topic("approvals", { kmsMasterKeyId }).arn;
    if (topic) new aws.sns.TopicPolicy("t", { arn, policy: document(...topic) });
    const approval = action("Approval", "QA", { configuration: { NotificationArn: arn } });
    new aws.codepipeline.Pipeline("release", {
      ...{ name: "release", roleArn: role.arn },
      artifactStores: [{ type: "S3", location: "artifacts" }],
      stages: [source, { name: "Approve", actions: [approval] }, production],
    });
  });

const topic = [allow("sns:Publish", to(roleArn))];
const key = { policy: document(allow("kms:*", to(roleArn))) };
const toEverybody = [allow("sns:Publish", { Principal: "*" })];
const all = [allow("*")];

async function isNo(given: Case, reason: RegExp): Promise<void> {
  const stack = await of(given);
  failsWith(() => stack.assertGated(), reason);
  failsWith(() => stack.assertPipelinesCanPublish(), reason);
}

async function isOpen(given: Case, reason: RegExp): Promise<void> {
  const stack = await of(given);
  failsWith(() => stack.assertPipelinesCanPublish(), reason);
  stack.assertGated();
}

const isYes = async (given: Case): Promise<void> => (await of(given)).assertPipelinesCanPublish();

describe("a topic or a key that lets the role itself", () => {
  it("is of no use where the role's own policies deny it", async () => {
    await isYes({ topic });
    await isNo({ own: [deny("sns:*")], topic }, /role pipeline may not publish to/);
    await isYes({ own: [allow("sns:Publish")], key });
    await isNo({ own: [allow("sns:Publish"), deny("kms:*")], key }, /may not use the key/);
  });

  it("is of no use where the role's boundary leaves no room, or denies it", async () => {
    await isYes({ boundary: all, topic });
    for (const boundary of [[allow("s3:*")], [...all, deny("sns:*")]]) {
      await isNo({ boundary, topic }, /role pipeline may not publish to/);
    }
    await isNo({ boundary: [allow("sns:*")], own: all, key }, /may not use the key/);
  });

  it("leaves open what a grant to everybody gives beyond the boundary, but not beyond a Deny", async () => {
    await isYes({ topic: toEverybody });
    await isOpen({ boundary: [allow("s3:*")], topic: toEverybody }, /cannot be told/);
    await isNo({ boundary: [...all, deny("sns:*")], topic: toEverybody }, /may not publish/);
  });

  it("leaves open what a session of the role is granted by name beyond the boundary", async () => {
    const session = to(`arn:aws:sts::${account}:assumed-role/pipeline/1700000000000`);
    const boundary = [allow("s3:*")];
    await isOpen({ boundary, topic: [allow("sns:Publish", session)] }, /cannot be told/);
    await isNo({ boundary, topic: [allow("sns:Publish", to(roleArn))] }, /may not publish/);
  });

  it("is of no use where a Deny by NotPrincipal leaves the role out, and it has a boundary", async () => {
    const NotPrincipal = { AWS: [roleArn, account] };
    const others = { ...deny("sns:Publish"), NotPrincipal };
    await isNo({ boundary: all, topic: [...topic, others] }, /may not publish/);
    await isOpen({ topic: [...topic, others] }, /cannot be told/);
  });

  it("leaves open whom a session or a unique id in its policy means", async () => {
    for (const AWS of [
      `arn:aws:sts::${account}:assumed-role/pipeline/1700000000000`,
      "AROAEXAMPLEEXAMPLE",
    ]) {
      await isOpen({ topic: [allow("sns:Publish", to(AWS))] }, /cannot be told/);
      await isOpen({ own: all, topic: [{ ...deny("sns:Publish"), ...to(AWS) }] }, /cannot be told/);
    }
  });
});

describe("a topic of another account", () => {
  const topicArn = foreignTopic;

  it("leaves it open where its policy is not in the stack, whatever the role's own say", async () => {
    await isOpen({ own: all, topicArn }, /may publish to .*:999988887777:approvals cannot be told/);
    await isNo({ own: [], topicArn }, /may not publish to .*:999988887777:approvals/);
  });

  it("needs the word of both accounts", async () => {
    await isNo({ topic, topicArn }, /may not publish/);
    await isNo({ own: all, topic: [allow("sns:Publish", to(other))], topicArn }, /may not publish/);
    await isNo({ own: all, boundary: [allow("s3:*")], topic, topicArn }, /may not publish/);
    for (const policy of [topic, toEverybody, [allow("sns:Publish", root)]]) {
      await isYes({ own: all, topic: policy, topicArn });
    }
  });
});

describe("a customer's key", () => {
  it("encrypts nothing while it is disabled", async () => {
    await isYes({ own: all, key: { isEnabled: true } });
    await isNo({ own: all, key: { isEnabled: false } }, /may not use the key/);
  });

  it("leaves it open where it is another account's, whatever the role's own policies say", async () => {
    await isOpen({ own: all, key: { arn: foreignKey } }, /may use the key .* cannot be told/);
    await isNo({ own: [allow("sns:*")], key: { arn: foreignKey } }, /may not use the key/);
    const arn = `arn:aws:kms:eu-west-1:${other}:alias/approvals`;
    await isOpen(
      { own: all, key: { arn } },
      /may use the key .*:999988887777:key.* cannot be told/,
    );
  });

  it("of another account is good where the stack gives it a policy that lets the role", async () => {
    const keyPolicy = document(allow("kms:*", root));
    await isYes({ own: all, key: { arn: foreignKey }, keyPolicy });
    await isNo(
      { own: [allow("sns:*")], key: { arn: foreignKey }, keyPolicy },
      /may not use the key/,
    );
  });
});
