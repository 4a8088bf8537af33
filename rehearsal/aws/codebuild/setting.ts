/** What a person may say of one action in Pulumi.rehearsal.yaml. */
import { remedyLine } from "../../settings/paste";
import type { ActionRun } from "../codepipeline";

export const setting = ({ stageName, action }: ActionRun, value: unknown): string =>
  remedyLine("actions", { [`${stageName}/${action.name}`]: value });
