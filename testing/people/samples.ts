/**
 * Approvals that stand for all that the stack does not have. Policies tell approvals apart by what they
 * write, so what they write is asked, with what nobody writes: in an Allow, in a Deny that spares it,
 * in a boundary; and by Region.
 */
import { pipelineArn } from "../../iam/arns";
import type { Context } from "../../iam/context";
import { valueOf } from "../../iam/pattern";
import { type NamedPolicy, readPolicy } from "../../iam/policy";
import type { AwsScope } from "../engine/place";
import { fits } from "./globs";
import type { Target } from "./target";
import { meet, type Shape, shapesOf } from "./shapes";

/** An approval that is not of the stack, with the ARNs that stand for it. */
export interface Sampled {
  readonly path: string;
  /** The same as a pattern of whole ARNs. */
  readonly whole: string;
  readonly arns: readonly string[];
}

/** More patterns than this have something in common, and nothing is said. Nobody writes so many by hand. */
const most = 1000;

/** Names that no pipeline, stage or action has; a denial of one beginning or end leaves another. */
const strangers = ["another-one-0f3a9c", "x7_y2"];
/** AWS CodePipeline API Reference: the characters of names, those first that are rare in them. */
const letters = "@_.9876543210ZYXWVUTSRQPONMLKJIHGFEDCBA-zyxwvutsrqponmlkjihgfedcba";
const nowhere = "zz-nowhere-9";

/**
 * Widest first: of any pipeline, here, in a Region that nobody names, and in each that somebody names;
 * of any other stage, beside an approval, what each statement writes, and what several write together.
 * Undefined where those are too many.
 */
export function samplesOf(
  policies: readonly NamedPolicy[],
  place: AwsScope,
  approvals: readonly Target[],
  context: Context,
): Sampled[] | undefined {
  const { patterns, regions } = written(policies);
  const named = patterns.flatMap((pattern) =>
    shapesOf(filled(pattern, context)).map((shape) => ({ shape, pattern })),
  );
  const { partition, accountId } = place;
  const others = [nowhere, ...regions, ...named.map(({ shape }) => shape[1])];
  const anywhere = [place.region, ...new Set(others)].map(
    (region) => [partition, region, accountId, "*", "*", "*"] as Shape,
  );
  const together = closed([...anywhere, ...named.map(({ shape }) => shape)]);
  if (together === undefined) return undefined;
  const names = strangersTo(patterns);
  const found = [
    ...anywhere.map((shape) => ({ shape, path: pathOf(textOf(shape), place, approvals) })),
    ...besides(approvals),
    ...named.map(({ shape, pattern }) => ({ shape, path: pathOf(pattern, place, approvals) })),
    ...together.map((shape) => ({ shape, path: pathOf(textOf(shape), place, approvals) })),
  ].map(({ shape, path }) => ({
    path,
    whole: textOf(shape),
    arns: [...new Set(names.flatMap((name) => arnsOf(shape, name, place)))],
  }));
  const known = new Set(approvals.map(({ arn }) => arn));
  const asked = new Set<string>();
  return found.filter(({ arns }) => {
    const isNew = !asked.has(arns.join());
    asked.add(arns.join());
    return isNew && !arns.every((arn) => known.has(arn));
  });
}

/** Every pattern that a statement writes, whatever for, and every Region of a condition. */
function written(policies: readonly NamedPolicy[]): { patterns: string[]; regions: string[] } {
  const statements = policies.flatMap((policy) => readPolicy(policy, "identity").statements);
  const conditions = statements.flatMap((statement) => statement.conditions.all);
  const patterns = [
    ...statements.flatMap(({ resources }) => resources?.values ?? []),
    ...conditions.flatMap(({ values }) => values),
  ].filter((text) => text.startsWith("arn:"));
  const regions = conditions
    .filter(({ key }) => key.toLowerCase() === "aws:requestedregion")
    .flatMap(({ values }) => values);
  return { patterns: [...new Set(patterns)], regions };
}

/** A variable that is not known stands for anything: what it decides is then not known either. */
const filled = (pattern: string, context: Context): string =>
  pattern.replace(/\$\{([^}]*)\}/g, (_, inside: string) => valueOf(inside, context) ?? "*");

/** Beside the stack's approvals. */
function besides(approvals: readonly Target[]): { shape: Shape; path: string }[] {
  const all = approvals.map(({ path, arn }) => ({
    names: path.split("/"),
    shape: shapesOf(arn)[0] ?? [],
  }));
  return [
    ...all.map(({ names: [pipeline], shape }) => ({
      path: `${pipeline}/*`,
      shape: [...shape.slice(0, 4), "*", "*"],
    })),
    ...all.map(({ names: [pipeline, stage], shape }) => ({
      path: `${pipeline}/${stage}/*`,
      shape: [...shape.slice(0, 5), "*"],
    })),
  ];
}

/** With what any of them have in common. */
function closed(shapes: readonly Shape[]): Shape[] | undefined {
  const all = new Map(shapes.map((shape) => [shape.join("/"), shape]));
  // Of two without a wildcard one fits no other.
  const wild = [...all.values()].filter((shape) => /[*?]/.test(shape.join()));
  for (let at = 1; at < wild.length; at++) {
    for (const earlier of wild.slice(0, at)) {
      for (const both of meet(earlier, wild[at])) {
        if (all.has(both.join("/"))) continue;
        all.set(both.join("/"), both);
        wild.push(both);
      }
      if (wild.length > most) return undefined;
    }
  }
  return [...all.values()];
}

/** Names of one letter that no pattern has fit a pattern by nothing but its wildcards. */
function strangersTo(patterns: readonly string[]): string[] {
  const used = patterns.join();
  const free = [...letters].find((letter) => !used.includes(letter));
  return free === undefined ? strangers : [...strangers, free, free.repeat(40)];
}

/** Where the stack is, if the pattern leaves that open, and in another Region that it fits as well. */
function arnsOf(shape: Shape, name: string, place: AwsScope): string[] {
  const fill = (pattern: string, star: string, mark: string): string =>
    pattern.replace(/[*?]/g, (wildcard) => (wildcard === "*" ? star : mark));
  const or = (part: string, home: string): string =>
    fits(part, home) ? home : fill(part, "x", "x");
  const [partition, region, account, ...names] = shape;
  const regions = new Set([or(region, place.region), fill(region, "x", "x")]);
  const home = {
    partition: or(partition, place.partition),
    accountId: or(account, place.accountId),
  };
  const path = names.map((part) => fill(part, name, name[0])).join("/");
  return [...regions].map((one) => pipelineArn({ ...home, region: one }, path));
}

/** As a pattern for people. */
function textOf([partition, written, accountId, ...names]: Shape): string {
  const region = written === nowhere ? "*" : written;
  const path = names.join("/").replace(/(^|\/)\*(\/\*)+$/, "$1*");
  return pipelineArn({ partition, region, accountId }, path);
}

/** An approval of the same name in another Region is another one. */
function pathOf(pattern: string, place: AwsScope, approvals: readonly Target[]): string {
  const here = pipelineArn(place, "");
  const path = pattern.startsWith(here) ? pattern.slice(here.length) : pattern;
  return approvals.some((approval) => approval.path === path) ? pattern : path;
}
