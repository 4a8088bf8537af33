/** CodeDeploy: applications. Deployments to them are pretended by the pipeline's actions. */
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  type Handler,
  physicalName,
  putHandler,
  refuseDuplicate,
} from "../account/context";

export const applicationType = "aws:codedeploy/application:Application";

/** CodeDeploy API Reference, CreateApplication. */
const platforms = ["Server", "Lambda", "ECS"];

export const applicationHandler: Handler = putHandler((registration, context) => {
  const { computePlatform = "Server" } = registration.inputs;
  const name = physicalName(registration, context);
  if (!platforms.includes(computePlatform)) {
    throw new ServiceError(
      "InvalidComputePlatformException",
      `computePlatform must be one of ${platforms.join(", ")}, got: ${computePlatform}`,
    );
  }
  refuseDuplicate(context, applicationType, "name", name, {
    code: "ApplicationAlreadyExistsException",
    message: `Application already exists: ${name}`,
  });
  const applicationArn = arn(context, "codedeploy", `application:${name}`);
  return created(name, registration, { name, arn: applicationArn, computePlatform });
});
