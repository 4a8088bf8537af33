/** CodePipeline: pipelines go to the engine, which validates them as CreatePipeline does. */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import {
  arn,
  type Context,
  created,
  createHandler,
  physicalName,
  type Handler,
} from "../account/context";
import { needCustomTypes } from "./custom-action-types";
import { pipelineDeclaration } from "./declaration";
import { requireAssumable } from "../iam";
import type { Created, Registration } from "../account/types";

export const pipelineHandler: Handler = {
  create: (registration, context) =>
    putPipeline(registration, context, (declaration) => context.engine.createPipeline(declaration)),
  update: ({ state: { name } }, registration, context) =>
    putPipeline(
      { ...registration, inputs: { ...registration.inputs, name } },
      context,
      (declaration) => context.engine.updatePipeline(declaration),
    ),
  delete: ({ state }, { engine }) => engine.deletePipeline(state.name),
};

export const webhookHandler: Handler = createHandler((registration, context) => {
  const name = physicalName(registration, context);
  const webhookArn = arn(context, "codepipeline", `webhook:${name}`);
  const url = `https://${context.place.region}.webhooks.aws/trigger?t=${context.hex(32)}`;
  return created(webhookArn, registration, { name, arn: webhookArn, url });
});

function putPipeline(
  registration: Registration,
  context: Context,
  put: (declaration: PipelineDeclaration) => void,
): Created {
  const { inputs } = registration;
  const name = physicalName(registration, context);
  requireAssumable(context, inputs.roleArn, "codepipeline.amazonaws.com", {
    code: "InvalidStructureException",
    subject: "CodePipeline",
  });
  const declaration = pipelineDeclaration(name, inputs);
  needCustomTypes(declaration, context);
  put(declaration);
  return created(name, registration, {
    name,
    arn: arn(context, "codepipeline", name),
    pipelineType: declaration.pipelineType,
    executionMode: declaration.executionMode ?? "SUPERSEDED",
    triggerAlls: [],
  });
}
