/** `aws.iam.getPolicyDocument`, answered as the AWS provider answers it: it needs no AWS. */

type Fields = Record<string, unknown>;

interface Document {
  Version: string;
  Id?: string;
  Statement: Fields[];
}

/** What the function answers beside its own arguments. */
export interface PolicyDocument {
  readonly json: string;
  readonly minifiedJson: string;
}

/** The document, with and without white space. */
export function policyDocument(inputs: Fields): PolicyDocument {
  const document: Document = {
    Version: text(inputs.version) ?? "2012-10-17",
    Statement: [],
  };
  const sources = [inputs.sourceJson, ...list(inputs.sourcePolicyDocuments)];
  const overrides = [inputs.overrideJson, ...list(inputs.overridePolicyDocuments)];
  const ofSources = sources.map(parse);
  refuseDoubledSids(
    ofSources.flatMap(({ Statement }) => Statement ?? []),
    "sourcePolicyDocuments",
  );
  for (const source of ofSources) merge(document, source);
  const Statement = list(inputs.statements).map((given) => statement(given as Fields));
  refuseDoubledSids(Statement, "statements");
  merge(document, { Id: text(inputs.policyId), Statement });
  for (const override of overrides) merge(document, parse(override));
  return {
    json: JSON.stringify(document, undefined, 2),
    minifiedJson: JSON.stringify(document),
  };
}

/** A statement with the Sid of an earlier one takes its place; the newer version of both stays, as in the provider. */
function merge(document: Document, more: Partial<Document>): void {
  if (more.Version !== undefined && more.Version > document.Version)
    document.Version = more.Version;
  if (more.Id !== undefined) document.Id = more.Id;
  for (const added of more.Statement ?? []) {
    const at = document.Statement.findIndex(({ Sid }) => Boolean(Sid) && Sid === added.Sid);
    if (at >= 0) document.Statement[at] = added;
    else document.Statement.push(added);
  }
}

/** As the provider does: only an override, or a statement over a source's, takes a statement's place. */
function refuseDoubledSids(statements: readonly Fields[], argument: string): void {
  const sids = statements.map(({ Sid }) => Sid).filter(Boolean);
  const doubled = sids.find((sid, at) => sids.indexOf(sid) < at);
  if (doubled === undefined) return;
  throw new Error(
    `getPolicyDocument: duplicate Sid (${String(doubled)}) in ${argument}. Give each statement a Sid of its own, or none`,
  );
}

function parse(source: unknown): Partial<Document> {
  if (text(source) === undefined) return {};
  const document = JSON.parse(source as string) as Partial<Document>;
  return { ...document, Statement: list(document.Statement) as Fields[] };
}

function statement(given: Fields): Fields {
  // JSON leaves out what is undefined.
  return {
    Sid: text(given.sid),
    Effect: given.effect ?? "Allow",
    Action: oneOrMany(given.actions),
    NotAction: oneOrMany(given.notActions),
    Resource: oneOrMany(given.resources, variables),
    NotResource: oneOrMany(given.notResources, variables),
    Principal: principals(given.principals),
    NotPrincipal: principals(given.notPrincipals),
    Condition: conditions(given.conditions),
  };
}

function principals(given: unknown): unknown {
  const all = list(given) as { type: string; identifiers: string[] }[];
  if (all.length === 0) return undefined;
  if (all.some(({ type, identifiers }) => type === "*" && identifiers.includes("*"))) return "*";
  const kinds: Record<string, string[]> = {};
  for (const { type, identifiers } of all) {
    (kinds[type] ??= []).push(...list(oneOrMany(identifiers, variables)).map(String));
  }
  return single(kinds);
}

function conditions(given: unknown): unknown {
  const all = list(given) as { test: string; variable: string; values: string[] }[];
  if (all.length === 0) return undefined;
  const tests: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of all) {
    ((tests[test] ??= {})[variable] ??= []).push(...values.map(variables));
  }
  return Object.fromEntries(Object.entries(tests).map(([test, keys]) => [test, single(keys)]));
}

/** One value stands alone. */
function single(lists: Readonly<Record<string, string[]>>): Fields {
  const entries = Object.entries(lists);
  return Object.fromEntries(entries.map(([k, all]) => [k, all.length === 1 ? all[0] : all]));
}

/** The provider writes `&{...}` where HCL would take `${...}` for its own. */
const variables = (value: string): string => value.replaceAll("&{", "${");

/** One value as text, several in the provider's order. */
function oneOrMany(given: unknown, change = (value: string): string => value): unknown {
  const values = (list(given) as string[]).map(change);
  if (values.length <= 1) return values[0];
  return values.sort().reverse();
}

function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
