/** CodeDeploy: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { applicationHandler, applicationType } from "./resources";

export const codedeployTypes: readonly ResourceType[] = [
  {
    type: applicationType,
    handler: applicationHandler,
    call: {
      ...{ model, operation: "CreateApplication", code: "ValidationException" },
      members: { name: "applicationName" },
      // The errors that the model names for the operation.
      codes: {
        applicationName: "InvalidApplicationNameException",
        computePlatform: "InvalidComputePlatformException",
      },
    },
    name: { input: "name" },
    tags: { code: "InvalidTagsToAddException" },
    // UpdateApplication changes the name.
    replaces: ["computePlatform"],
  },
];
