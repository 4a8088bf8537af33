/** What a person may say of one action in Pulumi.rehearsal.yaml, as a line for a log. */
import type { ActionRun } from "../codepipeline";

export const setting = ({ stageName, action }: ActionRun, value: string): string =>
  `Pulumi.rehearsal.yaml: rehearsal:actions: { ${JSON.stringify(`${stageName}/${action.name}`)}: ${value} }`;
