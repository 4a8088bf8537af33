/** Stack references: what another stack exports, as the test says. */
import * as pulumi from "@pulumi/pulumi";

/** Outputs of other stacks, by their full names. */
export type StackReferences = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const referenceType = "pulumi:pulumi:StackReference";

/** What the engine answers about a reference. */
export function referenceState(name: string, references: StackReferences = {}): object {
  const known = Object.hasOwn(references, name);
  return { name, outputs: known ? references[name] : {}, secretOutputNames: [] };
}

/** Refuses a stack of which the test says nothing. */
export function refuseUnknown(name: string, references: StackReferences = {}): void {
  if (!Object.hasOwn(references, name)) throw new Error(notKnown(name, "NAME"));
}

function notKnown(stack: string, output: string): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(output) ? output : JSON.stringify(output);
  const what = output === "NAME" ? "" : ` the output "${output}" of`;
  return (
    `The program reads${what} stack "${stack}", and what that stack exports is not known here. ` +
    "Give it in `stackReferences`, of `deploy` or of `mocks`:\n" +
    `  stackReferences: { "${stack}": { ${key}: ... } }`
  );
}

type Reader = (this: pulumi.StackReference, name: pulumi.Input<string>) => unknown;

/**
 * An output that the test does not give would be undefined, and be blamed on whatever argument it
 * is given to. Until the function that this one returns is called, it is refused by its own name.
 */
export function refuseUnknownOutputs(references: StackReferences = {}): () => void {
  const prototype = pulumi.StackReference.prototype as unknown as Record<string, Reader>;
  const originals = ["getOutput", "requireOutput"].map((key) => [key, prototype[key]] as const);
  for (const [key, original] of originals) {
    prototype[key] = function (name) {
      return pulumi.all([this.name, this.outputs, name]).apply(([stack, outputs, output]) => {
        // An output that is given as undefined is none on its way through the engine.
        const known = { ...references[stack], ...(outputs as object | undefined) };
        if (!Object.hasOwn(known, output)) throw new Error(notKnown(stack, output));
        return output in (outputs ?? {}) ? original.call(this, output) : undefined;
      });
    };
  }
  return () => {
    for (const [key, original] of originals) prototype[key] = original;
  };
}
