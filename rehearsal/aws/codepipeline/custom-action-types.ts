/** Action types of somebody's own, whose actions a job worker outside AWS does; here they are pretended. */
import type { ActionTypeId, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { MissingError } from "../../settings/missing";
import { arn, type Context, created, createHandler, type Handler } from "../account/context";
import type { Registration } from "../account/types";

export const customActionType = "aws:codepipeline/customActionType:CustomActionType";

const create: Handler["create"] = (registration, context) => {
  const { category, providerName, version } = registration.inputs;
  const resource = `actiontype:Custom/${category}/${providerName}/${version}`;
  return created(`${category}:${providerName}:${version}`, registration, {
    arn: arn(context, "codepipeline", resource),
    owner: "Custom",
  });
};

export const customActionTypeHandler: Handler = {
  ...createHandler(create),
  read: (registration: Registration & { id: string }, context) => {
    const [category, providerName, version] = registration.id.split(":");
    const inputs = { ...registration.inputs, category, providerName, version };
    return create({ ...registration, inputs }, context);
  },
};

/**
 * Refuses an action of a custom type that nobody has declared, in AWS's words (as users of CreatePipeline
 * quote them: aws-samples/aws-codepipeline-third-party-git-repositories, issue 3).
 */
export function needCustomTypes(
  { stages = [] }: Pick<PipelineDeclaration, "stages">,
  { resources, place }: Pick<Context, "resources" | "place">,
): void {
  for (const { name, actionTypeId, region = place.region } of stages.flatMap(
    ({ actions = [] }) => actions,
  )) {
    if (actionTypeId?.owner !== "Custom" || isDeclared(actionTypeId, resources)) continue;
    const { category, provider, version } = actionTypeId;
    throw new MissingError(
      {
        code: "InvalidActionDeclarationException",
        message:
          `ActionType (Category: '${category}', Provider: '${provider}', Owner: 'Custom', Version: ` +
          `'${version}') in action '${name}' is not available in region ` +
          `'${region.toUpperCase().replaceAll("-", "_")}'. Make it in the program ` +
          "(aws.codepipeline.CustomActionType), or say that it is there.",
      },
      "exists",
      { customActionTypes: [`${category}/${provider}/${version}`] },
    );
  }
}

function isDeclared(
  { category, provider, version }: ActionTypeId,
  resources: Context["resources"],
): boolean {
  return resources.some(
    ({ type, state }) =>
      type === customActionType &&
      state.category === category &&
      state.providerName === provider &&
      state.version === version,
  );
}
