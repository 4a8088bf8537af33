/** KMS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { aliasHandler, aliasType, keyHandler } from "./resources";

export const kmsTypes: readonly ResourceType[] = [
  { type: "aws:kms/key:Key", handler: keyHandler },
  {
    type: aliasType,
    handler: aliasHandler,
    name: { input: "name", autoname: { prefix: "alias/" } },
    replaces: ["name", "namePrefix"],
  },
];
