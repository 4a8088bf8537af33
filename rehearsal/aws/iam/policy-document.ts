/** The provider function `aws.iam.getPolicyDocument`: statements to policy JSON. Pure. */

type Args = Record<string, any>;

/** The JSON of a policy, with source documents first and overrides by `Sid` last. */
export function policyDocument(args: Args): string {
  const sources = [args.sourceJson, ...(args.sourcePolicyDocuments ?? [])];
  const overrides = [args.overrideJson, ...(args.overridePolicyDocuments ?? [])];
  let statements = [...sources.flatMap(statementsOf), ...(args.statements ?? []).map(statement)];
  for (const override of overrides.flatMap(statementsOf)) {
    const replaced = statements.findIndex((s) => override.Sid && s.Sid === override.Sid);
    statements = replaced < 0 ? [...statements, override] : statements.with(replaced, override);
  }
  const id = args.policyId ? { Id: args.policyId } : {};
  const document = { Version: args.version ?? "2012-10-17", ...id, Statement: statements };
  return JSON.stringify(document, undefined, 2);
}

function statementsOf(json: string | undefined): Args[] {
  return json ? [JSON.parse(json).Statement ?? []].flat() : [];
}

function statement(s: Args): Args {
  return {
    ...(s.sid && { Sid: s.sid }),
    Effect: s.effect ?? "Allow",
    ...list("Action", s.actions),
    ...list("NotAction", s.notActions),
    ...list("Resource", s.resources),
    ...list("NotResource", s.notResources),
    ...principals("Principal", s.principals),
    ...principals("NotPrincipal", s.notPrincipals),
    ...conditions(s.conditions),
  };
}

/** One value stands alone, as AWS writes it. */
function list(key: string, values: string[] | undefined): Args {
  return values && values.length > 0 ? { [key]: single(values) } : {};
}

function single(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}

function principals(key: string, given: { type: string; identifiers: string[] }[] | undefined) {
  if (!given || given.length === 0) return {};
  if (given.some(({ type, identifiers }) => type === "*" && identifiers.includes("*"))) {
    return { [key]: "*" };
  }
  const merged: Record<string, string | string[]> = {};
  for (const { type, identifiers } of given) {
    merged[type] = single([merged[type] ?? [], identifiers].flat());
  }
  return { [key]: merged };
}

function conditions(given: { test: string; variable: string; values: string[] }[] | undefined) {
  if (!given || given.length === 0) return {};
  const byTest: Record<string, Record<string, string | string[]>> = {};
  for (const { test, variable, values } of given) {
    const before = byTest[test]?.[variable] ?? [];
    byTest[test] = { ...byTest[test], [variable]: single([before, values].flat()) };
  }
  return { Condition: byTest };
}
