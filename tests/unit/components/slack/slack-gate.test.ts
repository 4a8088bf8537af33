import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  actionArn,
  channel,
  connection,
  credentialsSecretArn,
  existingTopic,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  only,
  person,
  shape,
  slack,
  types,
  userGroup,
} from "../../../support/components";
import { assertChildren } from "../../../support/children";
import { resolve, run } from "../../../support/mocks";

const viaHub = { approvers: undefined, slack: inSlack, hub: connection };
const topic = "arn:aws:sns:eu-west-1:111122223333:production-topic";

/** The item of the hub's table belongs to the stack: whatever is renamed, the action keeps it. */
const ofStack = [`orders-production-production-slack-gate-4dd7a37c ${types.tableItem} < `];
const ofSlack = [
  `production-slack-role ${types.role} < production`,
  `production-slack-role-policy ${types.rolePolicy} < production`,
  `production-slack-subscription ${types.subscription} < production`,
];
const ofTopic = `production-topic ${types.topic} < production`;

describe("a gate on a hub", () => {
  it("costs seven resources, itself among them", async () => {
    const { resources, calls } = await run(() => gateWith(viaHub));
    assertChildren("ApprovalGate: on a hub", resources);
    assert.equal(resources.length, 7);
    assert.deepEqual(calls, []);
  });

  it("adds at most nine resources beyond its e-mail subscriptions, however many there are", async () => {
    const emails = ["qa@example.com", "pm@example.com"];
    const count = async (gates: number): Promise<number> => {
      const { resources } = await run(() => {
        const { connection: hub } = hubWith();
        for (let n = 0; n < gates; n++) {
          const args = { ...viaHub, hub, stageName: `Stage${n}`, emails };
          gateWith(args, `gate-${n}`);
        }
      });
      return resources.length;
    };
    const [none, one, three] = [await count(0), await count(1), await count(3)];
    assert.ok(one - none - emails.length <= 9, `${one - none - emails.length}`);
    assert.equal(three - none, 3 * (one - none));
  });

  it("beside IAM approvers: neither takes anything from the other", async () => {
    const emails = ["qa@example.com"];
    const withApprovers = { ...viaHub, emails, approvers: { users: ["ann"] } };
    const both = shape((await run(() => gateWith(withApprovers))).resources);
    const { slack: _slack, hub: _hub, ...iamAlone } = withApprovers;
    const alone = shape((await run(() => gateWith(iamAlone))).resources);
    assert.deepEqual(
      both.filter((line) => !alone.includes(line)),
      [...ofStack, ...ofSlack],
    );
    assert.ok(alone.every((line) => both.includes(line)));
  });

  it("is heard: by its own topic alone, with the hub's queue behind it", async () => {
    const { resources } = await run(() => gateWith(viaHub));
    assert.deepEqual(namesOf(resources, types.permission), []);
    assert.deepEqual(only(resources, types.subscription).inputs, {
      topic,
      protocol: "lambda",
      endpoint: connection.notifierArn,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: connection.notifierDeadLetterQueueArn }),
    });
  });

  it("is heard only when its first request would find settings and rights", async () => {
    const { resources } = await run(() => gateWith(viaHub));
    const { dependencies } = only(resources, types.subscription);
    for (const type of [types.tableItem, types.rolePolicy]) {
      assert.ok(dependencies.includes(only(resources, type).urn), type);
    }
  });

  it("is known: where it is shown, who may decide, and through which role", async () => {
    const slackArgs = { channel, approverUserIds: [person], approverUserGroupIds: [userGroup] };
    const args = { ...viaHub, slack: slackArgs, stageName: "Release", actionName: "qa" };
    const { resources } = await run(() => gateWith(args));
    const { item, ...rest } = only(resources, types.tableItem).inputs;
    assert.deepEqual(rest, { tableName: "shared-gates", hashKey: "action" });
    assert.deepEqual(JSON.parse(item), {
      action: { S: "orders/Release/qa" },
      schemaVersion: { N: "1" },
      topicArn: { S: topic },
      channel: { S: channel },
      approverUserIds: { L: [{ S: person }] },
      approverUserGroupIds: { L: [{ S: userGroup }] },
      deciderRoleArn: {
        S: `arn:aws:iam::111122223333:role${connection.deciderRolePath}production-slack-role`,
      },
    });
  });

  it("can be decided: by one role, this action alone, in a person's name only", async () => {
    const { resources } = await run(() => gateWith(viaHub));
    const role = only(resources, types.role).inputs;
    // A name made of what it decides would replace the role when that changes.
    assert.equal(role.name, undefined);
    assert.equal(role.path, connection.deciderRolePath);
    assert.deepEqual(JSON.parse(role.assumeRolePolicy).Statement, [
      {
        Sid: "DecideInThePersonsName",
        Effect: "Allow",
        Principal: { AWS: connection.deciderRoleArn },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Condition: { StringLike: { "sts:SourceIdentity": "slack-*" } },
      },
      {
        Sid: "AllowReadOnlySession",
        Effect: "Allow",
        Principal: {
          AWS: [connection.notifierRoleArn, connection.deciderRoleArn, connection.watcherRoleArn],
        },
        Action: "sts:AssumeRole",
        Condition: { Null: { "sts:SourceIdentity": "true" } },
      },
    ]);
    const policy = only(resources, types.rolePolicy).inputs;
    // The engine names the role: renaming its action then never replaces it.
    assert.equal(role.name, undefined);
    assert.equal(policy.role, "production-slack-role");
    assert.deepEqual(JSON.parse(policy.policy).Statement, [
      {
        Sid: "DecideInThePersonsName",
        Effect: "Allow",
        Action: "codepipeline:PutApprovalResult",
        Resource: actionArn("orders/production/production"),
        Condition: { StringLike: { "aws:SourceIdentity": "slack-*" } },
      },
      {
        Sid: "ReadPipeline",
        Effect: "Allow",
        Action: [
          "codepipeline:GetPipelineState",
          "codepipeline:GetPipelineExecution",
          "codepipeline:ListActionExecutions",
        ],
        Resource: actionArn("orders"),
      },
    ]);
  });

  it("puts out the hub's address and manifest, whether the hub is a record or an output", async () => {
    const hubs = [connection, pulumi.output(connection), Promise.resolve(connection)];
    for (const hub of hubs) {
      const { value, resources } = await run(() => gateWith({ ...viaHub, hub }));
      assert.equal(await resolve(value.slackCallbackUrl), connection.slackCallbackUrl);
      assert.equal(await resolve(value.slackAppManifest), connection.slackAppManifest);
      assert.equal(only(resources, types.tableItem).inputs.tableName, connection.gatesTableName);
    }
  });

  it("may publish to an existing topic, in another Region than the provider's", async () => {
    const region = "us-east-1";
    const hub = Object.fromEntries(
      Object.entries(connection).map(([key, text]) => [key, text.replaceAll("eu-west-1", region)]),
    );
    const topicArn = existingTopic.replace("eu-west-1", region);
    const { resources } = await run(() => gateWith({ ...viaHub, hub, topicArn, region }));
    for (const type of [types.subscription, types.tableItem]) {
      assert.equal(only(resources, type).inputs.region, region);
    }
  });

  it("gives its tags to its role", async () => {
    const tags = { team: "orders" };
    const { resources } = await run(() => gateWith({ ...viaHub, tags }));
    assert.deepEqual(only(resources, types.role).inputs.tags, tags);
  });
});

describe("a gate with Slack and no hub", () => {
  const alone = { approvers: undefined, slack };

  it("makes a hub inside itself, and needs nothing else", async () => {
    const { resources } = await run(() => gateWith(alone));
    const own = shape(resources).filter((line) => line.endsWith("< production"));
    const hub = [`production-hub ${types.hub} < production`];
    assert.deepEqual(own, [...hub, ...ofSlack, ofTopic].sort());
    const shared = await run(() => hubWith({}, "production-hub"));
    const inHub = resources.filter(({ name }) => name.startsWith("production-hub-"));
    assert.equal(inHub.length, shared.resources.length - 1);
    const hubUrn = only(resources, types.hub).urn;
    assert.ok(inHub.every(({ parent }) => parent === hubUrn));
  });

  it("puts out the address and the manifest of that hub", async () => {
    const { value } = await run(() => gateWith(alone));
    const url = "https://production-hub-slack-callback.lambda-url.eu-west-1.on.aws/";
    assert.equal(await resolve(value.slackCallbackUrl), url);
    assert.ok((await resolve(value.slackAppManifest))?.includes(url));
  });

  it("hands on all that describes the app, where it is, its alarms, its keys and its tags", async () => {
    const alarmTopicArn = "arn:aws:sns:us-east-1:111122223333:alarms";
    const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const app = {
      credentialsSecretArn: credentialsSecretArn.replace("eu-west-1", "us-east-1"),
      signingSecretArn: "arn:aws:ssm:us-east-1:111122223333:parameter/slack-signing",
      credentialsKmsKeyArn: kmsKeyArn,
      teamId: "T0123ABCDEF",
      appId: "A0123ABCDEF",
    };
    const tags = { team: "orders" };
    const rest = { alarmTopicArn, kmsKeyArn };
    const args = { ...alone, slack: { ...slack, ...app, ...rest }, region: "us-east-1", tags };
    const ofHub = async (program: () => unknown): Promise<string> => {
      const { resources } = await run(program);
      const hub = resources.filter(({ name }) => name.startsWith("production-hub-"));
      return JSON.stringify(hub.map(({ name, inputs }) => [name, inputs]).sort());
    };
    const hubArgs = { slack: app, ...rest, region: "us-east-1", tags };
    assert.equal(
      await ofHub(() => gateWith(args)),
      await ofHub(() => hubWith(hubArgs, "production-hub")),
    );
  });

  it("has no Slack outputs where it has no Slack, and nothing of a hub", async () => {
    const { value, resources } = await run(() => gateWith({ slack: null, hub: null }));
    assert.deepEqual(await resolve([value.slackCallbackUrl, value.slackAppManifest]), [
      undefined,
      undefined,
    ]);
    assert.ok(!resources.some(({ name }) => /slack|hub/.test(name)));
  });
});
