import * as assert from "node:assert/strict";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { AssumedRole, IamDirectory, Principal } from "../../../../../rehearsal/aws/iam/types";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const root = "arn:aws:iam::111122223333:root";
const roleArn = (name: string): string => `arn:aws:iam::111122223333:role/a/b/${name}`;
const target = roleArn("target");

function document(...statements: Record<string, unknown>[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const service = document({
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});
const trusting = (AWS: string, Action: unknown = "sts:AssumeRole", Condition = {}) =>
  document({ Principal: { AWS }, Action, Condition });
const both = ["sts:AssumeRole", "sts:SetSourceIdentity"];
const anywhere = { Resource: target };

describe("assuming a role", () => {
  let directory: IamDirectory;
  let caller: Principal;
  beforeEach(() => {
    directory = createDirectory(place);
    directory.putRole("caller", roleArn("caller"), service);
    caller = directory.assume({ roleArn: roleArn("caller"), sessionName: "one" }).principal;
  });

  function own(statement: Record<string, unknown>): void {
    directory.putInline({ kind: "role", name: "caller" }, "own", document(statement));
  }

  function ask(trust: string, more: Partial<AssumedRole> = {}, by = caller) {
    directory.putRole("target", target, trust);
    return directory.decideAssume(by, { roleArn: target, sessionName: "two", ...more });
  }

  it("needs the trust policy, whatever the caller's own policies allow", () => {
    own({ Action: "*", Resource: "*" });
    const { allowed, reason } = ask(trusting(roleArn("somebody")));
    assert.equal(allowed, false);
    assert.match(reason, /no statement of the trust policy of role target allows sts:AssumeRole/);
  });

  it("needs no policy of a caller whom the trust policy names", () => {
    assert.equal(ask(trusting(roleArn("caller"))).allowed, true);
    assert.equal(ask(trusting(caller.arn)).allowed, true);
  });

  it("needs the caller's own policies where the trust policy names the account", () => {
    for (const account of [root, "111122223333"]) {
      assert.equal(ask(trusting(account)).allowed, false);
    }
    own({ Action: "sts:AssumeRole", ...anywhere });
    for (const account of [root, "111122223333"]) {
      assert.equal(ask(trusting(account)).allowed, true);
    }
  });

  it("takes the caller's own policies for the role's exact ARN, its path included", () => {
    own({ Action: "sts:AssumeRole", Resource: target.replace("/a/b/", "/a/") });
    assert.equal(ask(trusting(root)).allowed, false);
  });

  it("obeys a Deny on either side", () => {
    own({ Effect: "Deny", Action: "sts:AssumeRole", ...anywhere });
    assert.equal(ask(trusting(roleArn("caller"))).explicitDeny, true);
    own({ Action: "sts:AssumeRole", ...anywhere });
    const trust = document(
      { Principal: "*", Action: "sts:AssumeRole" },
      { Effect: "Deny", Principal: { AWS: roleArn("caller") }, Action: "sts:AssumeRole" },
    );
    assert.equal(ask(trust).explicitDeny, true);
  });

  for (const [key, right, wrong] of [
    ["sts:RoleSessionName", "two", "three"],
    ["aws:PrincipalArn", roleArn("caller"), roleArn("target")],
    ["sts:SourceIdentity", "slack-U1", "slack-U2"],
  ]) {
    it(`knows the condition key ${key}`, () => {
      own({ Action: both, ...anywhere });
      const trust = (value: string) =>
        trusting(roleArn("caller"), both, { StringEquals: { [key]: value } });
      const more = { sourceIdentity: "slack-U1" };
      assert.equal(ask(trust(right), more).allowed, true);
      assert.equal(ask(trust(wrong), more).allowed, false);
    });
  }

  it("knows no source identity where none is set", () => {
    const trust = (value: string) =>
      trusting(roleArn("caller"), both, { Null: { "sts:SourceIdentity": value } });
    assert.equal(ask(trust("true")).allowed, true);
    assert.equal(ask(trust("false")).allowed, false);
  });

  describe("with a source identity", () => {
    const named = { sourceIdentity: "slack-U1" };

    it("needs the right to set it on both sides", () => {
      own({ Action: "sts:AssumeRole", ...anywhere });
      const { allowed, reason } = ask(trusting(roleArn("caller"), both), named);
      assert.equal(allowed, false);
      assert.match(reason, /sts:SetSourceIdentity/);
      own({ Action: both, ...anywhere });
      assert.equal(ask(trusting(roleArn("caller"), both), named).allowed, true);
      assert.equal(ask(trusting(roleArn("caller")), named).allowed, false);
    });

    it("keeps it from session to session", () => {
      own({ Action: both, ...anywhere });
      const session = { roleArn: roleArn("caller"), sessionName: "one", ...named };
      const { principal } = directory.assume(session);
      const trust = trusting(roleArn("caller"), both);
      assert.equal(ask(trust, {}, principal).allowed, true);
      assert.equal(ask(trust, named, principal).allowed, true);
      const changed = ask(trust, { sourceIdentity: "slack-U2" }, principal);
      assert.equal(changed.allowed, false);
      assert.match(changed.reason, /slack-U1.*cannot be changed/);
      assert.equal(ask(trusting(roleArn("caller")), {}, principal).allowed, false);
    });
  });

  it("knows no role that does not exist, and none without its trust policy", () => {
    own({ Action: "*", Resource: "*" });
    const nothing = directory.decideAssume(caller, { roleArn: target, sessionName: "two" });
    assert.match(nothing.reason, /there is no role/);
    directory.attach({ kind: "role", name: "bare" }, "arn:aws:iam::aws:policy/ReadOnlyAccess");
    const bare = "arn:aws:iam::111122223333:role/bare";
    const untrusted = directory.decideAssume(caller, { roleArn: bare, sessionName: "two" });
    assert.deepEqual([nothing.allowed, untrusted.allowed], [false, false]);
    assert.match(untrusted.reason, /no trust policy of role bare/);
    assert.throws(() => directory.assume({ roleArn: target, sessionName: "two" }), {
      code: "NoSuchEntity",
    });
  });
});

describe("a role that a service assumes", () => {
  const directory = createDirectory(place);
  const may = (name: string, by: string, context?: Record<string, string>) =>
    directory.decideServiceAssume(roleArn(name), by, context);

  before(() => {
    const Condition = { StringEquals: { "aws:SourceArn": "arn:group" } };
    const Principal = { Service: "scheduler.amazonaws.com" };
    directory.putRole("plain", roleArn("plain"), service);
    const trust = document({ Principal, Action: "sts:AssumeRole", Condition });
    directory.putRole("conditional", roleArn("conditional"), trust);
  });

  it("trusts that very service, on behalf of what its conditions name", () => {
    const group = { "aws:SourceArn": "arn:group" };
    assert.equal(may("plain", "lambda.amazonaws.com").allowed, true);
    assert.equal(may("plain", "scheduler.amazonaws.com", group).allowed, false);
    assert.equal(may("conditional", "scheduler.amazonaws.com", group).allowed, true);
    assert.equal(may("conditional", "scheduler.amazonaws.com").allowed, false);
    const other = { "aws:SourceArn": "arn:other" };
    assert.equal(may("conditional", "scheduler.amazonaws.com", other).allowed, false);
  });

  it("is one of the account", () => {
    const { allowed, reason } = may("none", "lambda.amazonaws.com");
    assert.equal(allowed, false);
    assert.match(reason, /there is no role .*none/);
  });
});

describe("the session of a role", () => {
  let directory: IamDirectory;
  beforeEach(() => {
    directory = createDirectory(place);
    directory.putRole("target", target, service);
    const condition = { StringLike: { "aws:SourceIdentity": "slack-*" } };
    const human = { Action: "s3:GetObject", Resource: "*", Condition: condition };
    directory.putInline({ kind: "role", name: "target" }, "own", document(human));
  });
  const assume = (sourceIdentity?: string) =>
    directory.assume({ roleArn: target, sessionName: "U1-ann", sourceIdentity });

  it("has the role's rights, which may ask for its source identity", () => {
    const may = (principal: Principal) =>
      directory.decide(principal, "s3:GetObject", "arn:aws:s3:::b/k").allowed;
    assert.equal(may(assume("slack-U1").principal), true);
    assert.equal(may(assume("bot").principal), false);
    assert.equal(may(assume().principal), false);
  });

  it("is found by its key, and its keys are its own", () => {
    const [first, second] = [assume(), assume()];
    assert.equal(directory.accessKey(first.accessKeyId), first);
    assert.notEqual(first.accessKeyId, second.accessKeyId);
    assert.ok(first.accessKeyId.startsWith("ASIA") && first.sessionToken);
  });

  it("is nobody's profile", () => {
    assume();
    assert.ok(!directory.accessKeys().some(({ principal }) => /target/.test(principal.arn)));
  });

  it("answers for a user by ARN as for a role, and for nobody else", () => {
    const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
    const may = (arn: string) => directory.decideRole(arn, "s3:GetObject", "*").allowed;
    assert.deepEqual(["administrator", "outsider", "none"].map(user).map(may), [
      true,
      false,
      false,
    ]);
    assert.equal(may(assume("slack-U1").principal.arn), false);
  });
});

describe("roles for people", () => {
  function profilesWith(roles: Record<string, string>): string[] {
    const directory = createDirectory(place);
    for (const [name, trust] of Object.entries(roles)) {
      directory.putRole(name, roleArn(name), trust);
    }
    const names = directory.accessKeys().map(({ profile }) => profile);
    return names.filter((name) => name in roles);
  }

  it("are those that trust an account, a provider, or a role for people", () => {
    const provider = document({
      Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/idp" },
      Action: "sts:AssumeRoleWithSAML",
    });
    const roles = { idp: provider, lead: trusting(root), lower: trusting(roleArn("lead")) };
    assert.deepEqual(profilesWith(roles), ["idp", "lead", "lower"]);
  });

  it("are not those that only services, and roles of services, may assume", () => {
    const roles = { decider: service, gate: trusting(roleArn("decider")) };
    assert.deepEqual(profilesWith(roles), []);
  });

  it("are not those that trust a role of elsewhere, or one another", () => {
    const roles = {
      far: trusting(roleArn("elsewhere")),
      a: trusting(roleArn("b")),
      b: trusting(roleArn("a")),
    };
    assert.deepEqual(profilesWith(roles), []);
  });
});
