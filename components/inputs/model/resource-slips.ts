/** A resource in the place of one of its outputs, and an output inside a text: the commonest slips. */
import { isResource, throwInvalid } from "./checks";

/** What arguments are called that take an output of a resource, and what that output is called. */
const outputs: readonly [argument: RegExp, output: string][] = [
  [/^actionArns$/, "actionArn"],
  [/^(?:\w*Arns?|endpoint|kmsMasterKeyId|permissionsBoundary)$/, "arn"],
  [/^(?:\w*Names?|users|name)$/, "name"],
  [/^\w*Ids$/, "id"],
  [/^hub$/, "connection"],
];

/** Refuses a resource, and says which of its outputs is meant. */
export function needNoResource(value: unknown, path: string): void {
  if (!isResource(value)) return;
  const argument = /(\w+)(?:\[[^\]]*\])?$/.exec(path)?.[1] ?? path;
  const output = outputs.find(([pattern]) => pattern.test(argument))?.[1];
  const remedy =
    output === undefined ? "Give one of its outputs, or a value." : `Use its .${output}.`;
  throwInvalid(path, `\`${path}\` must be a value, got a resource. ${remedy}`);
}

/** What Pulumi's SDKs for Node and Python put where an output is made a text. */
const outputAsText = /Calling (?:\[\w+\]|__str__) on an \[?Output/;

/** Refuses a text into which an output was written: it holds Pulumi's warning, and not the value. */
export function needNoOutputInside(value: unknown, path: string): void {
  if (typeof value !== "string" || !outputAsText.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be a text, got one with an output inside, whose value is not known when the text is ` +
      "written. Use pulumi.interpolate`...` or .apply, in Python Output.concat or Output.format.",
  );
}
