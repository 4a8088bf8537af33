/** Stacks that the program refers to: their outputs are what `rehearsal:stackReferences` says. */
import type { Created, Registration } from "../aws/account/types";
import { MissingError } from "./missing";
import { remedy, type Written } from "./paste";

const stackReference = "pulumi:pulumi:StackReference";

/** Undefined for every other resource. */
export function stackReferenceOf(
  { type, name, inputs, id }: Registration,
  stacks: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  isAnyTaken = false,
): Created | undefined {
  if (type !== stackReference) return undefined;
  const stack = String(inputs.name ?? id ?? name);
  const known = Object.hasOwn(stacks, stack) ? stacks[stack] : undefined;
  const outputs = known ?? (isAnyTaken ? {} : undefined);
  if (outputs !== undefined) {
    return { id: stack, state: { name: stack, outputs, secretOutputNames: [] } };
  }
  throw new MissingError(
    {
      code: "NotRehearsed",
      message: `The outputs of the stack ${stack} are not known on this machine.`,
    },
    "stackReferences",
    { [stack]: { nameOfAnOutput: "its value" } },
  );
}

/** Pulumi answers undefined, which a program may want: it is said, and not refused. */
export const missingOutput = (stack: string, output: string, written?: Written): string =>
  `The stack ${stack} has no output ${output}: it is undefined. ` +
  remedy("stackReferences", { [stack]: { [output]: "its value" } }, written);

/** A line for what the file says and the program never asks for, which may be misspelt. */
export const unusedLine = (unused: readonly string[]): string[] =>
  unused.length === 0
    ? []
    : [`Not asked for by the program, so without effect: ${unused.join(", ")}.`];
