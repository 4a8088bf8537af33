/** Our evaluation beside an independent one, over generated policies and requests. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import * as fc from "fast-check";
import { complete, type Values } from "../../../iam/context";
import { evaluate } from "../../../iam/evaluate";
import * as made from "./generated";
import { account, user } from "./support";

async function simulate(
  policies: readonly object[],
  action: string,
  resource: string,
  context: Values,
): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: user,
        action,
        resource: { resource, accountId: account },
        contextVariables: context as Record<string, string | string[]>,
      },
      identityPolicies: policies.map((policy, i) => ({ name: `p${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  assert.ok(result.resultType !== "error", JSON.stringify(result));
  return result.overallResult;
}

describe("identity policies, evaluated twice", () => {
  it("come to the same over generated policies and requests", async () => {
    const { actionPatterns, resourcePatterns, conditions } = made;
    const statements = made.statementsOf(actionPatterns, resourcePatterns, conditions);
    const counts: Record<string, number> = { Allowed: 0, ExplicitlyDenied: 0, ImplicitlyDenied: 0 };
    await fc.assert(
      fc.asyncProperty(
        made.documentsOf(statements),
        made.requests,
        made.contexts,
        async (policies, [action, resource], values) => {
          const named = policies.map((document, i) => ({ name: `p${i}`, document }));
          const request = { action, resource, context: complete(values) };
          const { allowed, denied } = evaluate(named, request);
          const implicit = allowed === "no" ? "ImplicitlyDenied" : "not told";
          const other = allowed === "yes" ? "Allowed" : implicit;
          const expected = await simulate(policies, action, resource, values);
          assert.equal(denied === "yes" ? "ExplicitlyDenied" : other, expected);
          counts[expected] += 1;
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(
      Object.values(counts).every((count) => count > 50),
      JSON.stringify(counts),
    );
  });
});
