/** Lines for Pulumi.rehearsal.yaml, to paste. */
import type { ActionRun } from "../codepipeline";

/** What a person may say of one action. */
export const setting = ({ stageName, action }: ActionRun, value: string): string =>
  `Pulumi.rehearsal.yaml: rehearsal:actions: { ${JSON.stringify(`${stageName}/${action.name}`)}: ${value} }`;

/** Something that is there without the program. */
export const existing = (
  kind: "parameters" | "secrets" | "projects",
  name: string,
  value: string,
): string =>
  "Where something else than the program makes it, say so in Pulumi.rehearsal.yaml: " +
  `rehearsal:exists: { ${kind}: { ${JSON.stringify(name)}: ${value} } }`;
