/** CodeBuild: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { projectHandler } from "./resources";

export const codebuildTypes: readonly ResourceType[] = [
  {
    type: "aws:codebuild/project:Project",
    handler: projectHandler,
    call: {
      ...{ model, operation: "CreateProject", code: "ValidationException" },
    },
    name: { input: "name" },
    replaces: ["name"],
  },
];
