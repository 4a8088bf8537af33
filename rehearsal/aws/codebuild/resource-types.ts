/** CodeBuild: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { projectHandler } from "./resources";

export const codebuildTypes: readonly ResourceType[] = [
  {
    type: "aws:codebuild/project:Project",
    handler: projectHandler,
    name: { input: "name" },
    replaces: ["name"],
  },
];
