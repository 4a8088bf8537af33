/** Patterns of ARNs of approval actions, cut into their parts. */
import { arnParts } from "../../iam/arns";
import { fits, meetGlobs } from "./globs";

/** Partition, Region, account, pipeline, stage and action, each a pattern. */
export type Shape = readonly string[];

/** What a pattern of a policy says of approval actions; none where it names something else. */
export function shapesOf(pattern: string): Shape[] {
  return widened(arnParts(pattern)).flatMap((parts) => {
    const [arn, partition, service, region, account, names] = parts;
    if (arn !== "arn" || !fits(service, "codepipeline")) return [];
    return expanded(names).map((three) => [partition, region, account, ...three]);
  });
}

/** IAM completes what is missing; parts that a wildcard may run over have one of their own. */
function widened(parts: readonly string[]): string[][] {
  const more = Array.from({ length: 6 - parts.length }, () => "*");
  if (more.length === 0) return [[...parts]];
  const at = parts.findIndex((part) => part.includes("*"));
  const over = [...parts.slice(0, at + 1), ...more, ...parts.slice(at + 1)];
  return [[...parts, ...more], ...(at < 0 || at === parts.length - 1 ? [] : [over])];
}

/** The same with three names: a wildcard may run over slashes, in each way that there is. */
function expanded(names: string): string[][] {
  const three = names.split("/");
  // A right on a pipeline as such is none on an approval.
  if (three.length >= 3) return three.length === 3 ? [three] : [];
  const at = [...names].flatMap((letter, index) => (letter === "*" ? [index] : []));
  return at.flatMap((i) => expanded(`${names.slice(0, i)}*/*${names.slice(i + 1)}`));
}

/** What both fit; none where nothing does. */
export function meet(one: Shape, two: Shape): Shape[] {
  return one.reduce<string[][]>(
    (all, part, index) => {
      const more = all.length === 0 ? [] : meetGlobs(part, two[index]);
      return all.flatMap((parts) => more.map((next) => [...parts, next]));
    },
    [[]],
  );
}
