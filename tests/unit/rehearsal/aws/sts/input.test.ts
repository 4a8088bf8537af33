/** Sessions with tags, source identities and multi-factor authentication, by the SDK's client. */
import * as assert from "node:assert/strict";
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { AccessKey } from "../../../../../rehearsal/aws/iam";
import { readAssumeRole } from "../../../../../rehearsal/aws/sts/input";
import { type Equipment, policy, putRole, refusal, roleArn, startEquipped } from "../api/equipped";

const ann = "arn:aws:iam::111122223333:user/ann";
const device = "arn:aws:iam::111122223333:mfa/ann";
const everything = { Action: "sts:*", Resource: "*" };

/** As a break-glass role has it: MFA, a reason and who it is, for some minutes. */
const glassTrust = policy(
  {
    Principal: { AWS: ann },
    Action: "sts:AssumeRole",
    Condition: {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringLike: { "aws:RequestTag/Reason": "?*", "sts:SourceIdentity": "?*" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["Reason"] },
    },
  },
  { Principal: { AWS: ann }, Action: ["sts:TagSession", "sts:SetSourceIdentity"] },
);

describe("A session of a role", () => {
  let local: Equipment;
  const clients: STSClient[] = [];
  before(async () => {
    local = await startEquipped();
    const { directory } = local;
    directory.putUser("ann");
    directory.putInline({ kind: "user", name: "ann" }, "own", policy(everything));
    putRole(directory, "glass", [everything], glassTrust);
    const fromGlass = { Principal: { AWS: roleArn("glass") } };
    putRole(
      directory,
      "next",
      [],
      policy({
        ...fromGlass,
        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      }),
    );
    putRole(
      directory,
      "tagless",
      [],
      policy({ ...fromGlass, Action: ["sts:AssumeRole", "sts:SetSourceIdentity"] }),
    );
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await local.stop();
  });
  beforeEach(() => void local.audit.splice(0));

  const keyOf = (profile: string): AccessKey =>
    local.directory.accessKeys().find((key) => key.profile === profile)!;
  const as = (key: AccessKey): STSClient => {
    const client = new STSClient(local.as("", key));
    clients.push(client);
    return client;
  };
  const wanted: AssumeRoleCommandInput = {
    ...{ RoleArn: roleArn("glass"), RoleSessionName: "INC-7", SourceIdentity: "ann" },
    ...{ SerialNumber: device, TokenCode: "123456" },
    Tags: [{ Key: "Reason", Value: "INC-7 payments are down" }],
  };
  const assume = (more: Partial<AssumeRoleCommandInput> = {}, key = keyOf("ann")) =>
    as(key).send(new AssumeRoleCommand({ ...wanted, ...more }));
  const keyFrom = async (answer: ReturnType<typeof assume>): Promise<AccessKey> =>
    local.directory.accessKey((await answer).Credentials!.AccessKeyId!)!;
  const denied = async (call: Promise<unknown>): Promise<string> => {
    const { name, status, message } = await refusal(call);
    assert.deepEqual([name, status], ["AccessDenied", 403]);
    return message;
  };

  it("has MFA, its tags and who it is, as its policies see them", async () => {
    const { principal } = await keyFrom(assume());
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(principal.context).filter(([key]) => !/userid|TokenIssueTime/.test(key)),
      ),
      {
        "aws:PrincipalArn": roleArn("glass"),
        "aws:PrincipalAccount": "111122223333",
        "aws:PrincipalType": "AssumedRole",
        "aws:MultiFactorAuthPresent": "true",
        "aws:MultiFactorAuthAge": "0",
        "aws:SourceIdentity": "ann",
        "aws:PrincipalTag/Reason": "INC-7 payments are down",
      },
    );
    assert.deepEqual(local.audit[0].further, [
      { action: "sts:SetSourceIdentity", resource: roleArn("glass") },
      { action: "sts:TagSession", resource: roleArn("glass") },
    ]);
    const issued = Date.parse(principal.context["aws:TokenIssueTime"]);
    assert.ok(Math.abs(issued - local.clock.now().getTime()) < 60_000);
  });

  it("is recorded with its tags, and without the code of the device", async () => {
    await assume();
    const [record] = local.stores.trails.all().slice(-1);
    assert.deepEqual(record.requestParameters, {
      ...{ roleArn: roleArn("glass"), roleSessionName: "INC-7", sourceIdentity: "ann" },
      serialNumber: device,
      tags: [{ key: "Reason", value: "INC-7 payments are down" }],
    });
  });

  it("has no MFA without a device and its code, in AWS's words", async () => {
    const none = { SerialNumber: undefined, TokenCode: undefined };
    assert.match(await denied(assume(none)), /not authorized to perform: sts:AssumeRole/);
    assert.match(await denied(assume({ TokenCode: undefined })), /must provide both/);
    assert.match(await denied(assume({ SerialNumber: undefined })), /must provide both/);
    assert.match(await denied(assume({ TokenCode: "000000" })), /invalid MFA one time pass code/);
    const other = "arn:aws:iam::111122223333:mfa/bob";
    assert.match(await denied(assume({ SerialNumber: other })), /unable to validate MFA code/);
    assert.equal((await refusal(assume({ TokenCode: "12345" }))).name, "ValidationError");
  });

  it("may be assumed from a session that has passed MFA, and has none of its own then", async () => {
    const none = { SerialNumber: undefined, TokenCode: undefined };
    const { principal } = await keyFrom(assume(none, keyOf("ann-mfa")));
    assert.equal(principal.context["aws:MultiFactorAuthPresent"], "false");
  });

  it("needs the reason and who it is, and takes no other tag", async () => {
    const Reason = { Key: "Reason", Value: "x" };
    for (const more of [
      { Tags: undefined },
      { Tags: [{ Key: "Reason", Value: "" }] },
      { Tags: [Reason, { Key: "Admin", Value: "yes" }] },
      { SourceIdentity: undefined },
    ]) {
      assert.match(await denied(assume(more)), /sts:AssumeRole/);
    }
  });

  it("needs the right to set tags on both sides", async () => {
    const { directory } = local;
    const own = (action: string[]) =>
      directory.putInline(
        { kind: "user", name: "ann" },
        "own",
        policy({ Action: action, Resource: roleArn("glass") }),
      );
    own(["sts:AssumeRole", "sts:SetSourceIdentity"]);
    await denied(assume());
    own(["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]);
    assert.ok((await assume()).Credentials);
    const glass = await keyFrom(assume());
    const tagless = { RoleArn: roleArn("tagless"), SerialNumber: undefined, TokenCode: undefined };
    await denied(assume(tagless, glass));
    assert.ok((await assume({ ...tagless, Tags: undefined }, glass)).Credentials);
  });

  it("passes transitive tags on, which nobody sets again", async () => {
    const glass = await keyFrom(assume({ TransitiveTagKeys: ["Reason"] }));
    const chained = { RoleArn: roleArn("next"), SerialNumber: undefined, TokenCode: undefined };
    const { principal } = await keyFrom(assume({ ...chained, Tags: undefined }, glass));
    assert.equal(principal.context["aws:PrincipalTag/Reason"], "INC-7 payments are down");
    assert.equal(principal.context["aws:SourceIdentity"], "ann");
    assert.deepEqual(principal.transitiveTags, { Reason: "INC-7 payments are down" });
    await denied(assume({ ...chained, Tags: [{ Key: "reason", Value: "other" }] }, glass));
    const tagless = { ...chained, RoleArn: roleArn("tagless"), Tags: undefined };
    await denied(assume(tagless, glass));
    const plain = await keyFrom(assume());
    const { principal: next } = await keyFrom(assume({ ...chained, Tags: undefined }, plain));
    assert.equal(next.context["aws:PrincipalTag/Reason"], undefined);
    const identity = as(plain).send(new GetCallerIdentityCommand({}));
    assert.match((await identity).Arn!, /assumed-role\/glass\/INC-7$/);
  });

  it("takes no tag twice, and passes on only what it has", async () => {
    const Reason = { Key: "Reason", Value: "x" };
    const twice = await refusal(assume({ Tags: [Reason, { Key: "REASON", Value: "y" }] }));
    assert.deepEqual([twice.name, twice.status], ["InvalidParameterValue", 400]);
    const stray = await refusal(assume({ TransitiveTagKeys: ["Other"] }));
    assert.equal(stray.name, "InvalidParameterValue");
  });

  it("is asked for with an external id", () => {
    const form = new URLSearchParams({
      ...{ Action: "AssumeRole", RoleArn: roleArn("glass"), RoleSessionName: "ab" },
      ExternalId: "partner",
    });
    const { externalId, seconds, tags } = readAssumeRole(form);
    assert.deepEqual([externalId, seconds, tags], ["partner", 3600, {}]);
  });
});
