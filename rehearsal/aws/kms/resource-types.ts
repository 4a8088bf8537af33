/** KMS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { aliasType } from "./kms-key";
import { aliasHandler, keyHandler } from "./resources";

export const kmsTypes: readonly ResourceType[] = [
  {
    type: "aws:kms/key:Key",
    handler: keyHandler,
    call: {
      ...{ model, operation: "CreateKey", code: "ValidationException" },
      members: { customerMasterKeySpec: "KeySpec" },
    },
    // Of a key that is there KMS changes neither.
    replaces: ["customerMasterKeySpec", "keyUsage"],
    limits: [
      // API Reference, ScheduleKeyDeletion: the provider asks for it at the end.
      { input: "deletionWindowInDays", least: 7, most: 30, code: "ValidationException" },
    ],
    tags: { code: "TagException" },
  },
  {
    type: aliasType,
    handler: aliasHandler,
    call: {
      ...{ model, operation: "CreateAlias", code: "ValidationException" },
      members: { name: "AliasName" },
    },
    requires: ["targetKeyId"],
    name: { input: "name", autoname: { prefix: "alias/" } },
    replaces: ["name", "namePrefix"],
  },
];
