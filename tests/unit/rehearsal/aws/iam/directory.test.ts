import * as assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServiceError } from "../../../../../rehearsal/errors";
import { credentialsText, writeCredentials } from "../../../../../rehearsal/aws/iam/credentials";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { AccessKey, IamDirectory } from "../../../../../rehearsal/aws/iam/types";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const gate = "arn:aws:codepipeline:eu-west-1:111122223333:shop/Gate/Approve";
const action = "codepipeline:PutApprovalResult";
const policyArn = "arn:aws:iam::111122223333:policy/gate";

function policy(statement: Record<string, unknown> = {}): string {
  const Statement = [{ Effect: "Allow", Action: action, Resource: gate, ...statement }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function trust(Principal: unknown): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] });
}

function key(directory: IamDirectory, profile: string): AccessKey {
  const found = directory.accessKeys().find((one) => one.profile === profile);
  assert.ok(found, `no profile ${profile}`);
  return found;
}

function may(directory: IamDirectory, profile: string, resource = gate): boolean {
  return directory.decide(key(directory, profile).principal, action, resource).allowed;
}

function profiles(directory: IamDirectory): string[] {
  return directory.accessKeys().map((one) => one.profile);
}

describe("createDirectory", () => {
  let directory: IamDirectory;
  beforeEach(() => {
    directory = createDirectory(place);
  });

  it("starts with somebody who may do everything and somebody who may do nothing", () => {
    assert.deepEqual(profiles(directory), [
      "administrator",
      "administrator-mfa",
      "outsider",
      "outsider-mfa",
    ]);
    assert.equal(may(directory, "administrator"), true);
    assert.equal(may(directory, "outsider"), false);
  });

  it("lets a user do what a managed policy of a group allows, and nothing else", () => {
    directory.attach({ kind: "group", name: "approvers" }, policyArn);
    directory.putPolicy(policyArn, policy());
    directory.addUserToGroup("qa", "approvers");
    assert.equal(may(directory, "qa"), true);
    assert.equal(may(directory, "qa", gate.replace("Gate", "Prod")), false);
    assert.equal(may(directory, "outsider"), false);
    assert.deepEqual(directory.groupsOf("qa"), ["approvers"]);
  });

  it("knows no groups of a stranger", () => {
    assert.deepEqual(directory.groupsOf("nobody"), []);
  });

  it("merges a user's own, inline and group policies, and a Deny wins", () => {
    directory.putUser("qa");
    directory.putGroup("blocked");
    directory.putInline({ kind: "user", name: "qa" }, "own", policy());
    assert.equal(may(directory, "qa"), true);
    directory.putInline({ kind: "group", name: "blocked" }, "stop", policy({ Effect: "Deny" }));
    directory.addUserToGroup("qa", "blocked");
    assert.equal(may(directory, "qa"), false);
  });

  it("tells long-term keys from a session that passed MFA", () => {
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    directory.putUser("qa");
    directory.putInline({ kind: "user", name: "qa" }, "own", policy({ Condition }));
    assert.equal(may(directory, "qa"), false);
    assert.equal(may(directory, "qa-mfa"), true);
  });

  it("does not let a caller's request overrule what its keys say", () => {
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    directory.putRole("ops", "arn:aws:iam::111122223333:role/ops", trust({ AWS: "111122223333" }));
    directory.putInline({ kind: "role", name: "ops" }, "own", policy({ Condition }));
    const { principal } = key(directory, "ops");
    const forged = { "aws:MultiFactorAuthPresent": "true" };
    assert.equal(directory.decide(principal, action, gate, forged).allowed, false);
    assert.equal(may(directory, "ops-mfa"), true);
  });

  it("gives keys to roles that people can take on, and to no service's role", () => {
    const service = "arn:aws:iam::111122223333:role/pipeline";
    directory.putRole("pipeline", service, trust({ Service: "codepipeline.amazonaws.com" }));
    directory.putRole("sso", "arn:aws:iam::111122223333:role/a/sso", trust({ Federated: "x" }));
    directory.attach({ kind: "role", name: "existing" }, policyArn);
    const roles = profiles(directory).slice(4);
    assert.deepEqual(roles, ["sso", "sso-mfa", "existing", "existing-mfa"]);
    const { principal } = key(directory, "sso");
    assert.equal(principal.arn, "arn:aws:sts::111122223333:assumed-role/sso/rehearsal");
    assert.equal(principal.context["aws:PrincipalArn"], "arn:aws:iam::111122223333:role/a/sso");
    assert.match(principal.userId, /^AROA[A-Z2-7]{17}:rehearsal$/);
  });

  it("decides for a role that the account acts under", () => {
    const arn = "arn:aws:iam::111122223333:role/pipeline";
    directory.putRole("pipeline", arn, trust({ Service: "codepipeline.amazonaws.com" }));
    directory.putInline({ kind: "role", name: "pipeline" }, "own", policy());
    assert.equal(directory.decideRole(arn, action, gate).allowed, true);
    assert.equal(directory.decideRole(arn, "sns:Publish", gate).allowed, false);
    const stranger = directory.decideRole(`${arn}-2`, action, gate);
    assert.deepEqual(stranger, { allowed: false, reason: `Denied: there is no role ${arn}-2.` });
  });

  it("allows nobody who is not in it", () => {
    const { principal } = key(directory, "administrator");
    for (const arn of [
      "arn:aws:iam::111122223333:user/nobody",
      "arn:aws:iam::444455556666:user/administrator",
      "arn:aws:iam::111122223333:root",
      "arn:aws:sts::111122223333:assumed-role/administrator/rehearsal",
    ]) {
      const { allowed, reason } = directory.decide({ ...principal, arn }, action, gate);
      assert.deepEqual([allowed, reason], [false, `Denied: nobody here is ${arn}.`]);
    }
  });

  it("says which attached policy it has no document of", () => {
    directory.putUser("qa");
    directory.attach({ kind: "user", name: "qa" }, "arn:aws:iam::aws:policy/PowerUserAccess");
    const { reason } = directory.decide(key(directory, "qa").principal, action, gate);
    assert.match(reason, /no document of: arn:aws:iam::aws:policy\/PowerUserAccess\.$/);
  });

  it("refuses a policy that cannot be read", () => {
    const refused = {
      name: "MalformedPolicyDocument",
      message: /Policy .*not JSON/,
    };
    assert.throws(() => directory.putPolicy(policyArn, "{"), refused);
    assert.throws(() => directory.putInline({ kind: "user", name: "qa" }, "p", "{"), ServiceError);
    assert.throws(() => directory.putRole("r", "arn", "{"), ServiceError);
  });

  it("keeps the names of its own two people", () => {
    const taken = { name: "EntityAlreadyExists" };
    assert.throws(() => directory.putUser("administrator"), taken);
    assert.throws(() => directory.putUser("outsider"), taken);
    assert.throws(() => directory.addUserToGroup("outsider", "approvers"), taken);
    const outsider = { kind: "user", name: "outsider" } as const;
    assert.throws(() => directory.attach(outsider, policyArn), taken);
    assert.throws(() => directory.putInline(outsider, "p", policy()), taken);
  });

  it("never gives two keys one profile", () => {
    directory.putUser("qa-mfa");
    directory.putUser("qa");
    directory.attach({ kind: "role", name: "qa" }, policyArn);
    assert.deepEqual(profiles(directory).slice(4), [
      "qa-mfa",
      "qa-mfa-mfa",
      "qa",
      "qa-mfa-2",
      "qa-2",
      "qa-mfa-3",
    ]);
  });
});

describe("access keys", () => {
  it("look like AWS's and are new in every directory", () => {
    const [first, second] = [createDirectory(place), createDirectory(place)];
    const long = key(first, "outsider");
    assert.match(long.accessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.match(long.secretAccessKey, /^[A-Za-z0-9+/]{40}$/);
    assert.equal(long.sessionToken, undefined);
    const session = key(first, "outsider-mfa");
    assert.match(session.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
    assert.ok(session.sessionToken);
    assert.notEqual(key(second, "outsider").secretAccessKey, long.secretAccessKey);
    assert.notEqual(key(second, "outsider").accessKeyId, long.accessKeyId);
  });

  it("stay the same while people come", () => {
    const directory = createDirectory(place);
    const before = key(directory, "outsider");
    directory.putUser("qa");
    assert.equal(key(directory, "outsider"), before);
    assert.equal(directory.accessKey(before.accessKeyId), before);
    assert.equal(directory.accessKey("AKIAUNKNOWN"), undefined);
  });

  it("have no MFA key in the context when they are long-term", () => {
    const { context, arn } = key(createDirectory(place), "outsider").principal;
    assert.equal(arn, "arn:aws:iam::111122223333:user/outsider");
    assert.equal("aws:MultiFactorAuthPresent" in context, false);
  });
});

describe("the credentials file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "credentials-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has a profile for each key, with a token where there is one", () => {
    const [long, session] = createDirectory(place).accessKeys();
    assert.equal(
      credentialsText([long, session]),
      `[administrator]\naws_access_key_id = ${long.accessKeyId}\n` +
        `aws_secret_access_key = ${long.secretAccessKey}\n\n` +
        `[administrator-mfa]\naws_access_key_id = ${session.accessKeyId}\n` +
        `aws_secret_access_key = ${session.secretAccessKey}\n` +
        `aws_session_token = ${session.sessionToken}\n`,
    );
  });

  it("is for its owner alone, also where a wider one was before", () => {
    const path = join(folder, "credentials");
    writeFileSync(path, "old", { mode: 0o644 });
    writeCredentials(path, createDirectory(place).accessKeys());
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.match(readFileSync(path, "utf8"), /^\[administrator\]/);
  });
});
