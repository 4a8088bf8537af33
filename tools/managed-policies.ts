/**
 * Writes testing/people/managed-policies.json: of each AWS managed policy that a principal can be
 * given, what it says of the actions that `codepipeline-approvals/testing` asks about.
 *
 *   pip download moto --no-deps && unzip moto-*.whl -d FOLDER
 *   node -r ./tools/register tools/managed-policies.ts FOLDER
 *
 * AWS publishes the documents in its Managed Policy Reference Guide and through IAM's API. moto
 * (Apache-2.0) keeps the answers of that API in the file moto/iam/aws_managed_policies.py.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { actionsThatMatter } from "../testing/people/actions";
import { likeAction } from "../iam/pattern";

export interface Published {
  readonly Path: string;
  readonly UpdateDate?: string;
  readonly Document: Document;
}

interface Document {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

type Statement = Readonly<Record<string, unknown>>;

/** What the file holds. Policies go by their path and name, as in their ARN. */
export interface ManagedPolicies {
  readonly source: string;
  /** Date of the newest policy at AWS. */
  readonly newest: string;
  /** Policies that say nothing of the actions. */
  readonly silent: readonly string[];
  readonly documents: Readonly<Record<string, Document>>;
}

/** Only AWS's services take these: nobody can attach them. */
const serviceLinked = "/aws-service-role/";

export function managedPolicies(
  all: Readonly<Record<string, Published>>,
  source: string,
): ManagedPolicies {
  const silent: string[] = [];
  const documents: Record<string, Document> = {};
  const attachable = Object.entries(all)
    .filter(([, { Path }]) => Path !== serviceLinked)
    .map(([name, policy]) => [`${policy.Path.slice(1)}${name}`, policy.Document] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, document] of attachable) {
    const reduced = reduce(document);
    if (list(reduced.Statement).length === 0) silent.push(name);
    else documents[name] = reduced;
  }
  const dates = Object.values(all).map(({ UpdateDate = "" }) => UpdateDate.slice(0, 10));
  return { source, newest: dates.sort().at(-1) ?? "", silent, documents };
}

/** The same document about the actions that matter; it says nothing of any other. */
export function reduce({ Version, Statement }: Document): Document {
  return { ...(Version && { Version }), Statement: list(Statement).flatMap(reduceStatement) };
}

function reduceStatement(statement: Statement): Statement[] {
  const { Action, NotAction, ...rest } = statement;
  const patterns = list(Action ?? NotAction)
    .map(String)
    .filter(matters);
  if (Action !== undefined) return patterns.length === 0 ? [] : [{ ...rest, Action: patterns }];
  // Whatever is left out of the exceptions is none of the actions.
  return [{ ...rest, ...(patterns.length === 0 ? { Action: "*" } : { NotAction: patterns }) }];
}

const matters = (pattern: string): boolean =>
  actionsThatMatter.some((action) => likeAction(pattern, action) === "yes");

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function main(folder: string | undefined): void {
  if (folder === undefined)
    throw new Error("Give the folder that holds moto: see the first lines.");
  const text = fs.readFileSync(path.join(folder, "moto/iam/aws_managed_policies.py"), "utf8");
  const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  const [, version = "of an unknown version"] =
    fs
      .readdirSync(folder)
      .map((name) => /^moto-(.+)\.dist-info$/.exec(name))
      .find(Boolean) ?? [];
  const source = `AWS managed policies as moto ${version} has them`;
  const result = managedPolicies(JSON.parse(json) as Record<string, Published>, source);
  const file = path.join(__dirname, "../testing/people/managed-policies.json");
  fs.writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(
    `${result.silent.length} policies say nothing, ${Object.keys(result.documents).length} say ` +
      "something of the actions. Now run: npx prettier --write testing/people/managed-policies.json",
  );
}

if (require.main === module) main(process.argv[2]);
