/** CodePipeline: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { customActionType, customActionTypeHandler } from "./custom-action-types";
import { pipelineHandler, webhookHandler } from "./resources";

/** One condition of the provider is a list of one, whose rules name their artifacts. */
function condition(block: string): Record<string, string> {
  return {
    [`${block}.condition`]: "conditions",
    [`${block}.condition.rules.inputArtifacts`]: "inputArtifacts.*.name",
  };
}

export const codepipelineTypes: readonly ResourceType[] = [
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    handler: pipelineHandler,
    call: {
      model,
      operation: "CreatePipeline",
      code: "ValidationException",
      members: {
        artifactStores: "artifactStores",
        "stages.actions.category": "actionTypeId.category",
        "stages.actions.owner": "actionTypeId.owner",
        "stages.actions.provider": "actionTypeId.provider",
        "stages.actions.version": "actionTypeId.version",
        "stages.actions.inputArtifacts": "inputArtifacts.*.name",
        "stages.actions.outputArtifacts": "outputArtifacts.*.name",
        "stages.actions.outputArtifactsForComputeActions": "outputArtifacts",
        ...condition("stages.beforeEntry"),
        ...condition("stages.onSuccess"),
        ...condition("stages.onFailure"),
        "triggers.gitConfiguration.pushes": "push",
        "triggers.gitConfiguration.pullRequests": "pullRequest",
      },
      // A store of the pipeline's own Region names none.
      keys: { artifactStores: "region" },
      within: "pipeline",
    },
    requires: ["artifactStores", "roleArn", "stages"],
    name: { input: "name" },
    tags: { code: "InvalidTagsException" },
    replaces: ["name"],
  },
  {
    type: customActionType,
    handler: customActionTypeHandler,
    call: {
      ...{ model, operation: "CreateCustomActionType", code: "ValidationException" },
      members: { providerName: "provider" },
    },
    requires: [
      ...["category", "inputArtifactDetails", "outputArtifactDetails", "providerName", "version"],
      ...["inputArtifactDetails", "outputArtifactDetails"].flatMap((block) =>
        ["maximumCount", "minimumCount"].map((count) => `${block}.${count}`),
      ),
      ...["key", "name", "required", "secret"].map((name) => `configurationProperties.${name}`),
    ],
    // Its names are given, never chosen.
    name: { input: "providerName", autoname: false },
    tags: { code: "InvalidTagsException" },
    replaces: [
      ...["category", "configurationProperties", "inputArtifactDetails", "outputArtifactDetails"],
      ...["providerName", "settings", "version"],
    ],
  },
  {
    type: "aws:codepipeline/webhook:Webhook",
    handler: webhookHandler,
    call: {
      ...{ model, operation: "PutWebhook", code: "ValidationException", within: "webhook" },
      // The provider sends the block whether there is one or not.
      defaults: { authenticationConfiguration: {} },
    },
    requires: [
      ...["authentication", "filters", "targetAction", "targetPipeline"],
      "filters.matchEquals",
    ],
    name: { input: "name" },
    tags: { code: "InvalidTagsException" },
  },
];
