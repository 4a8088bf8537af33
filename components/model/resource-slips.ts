/** A resource in the place of one of its outputs: the commonest slip of a program without types. */
import { isResource, refuse } from "./checks";

/** What arguments are called that take an output of a resource, and what that output is called. */
const outputs: readonly [argument: RegExp, output: string][] = [
  [/^actionArns$/, "actionArn"],
  [/^(?:\w*Arns?|endpoint|kmsMasterKeyId)$/, "arn"],
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
  refuse(path, `\`${path}\` must be a value, got a resource. ${remedy}`);
}
