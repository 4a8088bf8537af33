/** Rights on an approval of the same name in another account or Region. */
import { arnParts } from "../../iam/arns";
import { like } from "../../iam/pattern";
import type { AwsScope } from "../engine/place";
import type { Target } from "./target";

/**
 * Rights of those who may not decide an approval, on one of the same name elsewhere: an account or
 * a Region that a policy writes out is likelier the real one than the test's. Undefined where there
 * are none, else in words.
 */
export function rightsElsewhere(
  approval: string,
  deciders: Readonly<Record<string, readonly string[]>>,
  approvals: readonly Target[],
  { region, accountId }: AwsScope,
): string | undefined {
  const arns = new Map(approvals.map((one) => [one.path, one.arn]));
  const [where, names] = splitArn(arns.get(approval) ?? approval);
  const fits = (pattern: string, text: string): boolean =>
    like(pattern, text, new Map(), true) !== "no";
  const found = Object.entries(deciders)
    .filter(([path]) => path.startsWith("arn:") && !arns.has(path))
    .filter(([path]) => !fits(splitArn(path)[0], where) && fits(splitArn(path)[1], names))
    .map(([path, those]) => ({
      path,
      others: those.filter((one) => !deciders[approval].includes(one)),
    }))
    .filter(({ others }) => others.length > 0)
    .map(({ path, others }) => `  ${others.join(", ")}: ${path}`);
  if (found.length === 0) return undefined;
  return (
    "Some may decide one of this name in another account or Region than the test's " +
    `(${accountId}, ${region}):\n${found.join("\n")}\nGive \`accountId\` and \`region\` ` +
    "to `deploy` as they are at AWS; where another one is meant, compare `deciders()`."
  );
}

/** Where an ARN's resource is, and its names. */
function splitArn(arn: string): [where: string, names: string] {
  const parts = arnParts(arn);
  return [parts.slice(0, 5).join(":"), parts[5] ?? ""];
}
