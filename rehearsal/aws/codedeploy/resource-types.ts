/** CodeDeploy: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { applicationHandler, applicationType } from "./resources";

export const codedeployTypes: readonly ResourceType[] = [
  {
    type: applicationType,
    handler: applicationHandler,
    name: {
      input: "name",
      // The model of CreateApplication names no characters.
      accepts: {
        ...{ parameter: "applicationName", pattern: "[^]*", most: 100 },
        code: "InvalidApplicationNameException",
      },
    },
    // UpdateApplication changes the name.
    replaces: ["computePlatform"],
  },
];
