/** CodeConnections: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { connectionHandler } from "./resources";

const connection = {
  call: {
    ...{ model, operation: "CreateConnection", code: "ValidationException" },
    members: { name: "ConnectionName" },
  },
  name: { input: "name" },
  replaces: ["name", "providerType", "hostArn"],
};

export const codeconnectionsTypes: readonly ResourceType[] = [
  {
    type: "aws:codeconnections/connection:Connection",
    handler: connectionHandler("codeconnections"),
    ...connection,
  },
  {
    type: "aws:codestarconnections/connection:Connection",
    handler: connectionHandler("codestar-connections"),
    ...connection,
  },
];
