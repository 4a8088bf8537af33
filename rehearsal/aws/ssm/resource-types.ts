/** Systems Manager: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { parameterHandler, parameterType } from "./resources";

export const ssmTypes: readonly ResourceType[] = [
  {
    type: parameterType,
    handler: parameterHandler,
    call: {
      model,
      operation: "PutParameter",
      code: "ValidationException",
      members: { insecureValue: "Value", valueWo: "Value" },
    },
    requires: ["type"],
    name: { input: "name" },
    key: { input: "keyId", code: "InvalidKeyId" },
    replaces: ["name"],
  },
];
