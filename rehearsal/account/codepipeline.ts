/** CodePipeline: pipelines go to the engine, which validates them as CreatePipeline does. */
import { arn, created, onCreate, physicalName, type Handlers } from "./context";
import { pipelineDeclaration } from "./declaration";
import { requireAssumable } from "./iam";

export const codepipelineHandlers: Handlers = {
  "aws:codepipeline/pipeline:Pipeline": onCreate((registration, context) => {
    const { inputs } = registration;
    const name = physicalName(registration, context);
    requireAssumable(context, inputs.roleArn, "codepipeline.amazonaws.com", {
      code: "InvalidStructureException",
      subject: "CodePipeline",
    });
    const declaration = pipelineDeclaration(name, inputs);
    context.engine.createPipeline(declaration);
    return created(name, registration, {
      name,
      arn: arn(context, "codepipeline", name),
      pipelineType: declaration.pipelineType,
      executionMode: declaration.executionMode ?? "SUPERSEDED",
      triggerAlls: [],
    });
  }),

  "aws:codepipeline/webhook:Webhook": onCreate((registration, context) => {
    const name = physicalName(registration, context);
    const webhookArn = arn(context, "codepipeline", `webhook:${name}`);
    const url = `https://${context.place.region}.webhooks.aws/trigger?t=${context.hex(32)}`;
    return created(webhookArn, registration, { name, arn: webhookArn, url });
  }),
};
