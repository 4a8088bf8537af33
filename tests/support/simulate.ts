/** Asks an IAM policy evaluator of somebody else's what the package's policies allow. */
import * as assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";

export interface Call {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Account that owns the resource. */
  readonly account?: string;
  readonly identityPolicies?: object[];
  readonly resourcePolicy?: object;
  /** Condition keys of the request, such as aws:MultiFactorAuthPresent. */
  readonly context?: Record<string, string | string[]>;
}

const everything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** "Allowed", "ImplicitlyDenied" or "ExplicitlyDenied"; a policy that is not valid is a failure. */
export async function decision(call: Call): Promise<string> {
  const response = await runSimulation(
    {
      request: {
        principal: call.principal,
        action: call.action,
        resource: { resource: call.resource, accountId: call.account ?? "111122223333" },
        contextVariables: call.context ?? {},
      },
      identityPolicies: (call.identityPolicies ?? []).map((policy, index) => ({
        name: `policy-${index}`,
        policy,
      })),
      serviceControlPolicies: [
        { orgIdentifier: "o-1", policies: [{ name: "FullAWSAccess", policy: everything }] },
      ],
      resourceControlPolicies: [],
      resourcePolicy: call.resourcePolicy,
    },
    {},
  );
  assert.ok(
    response.resultType !== "error",
    response.resultType === "error" ? JSON.stringify(response.errors) : "",
  );
  return response.overallResult;
}
