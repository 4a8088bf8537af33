import * as assert from "node:assert/strict";
import { metric, newAccount, policy, removeFolders, trust, types } from "../support/new-account";

const open = policy({ Principal: { Service: "a.b" }, Action: "sns:Publish", Resource: "*" });
const publish = policy({ Action: "sns:Publish", Resource: "*" });

async function withTopic() {
  const test = newAccount();
  const topic = await test.create(types.topic, { name: "gate", policy: open });
  const inputs = { topic: topic.id, protocol: "email", endpoint: "qa@example.com" };
  const deliveries = async () => {
    await test.account.topics.publish({ topicArn: topic.id, message: "{}" }, { service: "a.b" });
    return test.account.topics.deliveries().splice(0).length;
  };
  return { ...test, topic, inputs, deliveries };
}

describe("A topic's one subscription of an endpoint", () => {
  after(removeFolders);

  it("is the same for two resources: one delivery, one ARN", async () => {
    const { create, inputs, deliveries } = await withTopic();
    const one = await create(types.subscription, inputs, "one");
    const two = await create(types.subscription, inputs, "two");
    assert.equal(one.id, two.id);
    assert.equal(await deliveries(), 1);
  });

  it("ends for both when either ends, and what is left is not there at a refresh", async () => {
    const { account, create, remove, inputs, deliveries } = await withTopic();
    const one = await create(types.subscription, inputs, "one");
    await create(types.subscription, inputs, "two");
    await remove(types.subscription, one);
    assert.equal(await deliveries(), 0);
    assert.equal(account.read(types.subscription, one.id), undefined);
    await assert.rejects(remove(types.subscription, one), { code: "NotFound" });
    assert.deepEqual(account.topics.arns().length, 1);
  });

  it("is another one for another protocol, endpoint or topic", async () => {
    const { create, inputs, deliveries } = await withTopic();
    const other = await create(types.topic, { name: "other" });
    const made = [
      await create(types.subscription, inputs),
      await create(types.subscription, { ...inputs, protocol: "email-json" }),
      await create(types.subscription, { ...inputs, endpoint: "rm@example.com" }),
      await create(types.subscription, { ...inputs, topic: other.id }),
    ];
    assert.equal(new Set(made.map(({ id }) => id)).size, 4);
    assert.equal(await deliveries(), 3);
  });

  const deadLetters = JSON.stringify({
    deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:dead",
  });
  for (const more of [
    { filterPolicy: '{"kind":["a"]}' },
    { filterPolicyScope: "MessageBody" },
    { rawMessageDelivery: true },
    { redrivePolicy: deadLetters },
  ]) {
    it(`refuses other attributes: ${Object.keys(more)}`, async () => {
      const { create, inputs } = await withTopic();
      await create(types.subscription, { ...inputs, filterPolicy: '{"kind":["b"]}' });
      await assert.rejects(create(types.subscription, { ...inputs, ...more }), {
        code: "InvalidParameter",
        message:
          "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
      });
    });
  }

  it("compares documents by their meaning, and only what is given", async () => {
    const { create, inputs } = await withTopic();
    const filterPolicy = '{"kind":["a"]}';
    const { id } = await create(types.subscription, { ...inputs, filterPolicy });
    const spaced = { ...inputs, filterPolicy: '{ "kind": ["a"] }' };
    assert.equal((await create(types.subscription, spaced)).id, id);
    assert.equal((await create(types.subscription, inputs)).id, id);
  });

  it("shows the change of either to both", async () => {
    const { account, create, update, inputs } = await withTopic();
    const made = await create(types.subscription, inputs, "one");
    await create(types.subscription, inputs, "two");
    await update(types.subscription, made, { ...inputs, filterPolicy: '{"kind":["a"]}' });
    const shown = account.resources.filter(({ type }) => type === types.subscription);
    assert.deepEqual(
      shown.map(({ state }) => state.filterPolicy),
      ['{"kind":["a"]}', '{"kind":["a"]}'],
    );
  });
});

describe("A policy that is attached once", () => {
  after(removeFolders);

  for (const kind of ["user", "group", "role"] as const) {
    it(`is detached from a ${kind} for both of two resources by either`, async () => {
      const { account, create, remove } = newAccount();
      const Kind = kind[0].toUpperCase() + kind.slice(1);
      const attachment = `aws:iam/${kind}PolicyAttachment:${Kind}PolicyAttachment`;
      await create(types[kind], { name: "Lead", assumeRolePolicy: trust("lambda") });
      const { state } = await create(types.policy, { name: "p", policy: publish });
      const one = await create(attachment, { [kind]: "Lead", policyArn: state.arn }, "one");
      const two = await create(attachment, { [kind]: "lead", policyArn: state.arn }, "two");
      assert.notEqual(one.id, two.id);
      await remove(attachment, one);
      assert.equal(account.read(attachment, two.id), undefined);
      assert.deepEqual(
        account.directory.made().filter((name) => name.startsWith("arn:")),
        [state.arn],
      );
      const arn = `arn:aws:iam::111122223333:${kind}/Lead`;
      assert.equal(account.directory.decideRole(arn, "sns:Publish", "*").allowed, false);
    });
  }

  it("is refused a second time for a permission set", async () => {
    const { create } = newAccount();
    const attachment =
      "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment";
    const inputs = {
      instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
      permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-0123456789abcdef",
      customerManagedPolicyReference: { name: "p" },
    };
    await create(attachment, inputs, "one");
    await assert.rejects(create(attachment, inputs, "two"), { code: "ConflictException" });
  });
});

describe("What AWS creates or takes over without a word", () => {
  after(removeFolders);

  it("is a topic with the same attributes and tags; with others it is refused", async () => {
    const { create, remove, account } = newAccount();
    const inputs = { name: "gate", displayName: "Gate", tags: { team: "qa" } };
    const one = await create(types.topic, inputs, "one");
    assert.equal((await create(types.topic, inputs, "two")).id, one.id);
    const refused = (reason: string) => ({
      code: "InvalidParameter",
      message: `Invalid parameter: ${reason} Reason: Topic already exists with different ${reason.toLowerCase()}`,
    });
    const other = { ...inputs, displayName: "Other" };
    await assert.rejects(create(types.topic, other, "three"), refused("Attributes"));
    const tagged = { ...inputs, tags: {} };
    await assert.rejects(create(types.topic, tagged, "three"), refused("Tags"));
    await remove(types.topic, one);
    assert.deepEqual(account.resources, []);
  });

  it("is a queue with the same attributes; with others it is refused", async () => {
    const { create } = newAccount();
    const inputs = { name: "dead", visibilityTimeoutSeconds: 60 };
    const one = await create(types.queue, inputs);
    assert.equal((await create(types.queue, { ...inputs, tags: { a: "b" } })).id, one.id);
    await assert.rejects(create(types.queue, { ...inputs, visibilityTimeoutSeconds: 61 }), {
      code: "QueueNameExists",
      message: /different value for attribute visibilityTimeoutSeconds/,
    });
  });

  it("is an event rule, whose latest pattern counts, and a target of the same id", async () => {
    const { account, create, remove } = newAccount();
    const rule = (source: string) => ({ name: "r", eventPattern: `{"source":["${source}"]}` });
    const one = await create(types.rule, rule("aws.s3"), "one");
    await create(types.rule, rule("aws.sns"), "two");
    assert.equal(
      account.read(types.rule, one.id)!.state.eventPattern,
      rule("aws.sns").eventPattern,
    );
    const target = (n: number) => ({
      ...{ rule: "r", targetId: "t", arn: `arn:aws:sqs:eu-west-1:111122223333:q${n}` },
    });
    const made = await create(types.target, target(1));
    for (let n = 2; n <= 7; n++) await create(types.target, target(n));
    await assert.rejects(remove(types.rule, one), { code: "ValidationException" });
    await remove(types.target, made);
    await remove(types.rule, one);
    assert.deepEqual(account.resources, []);
  });

  it("is an alarm, which is gone for both when it is deleted", async () => {
    const { account, create, remove } = newAccount();
    const { alarm } = types;
    const one = await create(alarm, { name: "a", ...metric, threshold: 1 }, "one");
    await create(alarm, { name: "a", ...metric, threshold: 2 }, "two");
    assert.equal(account.read(alarm, one.id)!.state.threshold, 2);
    await remove(alarm, one);
    assert.deepEqual(account.resources, []);
  });

  it("is not what only has the same id: statements of two functions, two memberships", async () => {
    const { account, create, remove } = newAccount();
    const membership = "aws:iam/groupMembership:GroupMembership";
    await create(types.group, { name: "qa" });
    await create(types.group, { name: "rm" });
    const one = await create(membership, { name: "people", group: "qa", users: ["ann"] });
    await create(membership, { name: "people", group: "rm", users: ["ann"] });
    await remove(membership, one);
    assert.deepEqual(account.directory.groupsOf("ann"), ["rm"]);
    assert.equal(account.resources.filter(({ type }) => type === membership).length, 1);
  });
});

describe("An object", () => {
  after(removeFolders);

  it("is another one in another bucket, although both have one key", async () => {
    const { account, create } = newAccount();
    for (const bucket of ["one", "two"]) {
      await create(types.bucket, { bucket }, bucket);
      await create(types.object, { bucket, key: "site.zip", content: bucket }, `of-${bucket}`);
    }
    const objects = account.resources.filter(({ type }) => type === types.object);
    assert.deepEqual(
      objects.map(({ name, inputs, state }) => [name, inputs.content, state.bucket]),
      [
        ["of-one", "one", "one"],
        ["of-two", "two", "two"],
      ],
    );
    for (const bucket of ["one", "two"]) {
      const found = account.read(types.object, "site.zip", { bucket, key: "site.zip" });
      assert.equal(found?.name, `of-${bucket}`);
    }
    await account.delete(types.object, "site.zip", { bucket: "two", key: "site.zip" });
    assert.equal(account.read(types.object, "site.zip")?.name, "of-one");
  });
});
