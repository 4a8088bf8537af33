/** CodeBuild: projects, which the pipeline's build actions run on this machine. */
import {
  arn,
  created,
  putHandler,
  physicalName,
  refuseDuplicate,
  type Handler,
} from "../account/context";
import { requireAssumable } from "../iam";
import type { ProjectVariable } from "./projects";

const projectType = "aws:codebuild/project:Project";

export const projectHandler: Handler = putHandler(
  (registration, context) => {
    const { source, environment, serviceRole } = registration.inputs;
    const name = physicalName(registration, context);
    refuseDuplicate(context, projectType, "name", name, {
      code: "ResourceAlreadyExistsException",
      message: `Project already exists: ${name}`,
    });
    requireAssumable(context, serviceRole, "codebuild.amazonaws.com", {
      code: "InvalidInputException",
      subject: "CodeBuild",
    });
    const variables: ProjectVariable[] = environment?.environmentVariables ?? [];
    context.projects.put(name, {
      buildspec: source?.buildspec,
      environmentVariables: variables.map(({ name, value, type }) => ({ name, value, type })),
      roleArn: serviceRole,
    });
    const projectArn = arn(context, "codebuild", `project/${name}`);
    return created(projectArn, registration, { name, arn: projectArn });
  },
  ({ state }, { projects }) => projects.delete(state.name),
);
