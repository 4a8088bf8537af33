/** CodeBuild: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { projectHandler } from "./resources";

export const codebuildTypes: readonly ResourceType[] = [
  {
    type: "aws:codebuild/project:Project",
    handler: projectHandler,
    call: {
      ...{ model, operation: "CreateProject", code: "InvalidInputException" },
      members: { buildTimeout: "timeoutInMinutes", queuedTimeout: "queuedTimeoutInMinutes" },
      // The provider's schema has these for blocks that name no type or status.
      defaults: {
        "cache.type": "NO_CACHE",
        "logsConfig.cloudWatchLogs.status": "ENABLED",
        "logsConfig.s3Logs.status": "DISABLED",
      },
    },
    requires: ["artifacts", "environment", "serviceRole", "source"],
    name: { input: "name" },
    replaces: ["name"],
  },
];
