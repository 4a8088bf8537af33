/** Whom a resource policy reaches, beside what iam-simulate says of it. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { complete } from "../../../iam/context";
import type { Requester } from "../../../iam/principal";
import { evaluateResource } from "../../../iam/resource-policy";
import { type Ternary, any } from "../../../iam/ternary";
import { unknown } from "../../../iam/unknown";
import { account, allow as approving, user, type Statement } from "./support";

const topic = `arn:aws:sns:eu-west-1:${account}:gate`;
const allow: Statement = { ...approving, Action: "sns:Publish", Resource: topic, Principal: "*" };
const request = { action: "sns:Publish", resource: topic, context: complete({}) };
const roleArn = `arn:aws:iam::${account}:role/ci/pipeline`;
const plainRole = `arn:aws:iam::${account}:role/pipeline`;
const session = `arn:aws:sts::${account}:assumed-role/pipeline/s`;
const root = `arn:aws:iam::${account}:root`;
const accountId = account;

const inSession: Requester = { arn: session, roleArn, accountId };
const someSession: Requester = { roleArn, accountId };
const quinn: Requester = { arn: user, accountId };
const events: Requester = { service: "events.amazonaws.com" };
const anybody: Requester = { arn: "" };

function ask(statements: unknown, requester: Requester) {
  const document = JSON.parse(JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  return evaluateResource({ name: "the policy", document }, requester, request);
}

async function theirs(statement: Statement, principal: string): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal,
        action: request.action,
        resource: { resource: topic, accountId },
        contextVariables: {},
      },
      identityPolicies: [],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: JSON.parse(JSON.stringify({ Version: "2012-10-17", Statement: [statement] })),
    },
    {},
  );
  if (result.resultType === "error") return "refused";
  return result.overallResult === "Allowed" ? "yes" : "no";
}

type Way = "direct" | "role" | "everybody" | "account" | "nobody" | "open";

function wayOf(statement: Statement, requester: Requester): Way {
  const { direct, role, everybody, account: byAccount } = ask([statement], requester);
  if (everybody === "yes") return "everybody";
  if (direct === "yes") return "direct";
  if (role === "yes") return "role";
  if (byAccount === "yes") return "account";
  return any([direct, role, everybody, byAccount]) === "unknown" ? "open" : "nobody";
}

const given: Record<Way, string> = {
  ...{ direct: "yes", role: "yes", everybody: "yes", account: "no", nobody: "no" },
  open: "no",
};

type Row = readonly [element: Statement, requester: Requester, way: Way, theirs?: string];
const to = (Principal: unknown, requester: Requester, way: Way, more?: string): Row => [
  { Principal },
  requester,
  way,
  more,
];
const but = (NotPrincipal: unknown, requester: Requester, way: Way, more?: string): Row => [
  { Principal: undefined, NotPrincipal },
  requester,
  way,
  more,
];

const principals: readonly Row[] = [
  ...[inSession, quinn, events, anybody].flatMap((who) => [
    to("*", who, "everybody"),
    to({ AWS: "*" }, who, "everybody"),
  ]),
  to({ AWS: account }, inSession, "account"),
  to({ AWS: root }, quinn, "account"),
  to({ AWS: root.replace("1111", "2222") }, quinn, "nobody"),
  to({ AWS: root }, anybody, "nobody"),
  to({ AWS: [root, roleArn] }, inSession, "role"),
  to({ AWS: [`${roleArn}-2`, roleArn] }, someSession, "role"),
  to({ AWS: plainRole }, { arn: plainRole, accountId }, "role"),
  to({ AWS: [roleArn, session] }, inSession, "direct"),
  to({ AWS: roleArn }, quinn, "nobody"),
  to({ AWS: user }, quinn, "direct"),
  to({ AWS: session }, inSession, "direct"),
  to({ AWS: session }, someSession, "open", "yes"),
  to({ AWS: `${session}2` }, inSession, "nobody"),
  to({ AWS: session.replace("pipeline", "other") }, someSession, "nobody"),
  to({ AWS: `arn:aws:iam::${account}:role/*` }, inSession, "nobody"),
  to({ AWS: "AROAEXAMPLEEXAMPLE12" }, inSession, "open"),
  to({ AWS: "AROAEXAMPLEEXAMPLE12" }, { arn: roleArn, accountId }, "open"),
  to({ AWS: "AROAEXAMPLEEXAMPLE12" }, quinn, "nobody"),
  to({ AWS: "AIDAEXAMPLEEXAMPLE12" }, quinn, "open"),
  to({ AWS: "AIDAEXAMPLEEXAMPLE12" }, inSession, "nobody"),
  to({ AWS: unknown }, inSession, "open"),
  to({ Service: unknown }, inSession, "nobody"),
  to({ Service: "events.amazonaws.com" }, events, "direct"),
  to({ Service: "sns.amazonaws.com" }, events, "nobody"),
  to({ Service: "*" }, inSession, "nobody"),
  to({ AWS: `x${root}` }, quinn, "nobody"),
  to({ AWS: `${root}x` }, quinn, "nobody"),
  to({ AWS: "XAROAEXAMPLE" }, inSession, "nobody"),
  to({ AWS: "AROAEXAMPLE/x" }, inSession, "nobody"),
  to({ AWS: "XAIDAEXAMPLE" }, quinn, "nobody"),
  to({ AWS: "AIDAEXAMPLE/x" }, quinn, "nobody"),
  to({ Service: "events.amazonaws.com" }, inSession, "nobody"),
  to({ AWS: account }, events, "nobody"),
  to({ Federated: "accounts.google.com" }, inSession, "nobody"),
  to({ CanonicalUser: "79a5" }, inSession, "nobody"),
  to({ Person: "x" }, inSession, "open", "refused"),
  to(["*"], inSession, "open", "refused"),
  to("somebody", inSession, "open"),
  to(undefined, inSession, "open"),
  but("*", inSession, "nobody"),
  but({ AWS: `${roleArn}x` }, inSession, "everybody"),
  // Who is not left out whole may be meant: iam-simulate takes one name for all of them.
  but({ AWS: roleArn }, inSession, "open"),
  but({ AWS: [roleArn, session] }, inSession, "open"),
  but({ AWS: [roleArn, account] }, inSession, "open"),
  but({ AWS: [session, root] }, inSession, "open"),
  but({ AWS: [roleArn, session, root] }, inSession, "nobody"),
  but({ AWS: [roleArn, root] }, someSession, "open"),
  but({ AWS: user }, quinn, "open"),
  but({ AWS: [user, account] }, quinn, "nobody"),
  but({ Service: "events.amazonaws.com" }, events, "nobody"),
  but({ Service: "events.amazonaws.com" }, quinn, "everybody"),
];

const asPrincipal = ({ arn, roleArn: role, service }: Requester): string | undefined =>
  service ?? (role === undefined ? arn || undefined : session);

describe("a resource policy", () => {
  for (const [element, requester, way, said = given[way]] of principals) {
    it(`${JSON.stringify(element)} reaches ${JSON.stringify(requester)} as ${way}`, async () => {
      const statement = { ...allow, ...element };
      assert.equal(wayOf(statement, requester), way);
      const denied: Record<Way, Ternary> = {
        ...{ direct: "yes", role: "yes", everybody: "yes", account: "yes", nobody: "no" },
        open: "unknown",
      };
      const both = [allow, { ...statement, Effect: "Deny" }];
      assert.equal(ask(both, requester).denied, denied[way]);
      const principal = asPrincipal(requester);
      if (principal === undefined) return;
      // iam-simulate takes the role of a session to have no path.
      const plain = JSON.parse(JSON.stringify(statement).replaceAll("role/ci/", "role/"));
      assert.equal(await theirs(plain, principal), said);
    });
  }

  const resources: readonly (readonly [string | undefined, Ternary, string?])[] = [
    [topic, "yes"],
    ["*", "yes"],
    // The policy of a role has none, and is about the role.
    [undefined, "yes"],
    ["arn:aws:sns:*", "yes"],
    ["arn:aws:sns", "unknown", "no"],
    ["arn:aws:*:gate", "unknown", "no"],
    ["arn:aws:sqs", "no"],
  ];
  for (const [Resource, expected, said = expected] of resources) {
    it(`with the resource ${Resource}: ${expected}`, async () => {
      const statement = { ...allow, Resource };
      assert.equal(ask([statement], quinn).everybody, expected);
      assert.equal(await theirs(statement, user), said);
    });
  }

  it("that cannot be read leaves everything open", () => {
    for (const document of ["{", unknown, { Statement: [{}] }]) {
      const said = evaluateResource({ name: "it", document }, quinn, request);
      const { direct, role, everybody, account: byAccount, denied, doubts } = said;
      const all = [direct, role, everybody, byAccount, denied];
      assert.deepEqual(all, Array(5).fill("unknown"));
      assert.equal(doubts.length, 1);
    }
  });

  it("names its statements, and what it leaves open", () => {
    const open = { ...allow, Principal: { AWS: "AIDAEXAMPLEEXAMPLE12" }, Effect: "Deny" };
    const said = ask([allow, { ...allow, Sid: "No", Effect: "Deny" }, open], quinn);
    assert.deepEqual(said.allowedBy, ["statement 1 of the policy"]);
    assert.deepEqual(said.deniedBy, ['statement "No" of the policy']);
    assert.deepEqual(said.doubts, [
      {
        text: "statement 3 of the policy: it depends on who asks",
        mayAllow: false,
        mayDeny: true,
      },
    ]);
  });

  // IAM User Guide, "Permissions boundaries": "regardless of the values specified in the NotPrincipal element".
  it("denies by NotPrincipal whoever has a boundary, be they left out, and allows nobody by it", () => {
    const NotPrincipal = { AWS: [roleArn, session, root] };
    const statement = (Effect: string) => ({
      ...allow,
      Effect,
      Principal: undefined,
      NotPrincipal,
    });
    const bounded = { ...inSession, hasBoundary: true };
    assert.equal(ask([statement("Deny")], bounded).denied, "yes");
    assert.equal(ask([statement("Deny")], inSession).denied, "no");
    assert.equal(ask([statement("Allow")], bounded).everybody, "no");
  });

  it("gives nothing by a Deny", () => {
    const said = ask([{ ...allow, Effect: "Deny" }], quinn);
    assert.deepEqual([said.everybody, said.denied, said.allowedBy], ["no", "yes", []]);
  });

  it("says once what a statement leaves open, and of an Allow that it may allow", () => {
    const open = { ...allow, Principal: { AWS: "AIDAEXAMPLEEXAMPLE12" } };
    const Condition = { Mystery: { "aws:username": "x" } };
    const both = ask([{ ...open, Condition }], quinn);
    assert.deepEqual(both.doubts, [
      {
        text: "statement 1 of the policy: IAM knows no condition operator Mystery",
        mayAllow: true,
        mayDeny: false,
      },
    ]);
    const [doubt] = ask([open], quinn).doubts;
    assert.deepEqual([doubt.mayAllow, doubt.mayDeny], [true, false]);
  });

  it("does not ask a condition for whom it does not reach", () => {
    const Condition = { Mystery: { "aws:username": "x" } };
    const said = ask([{ ...allow, Principal: { AWS: roleArn }, Condition }], quinn);
    assert.deepEqual([said.role, said.doubts], ["no", []]);
    assert.equal(ask([{ ...allow, Condition }], quinn).everybody, "unknown");
  });
});
