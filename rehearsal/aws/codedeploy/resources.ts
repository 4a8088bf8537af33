/** CodeDeploy: applications. Deployments to them are pretended by the pipeline's actions. */
import {
  arn,
  created,
  type Handler,
  physicalName,
  putHandler,
  refuseDuplicate,
} from "../account/context";

export const applicationType = "aws:codedeploy/application:Application";

export const applicationHandler: Handler = putHandler((registration, context) => {
  const { computePlatform = "Server" } = registration.inputs;
  const name = physicalName(registration, context);
  refuseDuplicate(context, applicationType, "name", name, {
    code: "ApplicationAlreadyExistsException",
    message: `Application already exists: ${name}`,
  });
  const applicationArn = arn(context, "codedeploy", `application:${name}`);
  return created(name, registration, { name, arn: applicationArn, computePlatform });
});
