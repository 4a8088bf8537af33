/** What is taken for a deployment where a test does not say what must be gated. */
import type { PipelineAction } from "./action";

/**
 * The default of `actions`: an action of the category `Deploy` that changes what runs. Preparing a
 * CloudFormation change set (`ActionMode` CHANGE_SET_REPLACE, which creates it too) changes nothing
 * until another action executes it: CodePipeline User Guide, "AWS CloudFormation deploy action".
 */
export function isDeployment(action: PipelineAction): boolean {
  if (action.category !== "Deploy") return false;
  if (action.owner !== "AWS" || action.provider !== "CloudFormation") return true;
  return action.configuration.ActionMode !== "CHANGE_SET_REPLACE";
}
