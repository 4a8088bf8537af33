/** CodePipeline: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { pipelineHandler, webhookHandler } from "./resources";

export const codepipelineTypes: readonly ResourceType[] = [
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    handler: pipelineHandler,
    name: { input: "name" },
    replaces: ["name"],
  },
  {
    type: "aws:codepipeline/webhook:Webhook",
    handler: webhookHandler,
    name: { input: "name" },
  },
];
