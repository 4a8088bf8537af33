/** A request to approve, policies to ask about it, and somebody else's evaluator beside ours. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { complete, type Context, type Values } from "../../../iam/context";
import { evaluate } from "../../../iam/evaluate";
import type { Ternary } from "../../../iam/ternary";

export const account = "111122223333";
export const user = `arn:aws:iam::${account}:user/qa`;
export const prefix = `arn:aws:codepipeline:eu-west-1:${account}:`;
export const action = "codepipeline:PutApprovalResult";
export const resource = `${prefix}shop/Gate/Approve`;

export type Statement = Record<string, unknown>;
export const allow: Statement = { Effect: "Allow", Action: action, Resource: "*" };
const everything = { ...allow, Action: "*" };

/** Keys that the request has, and no others. */
const known: Values = {
  "aws:username": "qa",
  "aws:PrincipalArn": user,
  "aws:PrincipalAccount": account,
  "aws:RequestedRegion": "eu-west-1",
  "aws:SecureTransport": "true",
  "aws:SourceIp": "10.1.2.3",
  "aws:CurrentTime": "2026-11-22T21:00:00Z",
  "aws:MultiFactorAuthAge": "10",
  "aws:PrincipalOrgPaths": ["o/a", "o/b"],
};

/** Of these nobody knows whether the request has them. */
const open = new Set(["aws:principaltag/team", "aws:userid", "aws:sourcevpc"]);

function contextOf(values: Values): Context {
  const { get } = complete(values);
  return { get: (key) => (open.has(key) ? undefined : get(key)) };
}

export interface Ask {
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Values;
  readonly version?: string;
}

const documentOf = (statements: unknown, version = "2012-10-17") => ({
  // Undefined and empty values are left out, as JSON leaves them out.
  ...(JSON.parse(JSON.stringify({ Statement: statements })) as { Statement: unknown }),
  ...(version !== "" && { Version: version }),
});

/** What one identity policy with these statements says of the request. */
export function answer(statements: unknown, ask: Ask = {}) {
  const request = { action: ask.action ?? action, resource: ask.resource ?? resource };
  const document = documentOf(statements, ask.version);
  const context = contextOf({ ...known, ...ask.context });
  return evaluate([{ name: "p", document }], { ...request, context });
}

/** What iam-simulate says of the same. */
async function theirs(statements: unknown, ask: Ask = {}): Promise<Ternary | "refused"> {
  const given = { ...known, ...ask.context } as Record<string, string | string[]>;
  const result = await runSimulation(
    {
      request: {
        principal: user,
        action: ask.action ?? action,
        resource: { resource: ask.resource ?? resource, accountId: account },
        contextVariables: given,
      },
      identityPolicies: [{ name: "p", policy: documentOf(statements, ask.version) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === "error") return "refused";
  return result.overallResult === "Allowed" ? "yes" : "no";
}

/** What we say, and what iam-simulate says where it differs or is asked of what is not told. */
export interface More extends Ask {
  readonly theirs?: Ternary | "refused";
  /** Why we say otherwise. */
  readonly why?: string;
}

export type Row = readonly [statement: Statement, ours: Ternary, more?: More];

const opposite: Record<Ternary, Ternary> = { yes: "no", no: "yes", unknown: "unknown" };

/** Each row, in an Allow, in a Deny beside an Allow of everything, and by iam-simulate. */
export function conforms(rows: readonly Row[], titleOf: (statement: Statement) => unknown): void {
  for (const [statement, ours, more = {}] of rows) {
    const expected = more.theirs ?? ours;
    const beside = expected === ours ? "" : ` (iam-simulate: ${expected}; ${more.why})`;
    const request = more.context === undefined ? "" : ` for ${JSON.stringify(more.context)}`;
    it(`${JSON.stringify(titleOf(statement))}${request}: ${ours}${beside}`, async () => {
      const whole = { ...allow, ...statement };
      assert.equal(answer([whole], more).allowed, ours);
      const denied = [everything, { ...whole, Effect: "Deny", ...statement }];
      assert.equal(answer(denied, more).allowed, opposite[ours]);
      if (expected !== "unknown") assert.equal(await theirs([whole], more), expected);
    });
  }
}
