/** Systems Manager: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { parameterHandler, parameterType } from "./resources";

export const ssmTypes: readonly ResourceType[] = [
  {
    type: parameterType,
    handler: parameterHandler,
    name: { input: "name" },
    key: { input: "keyId", code: "InvalidKeyId" },
    replaces: ["name"],
  },
];
