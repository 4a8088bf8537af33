/** Lambda: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { functionHandler, functionType } from "./function-resource";
import { eventSourceMappingHandler } from "./mapping-resource";
import {
  functionEventInvokeConfigHandler,
  functionUrlHandler,
  permissionHandler,
} from "./resources";

const code = "ValidationException";

export const lambdaTypes: readonly ResourceType[] = [
  {
    type: functionType,
    handler: functionHandler,
    name: {
      input: "name",
      // From the API reference, CreateFunction: the model takes an ARN in its place.
      accepts: { parameter: "functionName", pattern: "[\\w-]+", most: 64, code },
      autoname: { longest: 64 },
    },
    texts: [{ input: "description", most: 256, code }],
    key: { input: "kmsKeyArn", code: "InvalidParameterValueException" },
    tags: { code: "InvalidParameterValueException" },
    replaces: ["name", "packageType"],
  },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    handler: eventSourceMappingHandler,
    call: { model, operation: "CreateEventSourceMapping", code },
    tags: { code: "InvalidParameterValueException" },
    replaces: [
      ...["eventSourceArn", "startingPosition", "startingPositionTimestamp", "queues", "topics"],
      "selfManagedEventSource",
    ],
  },
  {
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    handler: functionEventInvokeConfigHandler,
    call: { model, operation: "PutFunctionEventInvokeConfig", code },
    replaces: ["functionName", "qualifier"],
    owner: { types: [functionType], input: "functionName" },
  },
  {
    type: "aws:lambda/functionUrl:FunctionUrl",
    handler: functionUrlHandler,
    call: {
      model,
      operation: "CreateFunctionUrlConfig",
      code,
      members: { authorizationType: "AuthType" },
    },
    replaces: ["functionName", "qualifier"],
    owner: { types: [functionType], input: "functionName" },
  },
  {
    type: "aws:lambda/permission:Permission",
    handler: permissionHandler,
    call: {
      model,
      operation: "AddPermission",
      code,
      members: { function: "FunctionName" },
    },
    name: {
      input: "statementId",
      accepts: { parameter: "statementId", pattern: "[\\w-]+", most: 100, code },
      autoname: { longest: 100 },
    },
    replaces: "all",
    owner: { types: [functionType], input: "function" },
    // Its id means something only beside what it is on.
    identity: ({ id, inputs }) => `${id} ${inputs.function}`,
  },
];
