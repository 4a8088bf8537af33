/** Checks of what decides without people. Each refuses with one sentence and a remedy. */
import { longestValue, wholeValue } from "../../../contract/automatic";
import { absent, type Check, quote, text, throwInvalid } from "../../inputs/model/checks";
import { automaticDecision as limits } from "../../inputs/model/automatic-limits";
import { type AwsScope, parseArn, placeText } from "../../scope/model/arn";
import { oneArn } from "../../scope/model/arn-kinds";

export const functionArn = oneArn("function");

const variableText = text(limits.variable, {
  example: "build.CHANGED",
  required: true,
  remedy: "Write NAMESPACE.NAME: the namespace of an earlier action, and the name of its variable.",
});

/** Words in the names of variables whose values an author writes. */
const written = limits.variable.writtenByAuthors;

/** What an author writes decides nothing: "[skip approval]" in a commit message would be a way around. */
export const variable: Check<string> = (value, path) => {
  variableText(value, path);
  const name = value.toLowerCase().replaceAll(/[_-]/g, "");
  const word = written.find((one) => name.includes(one));
  if (word === undefined) return;
  throwInvalid(
    path,
    `\`${path}\` must not be a variable that an author writes, got: ${quote(value)}, which has "${word}" in its ` +
      "name: with it people would approve their own changes. Compare what a build has found out, and " +
      "exports under another name.",
  );
};

export const value = text(
  { min: 1, max: longestValue },
  { example: "config", remedy: "Compare with what the action exports." },
);

const patternText = text(limits.matches, { example: "docs|config" });

export const pattern: Check<string> = (expression, path) => {
  patternText(expression, path);
  try {
    wholeValue(expression);
  } catch (error) {
    throwInvalid(
      path,
      `\`${path}\` must be a regular expression of JavaScript, got: ${quote(expression)}: ` +
        `${(error as Error).message}. Correct it.`,
    );
  }
};

const comparisons = ["equals", "oneOf", "matches"] as const;

/** Two comparisons look as if both were needed, and none as if anything would do. */
export function oneComparison(
  condition: { readonly [key in (typeof comparisons)[number]]?: unknown },
  path: string,
): void {
  const found = comparisons.filter((key) => !absent(condition[key]));
  if (found.length === 1) return;
  const got = found.length === 0 ? "none" : found.map((key) => `\`${key}\``).join(" and ");
  throwInvalid(
    path,
    `\`${path}\` must have exactly one of \`equals\`, \`oneOf\` and \`matches\`, got ${got}. Give one; a second ` +
      "condition is a second entry of the list.",
  );
}

/** A list of values that is empty is fulfilled by nothing. */
export const someValues: Check<readonly unknown[]> = (values, path) => {
  const { max } = limits.oneOf;
  if (values.length >= 1 && values.length <= max) return;
  throwInvalid(
    path,
    `\`${path}\` must have 1 to ${max} values, got ${values.length}. Name the values, or use \`matches\`.`,
  );
};

export function conditions(list: readonly unknown[], path: string): void {
  const { max } = limits.when;
  if (list.length >= 1 && list.length <= max) return;
  const why = list.length === 0 ? ": everything would be approved" : "";
  throwInvalid(
    path,
    `\`${path}\` must have 1 to ${max} conditions, got ${list.length}${why}. Name them, or leave ` +
      "`automaticDecision` out.",
  );
}

/** A function or conditions: with both it would not be clear which of them decides. */
export function functionOrConditions(
  hasFunction: boolean,
  hasConditions: boolean,
  path: string,
): void {
  if (hasFunction !== hasConditions) return;
  throwInvalid(
    path,
    `\`${path}\` must have exactly one of \`functionArn\` and \`when\`, got ${hasFunction ? "both" : "none"}. Give ` +
      "the ARN of a function that decides, or conditions on variables.",
  );
}

/** The gate's role invokes it in one Region of one account. */
export function functionOfPipeline(arn: string, pipeline: AwsScope, path: string): void {
  if (placeText(parseArn(arn, path)) === placeText(pipeline)) return;
  throwInvalid(
    path,
    `\`${path}\` must be in the partition, Region and account of the pipeline, ${placeText(pipeline)}, got: ` +
      `${quote(arn)}. Use a function of that Region and account.`,
  );
}

export function needsHub(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside \`hub\`, got no \`hub\`: a hub is what asks. Give \`hub\` the connection of an ` +
      "ApprovalHub with `automaticDecisions: true`, or leave it out.",
  );
}

/** Gates and their hub may be in different stacks: the connection says what the hub does. */
export function needsAutomaticDecisions(path: string): never {
  throwInvalid(
    path,
    `\`${path}\` must stand beside the connection of an ApprovalHub with \`automaticDecisions: true\`, got one ` +
      "without: nothing would be decided. Give `automaticDecisions: true` to the ApprovalHub and deploy that " +
      `first, or leave \`${path}\` out.`,
  );
}
