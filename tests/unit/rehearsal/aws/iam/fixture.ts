/** A request to approve, and policies to ask about it. */
import { evaluatePolicies, type PolicyRequest } from "../../../../../rehearsal/aws/iam/evaluate";

export const prefix = "arn:aws:codepipeline:eu-west-1:111122223333:";
export const approve: PolicyRequest = {
  action: "codepipeline:PutApprovalResult",
  resource: `${prefix}shop/Gate/Approve`,
  context: { "aws:username": "qa" },
};

export type Statement = Record<string, unknown>;
export const allow: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

/** What one policy with these statements says of the request to approve. */
export function effect(
  statements: unknown,
  request: Partial<PolicyRequest> = {},
  version?: string,
) {
  const document = { Version: version ?? "2012-10-17", Statement: statements };
  return evaluatePolicies([{ name: "p", document }], { ...approve, ...request }).effect;
}

/** The same for an Allow of everything under a condition. */
export function under(Condition: unknown, context: PolicyRequest["context"] = {}): string {
  return effect({ ...allow, Condition }, { context });
}
