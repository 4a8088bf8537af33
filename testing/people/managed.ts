/**
 * AWS managed policies, as far as they say something of the actions that a test asks about. The
 * list is generated from what AWS publishes: see tools/managed-policies.ts.
 */
import list from "./managed-policies.json";

const documents: Readonly<Record<string, object>> = list.documents;
const silent: ReadonlySet<string> = new Set(list.silent);
const nothing = { Version: "2012-10-17", Statement: [] };

const managedArn = /^arn:(aws[a-z-]*):iam::aws:policy\/(.+)$/;

/** Why a policy has no document here. */
export const notHere = (arn: string): string =>
  managedArn.test(arn) ? `not among AWS's policies of ${list.newest}` : "not in this stack";

/** The document as far as these actions go; undefined where the policy is not known. */
export function awsManagedPolicy(arn: string): object | undefined {
  const [, partition, name] = managedArn.exec(arn) ?? [];
  if (name === undefined) return undefined;
  if (silent.has(name)) return nothing;
  if (!Object.hasOwn(documents, name)) return undefined;
  const document = documents[name];
  if (partition === "aws") return document;
  // The list has the documents of the partition `aws`; elsewhere their ARNs name their own.
  const text = JSON.stringify(document).replaceAll('"arn:aws:', `"arn:${partition}:`);
  return JSON.parse(text) as object;
}
