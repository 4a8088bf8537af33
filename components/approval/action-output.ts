/** The approval action alone, which goes into a stage that the program names itself. */
import * as pulumi from "@pulumi/pulumi";
import type { ActionBlock } from "../args";
import { throwInvalid } from "../inputs/model/checks";

/**
 * Makes `action` an output that refuses to be read where no stage was named. The right to decide
 * names the stage: under the default name it would be a right on an action that does not exist.
 */
export function withoutAction(
  gate: pulumi.ComponentResource & { readonly action: ActionBlock },
  opts: pulumi.ComponentResourceOptions | undefined,
): void {
  // A program of another language: Pulumi reads every output there, used or not, so it is absent.
  if (opts?.parent instanceof pulumi.DependencyResource) return;
  // Not enumerable: what looks through the whole gate, such as an export of it, does not use it.
  Object.defineProperty(gate, "action", { enumerable: false, get: refuseAction });
}

function refuseAction(): never {
  throwInvalid(
    "stageName",
    "`stageName` must be given where `action` is used, got none: the right to decide names the " +
      'stage. Name the stage that the action goes into, for example `stageName: "Production"` for ' +
      '`{ name: "Production", actions: [gate.action, deploy] }`, or use `stage`.',
  );
}
