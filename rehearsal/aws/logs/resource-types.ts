/** CloudWatch Logs: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { logGroupHandler, logGroupType, queryDefinitionHandler } from "./resources";

const code = "InvalidParameterException";

export const logsTypes: readonly ResourceType[] = [
  {
    type: logGroupType,
    handler: logGroupHandler,
    call: {
      model,
      operation: "CreateLogGroup",
      code,
      members: { name: "logGroupName" },
    },
    name: { input: "name" },
    key: { input: "kmsKeyId", code },
    tags: { code, strict: true },
    replaces: ["name", "namePrefix", "logGroupClass"],
  },
  {
    type: "aws:cloudwatch/queryDefinition:QueryDefinition",
    handler: queryDefinitionHandler,
    call: { model, operation: "PutQueryDefinition", code },
    requires: ["queryString"],
    name: { input: "name" },
  },
];
