/** CodePipeline: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { pipelineHandler, webhookHandler } from "./resources";

export const codepipelineTypes: readonly ResourceType[] = [
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    handler: pipelineHandler,
    call: {
      model,
      operation: "CreatePipeline",
      code: "ValidationException",
      members: {
        artifactStores: "artifactStore",
        "stages.actions.category": "actionTypeId.category",
        "stages.actions.owner": "actionTypeId.owner",
        "stages.actions.provider": "actionTypeId.provider",
        "stages.actions.version": "actionTypeId.version",
      },
      within: "pipeline",
    },
    name: { input: "name" },
    replaces: ["name"],
  },
  {
    type: "aws:codepipeline/webhook:Webhook",
    handler: webhookHandler,
    name: { input: "name" },
  },
];
