/** Patterns of ARNs of approval actions, cut into their parts. */
import { fits, meetGlobs } from "./globs";
import { cutArn } from "./pattern";

/** Partition, Region, account, pipeline, stage and action, each a pattern. */
export type Shape = readonly string[];

/** What a pattern of a policy says of approval actions; none where it names something else. */
export function shapesOf(pattern: string): Shape[] {
  const parts = widened(cutArn(pattern));
  if (parts === undefined || parts[0] !== "arn" || !fits(parts[2], "codepipeline")) return [];
  const [, partition, , region, account, names] = parts;
  return expanded(names).map((three) => [partition, region, account, ...three]);
}

/** Parts that a wildcard runs over have a wildcard of their own. */
function widened(parts: readonly string[]): string[] | undefined {
  const at = parts.findIndex((part) => part.includes("*"));
  const missing = 6 - parts.length;
  if (missing === 0) return [...parts];
  if (at < 0) return undefined;
  const more = Array.from({ length: missing }, () => "*");
  return [...parts.slice(0, at + 1), ...more, ...parts.slice(at + 1)];
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
