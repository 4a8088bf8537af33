/** A role, its boundary and the policy of a topic or key together, beside somebody else's evaluator. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import * as fc from "fast-check";
import { acrossAccounts, withinAccount } from "../../../iam/access";
import { evaluateBounded } from "../../../iam/evaluate";
import { evaluateResource } from "../../../iam/resource-policy";
import { account } from "./support";

const other = "999988887777";
const roleArn = `arn:aws:iam::${account}:role/pipeline`;
const session = `arn:aws:sts::${account}:assumed-role/pipeline/1700000000000`;

const actions = fc.constantFrom("sns:Publish", "kms:Decrypt", "sns:*", "kms:*", "*", "s3:*");
const effects = fc.constantFrom("Allow", "Allow", "Allow", "Deny");
const statement = fc
  .tuple(effects, actions)
  .map(([Effect, Action]) => ({ Effect, Action, Resource: "*" }));
const principals = fc.constantFrom(
  ...[
    roleArn,
    roleArn,
    session,
    session,
    `${roleArn}x`,
    `${session}x`,
    `arn:aws:iam::${account}:root`,
    account,
  ],
);
const granting = fc
  .tuple(statement, principals)
  .map(([one, AWS]) => ({ ...one, Principal: { AWS } }));
// A Deny by NotPrincipal that leaves somebody out whole, which is of no avail to whoever has a boundary.
const leftOut = fc.constantFrom(
  [roleArn, session, `arn:aws:iam::${account}:root`],
  [roleArn, session, account],
  [`${roleArn}x`],
);
const denying = fc
  .tuple(actions, leftOut)
  .map(([Action, AWS]) => ({ Effect: "Deny", Action, Resource: "*", NotPrincipal: { AWS } }));
const rules: fc.Arbitrary<object> = fc.oneof(
  { arbitrary: granting, weight: 5 },
  { arbitrary: denying, weight: 1 },
);
const document = (of: fc.Arbitrary<object>) =>
  fc
    .array(of, { minLength: 1, maxLength: 2 })
    .map((Statement) => ({ Version: "2012-10-17", Statement }));
const maybe = (of: fc.Arbitrary<object>) => fc.option(document(of), { nil: undefined });

const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const controls = [{ orgIdentifier: "o-1", policies: [{ name: "all", policy: everything }] }];

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly owner: string;
  readonly own: object;
  readonly boundary?: object;
  readonly policy: object;
}

async function theirs({ action, resource, owner, own, boundary, policy }: Call): Promise<string> {
  const response = await runSimulation(
    {
      request: {
        principal: session,
        action,
        resource: { resource, accountId: owner },
        contextVariables: { "aws:PrincipalArn": roleArn },
      },
      identityPolicies: [{ name: "own", policy: own }],
      ...(boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
      serviceControlPolicies: controls,
      resourceControlPolicies: [],
      resourcePolicy: policy,
    },
    {},
  );
  assert.ok(response.resultType !== "error", JSON.stringify(response));
  return response.overallResult === "Allowed" ? "yes" : "no";
}

function ours({ action, resource, owner, own, boundary, policy }: Call): string {
  const request = { action, resource, context: new Map() };
  const bound = boundary && { name: "boundary", document: boundary };
  const answer = evaluateBounded([{ name: "own", document: own }], bound, request);
  const named = { name: "policy", document: policy };
  const who = { arn: session, roleArn, accountId: account };
  const said = [evaluateResource(named, { ...who, hasBoundary: boundary !== undefined }, request)];
  if (owner !== account) return acrossAccounts(answer, said);
  return withinAccount(answer, said, { needed: action.startsWith("kms:") });
}

describe("a role and the policy of a topic or key, evaluated twice", () => {
  for (const [title, owner] of [
    ["of its own account", account],
    ["of another account", other],
  ]) {
    it(`come to the same about a topic and a key ${title}`, async () => {
      const counts: Record<string, number> = {};
      const requests = [
        { action: "sns:Publish", resource: `arn:aws:sns:eu-west-1:${owner}:approvals`, owner },
        {
          action: "kms:Decrypt",
          resource: `arn:aws:kms:eu-west-1:${owner}:key/11111111-2222-4333-8444-555555555555`,
          owner,
        },
      ];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...requests),
          document(statement),
          maybe(statement),
          document(rules),
          async (request, own, boundary, policy) => {
            const call = { ...request, own, boundary, policy };
            const answer = ours(call);
            counts[answer] = (counts[answer] ?? 0) + 1;
            assert.equal(answer, await theirs(call), JSON.stringify(call));
          },
        ),
        { numRuns: 400 },
      );
      assert.ok(counts.yes > 15 && counts.no > 50, JSON.stringify(counts));
      assert.equal(counts.unknown, undefined, "everything here can be told");
    });
  }
});
