import * as assert from "node:assert/strict";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type Equipment, policy, putRole, refusal, roleArn, startEquipped } from "../api/equipped";
import { send, signed } from "../api/fixture";

const hour = 3_600_000;

/** The trust of a gate's role: decided by humans through the decider, read by the watcher. */
const gateTrust = policy(
  {
    Principal: { AWS: roleArn("decider") },
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    Condition: { StringLike: { "sts:SourceIdentity": "slack-*" } },
  },
  {
    Principal: { AWS: [roleArn("decider"), roleArn("watcher")] },
    Action: "sts:AssumeRole",
    Condition: { Null: { "sts:SourceIdentity": "true" } },
  },
);

describe("STS AssumeRole at the endpoint", () => {
  let local: Equipment;
  const clients: STSClient[] = [];
  before(async () => {
    local = await startEquipped();
    const { directory } = local;
    const Resource = "arn:aws:iam::111122223333:role/hub/*";
    putRole(directory, "decider", [
      { Action: ["sts:AssumeRole", "sts:SetSourceIdentity"], Resource },
    ]);
    putRole(directory, "watcher", [{ Action: "sts:AssumeRole", Resource }]);
    putRole(directory, "stranger", [{ Action: "sts:*", Resource: "*" }]);
    putRole(directory, "gate", [{ Action: "codepipeline:*", Resource: "*" }], gateTrust);
  });
  after(async () => {
    clients.forEach((one) => one.destroy());
    await local.stop();
  });
  beforeEach(() => void local.audit.splice(0));

  function as(role: string, key?: Parameters<Equipment["as"]>[1]): STSClient {
    const made = new STSClient(local.as(role, key));
    clients.push(made);
    return made;
  }

  const input = { RoleArn: roleArn("gate"), RoleSessionName: "U1-ann" };
  const human = { ...input, SourceIdentity: "slack-U1" };
  const assume = (role: string, more: object) =>
    as(role).send(new AssumeRoleCommand({ ...input, ...more }));

  it("gives keys of a session that names the person", async () => {
    const answer = await assume("decider", human);
    assert.equal(answer.AssumedRoleUser!.Arn, "arn:aws:sts::111122223333:assumed-role/gate/U1-ann");
    assert.match(answer.AssumedRoleUser!.AssumedRoleId!, /^AROA[A-Z2-7]{17}:U1-ann$/);
    assert.equal(answer.SourceIdentity, "slack-U1");
    const { AccessKeyId, SecretAccessKey, SessionToken } = answer.Credentials!;
    const key = local.directory.accessKey(AccessKeyId!)!;
    assert.deepEqual([key.secretAccessKey, key.sessionToken], [SecretAccessKey, SessionToken]);
    assert.equal(key.principal.context["aws:SourceIdentity"], "slack-U1");
    assert.equal(key.principal.context["aws:PrincipalArn"], roleArn("gate"));
    const { Arn } = await as("gate", key).send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, key.principal.arn);
  });

  it("records both rights that were used", async () => {
    await assume("decider", human);
    const [{ action, resource, allowed, further }] = local.audit;
    assert.deepEqual([action, resource, allowed], ["sts:AssumeRole", roleArn("gate"), true]);
    assert.deepEqual(further, [{ action: "sts:SetSourceIdentity", resource: roleArn("gate") }]);
  });

  it("gives keys without a source identity to who only reads", async () => {
    const answer = await assume("watcher", {});
    assert.equal(answer.SourceIdentity, undefined);
    const key = local.directory.accessKey(answer.Credentials!.AccessKeyId!)!;
    assert.equal(key.principal.context["aws:SourceIdentity"], undefined);
    assert.equal(local.audit[0].further, undefined);
  });

  for (const [who, role, more] of [
    ["a role that the trust policy does not name", "stranger", human],
    ["who may not set a source identity", "watcher", human],
    ["a source identity that the trust policy does not take", "decider", { SourceIdentity: "bot" }],
    ["a role that does not exist", "decider", { ...human, RoleArn: roleArn("nothing") }],
    [
      "a role by its ARN without its path",
      "decider",
      { ...human, RoleArn: "arn:aws:iam::111122223333:role/gate" },
    ],
  ] as const) {
    it(`refuses ${who}`, async () => {
      const { name, message, status } = await refusal(assume(role, more));
      assert.deepEqual([name, status], ["AccessDenied", 403]);
      assert.match(message, /not authorized to perform: sts:AssumeRole on resource: arn/);
      assert.equal(local.audit[0].allowed, false);
    });
  }

  it("takes the keys back when their time is over, by the rehearsal's clock", async () => {
    const { Credentials } = await assume("decider", { ...human, DurationSeconds: 900 });
    const now = local.clock.now().getTime();
    const lasts = Credentials!.Expiration!.getTime() - now;
    assert.ok(lasts > 800_000 && lasts <= 900_000);
    const key = local.directory.accessKey(Credentials!.AccessKeyId!)!;
    const whoAmI = () => as("gate", key).send(new GetCallerIdentityCommand({}));
    await whoAmI();
    local.clock.advance(900_000);
    const { name, status } = await refusal(whoAmI());
    assert.deepEqual([name, status], ["ExpiredToken", 403]);
  });

  it("gives an hour unless told otherwise, and no more to who is in a role already", async () => {
    const { Credentials } = await assume("decider", human);
    const lasts = Credentials!.Expiration!.getTime() - local.clock.now().getTime();
    assert.ok(lasts > hour - 60_000 && lasts <= hour);
    const { name, message } = await refusal(assume("decider", { ...human, DurationSeconds: 3601 }));
    assert.equal(name, "ValidationError");
    assert.match(message, /role chaining/);
  });

  it("gives a user up to twelve hours, by the role", async () => {
    const trust = policy({
      Principal: { AWS: "arn:aws:iam::111122223333:user/administrator" },
      Action: "sts:AssumeRole",
    });
    const { directory } = local;
    directory.putRole("ladder", roleArn("ladder"), trust, 43_200);
    const client = as("", local.directory.accessKeys()[0]);
    const RoleArn = roleArn("ladder");
    const assumeFor = (DurationSeconds: number) =>
      client.send(new AssumeRoleCommand({ ...input, RoleArn, DurationSeconds }));
    assert.ok((await assumeFor(43_200)).Credentials);
    for (const seconds of [43_201, 899]) {
      assert.equal((await refusal(assumeFor(seconds))).name, "ValidationError");
    }
    directory.putRole("ladder", roleArn("ladder"), trust);
    assert.ok((await assumeFor(3600)).Credentials);
    const { name, message } = await refusal(assumeFor(3601));
    assert.equal(name, "ValidationError");
    assert.match(message, /exceeds the MaxSessionDuration set for this role/);
  });

  for (const [what, more] of [
    ["a session name of one character", { RoleSessionName: "x" }],
    ["a session name of 65 characters", { RoleSessionName: "x".repeat(65) }],
    ["a session name with a space", { RoleSessionName: "ann b" }],
    ["a source identity with a slash", { SourceIdentity: "slack/U1" }],
    ["what is no role's ARN", { RoleArn: "arn:aws:iam::111122223333:user/ann" }],
    ["an empty ARN", { RoleArn: "" }],
    ["session policies", { Policy: "{}" }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { name, status } = await refusal(assume("decider", more));
      assert.deepEqual([name, status], ["ValidationError", 400]);
    });
  }

  it("takes session names of 2 and of 64 characters", async () => {
    for (const RoleSessionName of ["x=", "@".repeat(64)]) {
      assert.ok((await assume("decider", { RoleSessionName })).Credentials);
    }
  });

  it("refuses a form without a session name", async () => {
    const body = `Action=AssumeRole&RoleArn=${encodeURIComponent(roleArn("gate"))}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const key = local.directory.assume({ roleArn: roleArn("decider"), sessionName: "test" });
    const request = await signed(local, key, { service: "sts", headers, body });
    assert.match((await send(local.url, request)).body, /roleSessionName/);
  });
});
