import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { actorOf, isSessionOf, mayDecide } from "../../../../../functions/domain/bypass/principal";
import type { GateSettings } from "../../../../../functions/domain/types";
import { settings } from "../samples";

const { deciderRoleArn } = settings;
const nobody = { users: [], roles: [], groups: [], permissionSets: [], policyArns: [] };
type Native = GateSettings["native"];

const may = (arn: string, native: Native, isInSlack = false, mfa?: boolean): boolean =>
  mayDecide(arn, { deciderRoleArn, native, isInSlack }, { mfa });

const account = "111122223333";
const user = (name: string, of = account): string => `arn:aws:iam::${of}:user/${name}`;
const session = (role: string, of = account): string =>
  `arn:aws:sts::${of}:assumed-role/${role}/ann@example.com`;
const permissionSet = "AWSReservedSSO_Release_0123456789abcdef";

const named: Native = { ...nobody, users: ["ann"], roles: ["release"], policyArns: ["arn"] };
const inGroup: Native = { ...nobody, groups: ["approvers"] };
const bySet: Native = { ...nobody, permissionSets: ["arn:aws:sso:::permissionSet/ssoins/ps-1"] };
const anybody: Native = { ...nobody, anybody: true };
const withMfa: Native = { ...named, requireMfa: true };

const rows: [title: string, arn: string, native: Native, expected: boolean][] = [
  ["a user who is named", user("ann"), named, true],
  ["a user who is named, below a path", user("staff/release/ann"), named, true],
  ["a name in another case, as IAM compares it", user("ANN"), named, true],
  ["a user who is not named", user("bob"), named, false],
  ["a user whose path is the name", user("ann/bob"), named, false],
  ["a session of a role that is named", session("release"), named, true],
  [
    "a session whose name is the role's",
    `arn:aws:sts::${account}:assumed-role/x/release`,
    named,
    false,
  ],
  ["a session of another role", session("admin"), named, false],
  ["a user with the name of the role", user("release"), named, false],
  ["a role with the name of the user", session("ann"), named, false],
  ["a user of another account", user("ann", "444455556666"), named, false],
  ["a role of another account", session("release", "444455556666"), named, false],
  ["the root user", `arn:aws:iam::${account}:root`, named, false],
  ["a federated user", `arn:aws:sts::${account}:federated-user/ann`, named, false],
  ["what is no ARN", "ann", named, false],
  ["what ends as a user's ARN does", `x${user("ann")}`, named, false],
  ["what begins as a user's ARN does", `${user("ann")}/`, named, false],
  ["what ends as a session's ARN does", `x${session("release")}`, named, false],
  ["what begins as a session's ARN does", `${session("release")}/x`, named, false],
  ["a user of STS", user("ann").replace(":iam:", ":sts:"), named, false],
  ["a session of IAM", session("release").replace(":sts:", ":iam:"), named, false],
  ["nothing", "", named, false],
  ["any user where the gate has a group", user("bob"), inGroup, true],
  ["a role where the gate has a group", session("admin"), inGroup, false],
  [
    "a permission set's role where the gate has permission sets",
    session(permissionSet),
    bySet,
    true,
  ],
  [
    "another role where the gate has permission sets",
    session("AWSReservedSSO_admin"),
    bySet,
    false,
  ],
  ["a role that ends as a permission set's does", session(`x${permissionSet}`), bySet, false],
  ["a role that begins as a permission set's does", session(`${permissionSet}0`), bySet, false],
  ["a permission set's role where the gate has none", session(permissionSet), named, false],
  ["a user where the gate has permission sets", user("bob"), bySet, false],
  ["whoever IAM lets, where the gate names nobody", session("admin"), anybody, true],
  ["the root user, where the gate names nobody", `arn:aws:iam::${account}:root`, anybody, false],
  ["another account, where the gate names nobody", user("ann", "444455556666"), anybody, false],
  ["a user where nobody may", user("ann"), nobody, false],
  ["anybody where the record does not say", user("ann"), undefined, false],
];

describe("Who decides through IAM", () => {
  for (const [title, arn, native, expected] of rows) {
    it(`${expected ? "may" : "may not"} be ${title}`, () => {
      assert.equal(may(arn, native), expected);
      assert.equal(may(arn, native, true), expected);
    });
  }

  it("is the gate's own role in Slack alone", () => {
    const own = session("slack-orders");
    for (const native of [nobody, named, undefined]) {
      assert.equal(may(own, native, true), true);
      assert.equal(may(own, native, false), false);
    }
    assert.equal(may(session("slack-orders", "444455556666"), nobody, true), false);
    assert.equal(may(user("slack-orders"), nobody, true), false);
  });

  it("has signed in with MFA where the gate wants it, as far as anybody tells", () => {
    assert.equal(may(user("ann"), withMfa, false, false), false);
    assert.equal(may(session("release"), withMfa, false, false), false);
    assert.equal(may(user("ann"), withMfa, false, true), true);
    assert.equal(may(user("ann"), withMfa, false, undefined), true);
    assert.equal(may(user("ann"), named, false, false), true);
  });

  it("is nobody of another account, whatever the ARN and the gate", () => {
    const all: Native = { ...named, ...bySet, groups: ["approvers"], anybody: true };
    const others = fc.string().filter((text) => !text.includes(`:${account}:`));
    fc.assert(fc.property(others, (arn) => !may(arn, all, true)));
  });
});

describe("A session", () => {
  it("is one of exactly one role", () => {
    assert.equal(isSessionOf(session("slack-orders"), deciderRoleArn), true);
    assert.equal(isSessionOf(session("Slack-Orders"), deciderRoleArn), true);
    for (const arn of [
      session("slack"),
      session("orders"),
      user("slack-orders"),
      "",
      deciderRoleArn,
    ]) {
      assert.equal(isSessionOf(arn, deciderRoleArn), false, arn);
    }
    assert.equal(isSessionOf(session("slack-orders"), undefined), false);
  });
});

describe("An actor", () => {
  it("has what is known of them, and no more", () => {
    const of = { channel: "codepipeline", id: session("ops"), arn: session("ops") };
    const displayName = "ops/ann@example.com";
    assert.deepEqual(actorOf(session("ops")), { ...of, displayName });
    const known = { sourceIdentity: "ann", mfa: false };
    assert.deepEqual(actorOf(session("ops"), known), { ...of, displayName, ...known });
  });
});

describe("A session of the gate's own role", () => {
  const automaticDecision = { functionArn: "arn:aws:lambda:eu-west-1:111122223333:function:f" };
  const ofRole = (name: string): string =>
    `arn:aws:sts::${account}:assumed-role/${deciderRoleArn.split("/").at(-1)}/${name}`;
  const allowed = (name: string, gate: object, sourceIdentity?: string): boolean =>
    mayDecide(
      ofRole(name),
      { deciderRoleArn, native: nobody, isInSlack: false, ...gate },
      sourceIdentity === undefined ? {} : { sourceIdentity },
    );

  it("decides for people where the gate is in Slack, and without them where it decides by itself", () => {
    const gates = [{}, { isInSlack: true }, { automaticDecision }];
    const both = { isInSlack: true, automaticDecision };
    assert.deepEqual(
      [...gates, both].map((gate) => allowed("U0ANN-Ann", gate)),
      [false, true, false, true],
    );
    assert.deepEqual(
      [...gates, both].map((gate) => allowed("automatic-f-f", gate)),
      [false, false, true, true],
    );
  });

  it("decides by tickets of the kinds whose connectors may at the gate, and of no other", () => {
    const of = (kind: string, approverIds: string[]) => ({
      connectors: [{ kind, name: "changes", settings: "{}", credentialsArn: "", approverIds }],
    });
    const gates = [{}, { isInSlack: true }, of("servicenow", ["carla"]), of("servicenow", [])];
    assert.deepEqual(
      [...gates, of("jira", ["carla"])].map((gate) => allowed("servicenow-carla-Carla", gate)),
      [false, false, true, false, false],
    );
    assert.ok(!allowed("servicenow-carla-Carla", gates[2], "slack-U0ANN"));
    assert.ok(!allowed("pagerduty-x-x", of("pagerduty", [])));
  });

  it("never decides in a session that reads a connector which decides nothing", () => {
    const connectors = ["pagerduty", "teams"].map((kind) => ({
      ...{ kind, name: "oncall", settings: "{}", credentialsArn: "", approverIds: [] },
      scheduleIds: ["PSCHED1"],
    }));
    for (const name of ["pagerduty-oncall-oncall", "teams-oncall-oncall"]) {
      assert.ok(!allowed(name, { isInSlack: true, connectors }), name);
      assert.ok(!allowed(name, { isInSlack: true, connectors }, name.replace(/-[a-z]+$/, "")));
      assert.ok(!allowed("U0ANN-Ann", { isInSlack: true, connectors }, name));
    }
  });

  it("is of the channel that its source identity names as well", () => {
    const both = { isInSlack: true, automaticDecision };
    assert.ok(allowed("automatic-f-f", both, "automatic-f"));
    assert.ok(allowed("U0ANN-Ann", both, "slack-U0ANN"));
    assert.ok(!allowed("automatic-f-f", both, "slack-U0ANN"));
    assert.ok(!allowed("U0ANN-Ann", both, "automatic-f"));
  });

  it("is no other role's, whatever it is called", () => {
    const other = `arn:aws:sts::${account}:assumed-role/other/automatic-f-f`;
    const gate = { deciderRoleArn, native: nobody, isInSlack: true, automaticDecision };
    assert.ok(!mayDecide(other, gate));
  });
});
