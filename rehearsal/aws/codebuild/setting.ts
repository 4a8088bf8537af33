/** What a person may say of one action in Pulumi.rehearsal.yaml. */
import { remedyLine } from "../../settings/paste";
import type { ActionRun, Tools } from "../codepipeline";

export const setting = (
  { stageName, action }: ActionRun,
  value: unknown,
  { written }: Pick<Tools, "written">,
): string => remedyLine("actions", { [`${stageName}/${action.name}`]: value }, written);
