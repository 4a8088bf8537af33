/** Outputs of other stacks that the program reads and nobody has said. */
import type * as Pulumi from "@pulumi/pulumi";

/** Asks for an output that a stack reference does not have; without an answer it is what Pulumi makes of it. */
export function watchOutputs(
  { StackReference, all, output: lift }: typeof Pulumi,
  ask: (stack: string, output: string) => Promise<unknown>,
): void {
  for (const method of ["getOutput", "requireOutput"] as const) {
    const original = StackReference.prototype[method];
    StackReference.prototype[method] = function (name): Pulumi.Output<any> {
      return all([this.name, this.outputs, lift(name)]).apply(async ([stack, outputs, output]) => {
        if (Object.hasOwn(outputs ?? {}, output)) return original.call(this, name);
        const answer = await ask(stack, output);
        return answer ?? original.call(this, name);
      });
    };
  }
}
