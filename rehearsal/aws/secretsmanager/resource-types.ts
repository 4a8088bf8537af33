/** Secrets Manager: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { secretHandler, secretType, secretVersionHandler } from "./resources";

export const secretsmanagerTypes: readonly ResourceType[] = [
  {
    type: secretType,
    handler: secretHandler,
    call: { model, operation: "CreateSecret", code: "ValidationException" },
    name: { input: "name" },
    key: { input: "kmsKeyId", code: "InvalidParameterException" },
    replaces: ["name", "namePrefix"],
  },
  {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    handler: secretVersionHandler,
    call: { model, operation: "PutSecretValue", code: "ValidationException" },
    requires: ["secretId"],
    replaces: ["secretId", "secretString", "secretBinary"],
    owner: { types: [secretType], input: "secretId" },
  },
];
