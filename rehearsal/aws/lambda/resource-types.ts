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
    call: {
      ...{ model, operation: "CreateFunction", code },
      members: {
        name: "FunctionName",
        fileSystemConfig: "FileSystemConfigs",
        imageUri: "Code.ImageUri",
        s3Bucket: "Code.S3Bucket",
        s3Key: "Code.S3Key",
        s3ObjectVersion: "Code.S3ObjectVersion",
        sourceKmsKeyArn: "Code.SourceKMSKeyArn",
      },
      // An archive is no member by a name of its own: the handler says where there is none. 512 MB is
      // what a block without a size keeps.
      defaults: { Code: {}, "EphemeralStorage.Size": 512 },
    },
    requires: ["role", "loggingConfig.logFormat", "tracingConfig.mode"],
    name: {
      input: "name",
      // From the API reference, CreateFunction: the model takes an ARN in its place.
      accepts: { parameter: "functionName", pattern: "[\\w-]+", most: 64, code },
      autoname: { longest: 64 },
    },
    // Lambda API Reference, CreateFunction, and Lambda quotas: the model has no most of a timeout, and
    // a greater one of the memory.
    limits: [
      { input: "timeout", least: 1, most: 900, code },
      { input: "memorySize", least: 128, most: 10_240, code },
    ],
    key: { input: "kmsKeyArn", code: "InvalidParameterValueException" },
    tags: { code: "InvalidParameterValueException" },
    replaces: ["name", "packageType"],
  },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    handler: eventSourceMappingHandler,
    call: {
      ...{ model, operation: "CreateEventSourceMapping", code },
      // Endpoints are texts with commas for the provider, and lists for Lambda.
      members: { queues: "Queues.0", "selfManagedEventSource.endpoints": "" },
    },
    requires: ["functionName"],
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
    requires: ["functionName", "destinationConfig.onFailure.destination"],
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
    requires: ["authorizationType", "functionName"],
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
    requires: ["action", "function", "principal"],
    name: {
      input: "statementId",
      autoname: { longest: 100 },
    },
    replaces: "all",
    owner: { types: [functionType], input: "function" },
    // Its id means something only beside what it is on.
    identity: ({ id, inputs }) => `${id} ${inputs.function}`,
  },
];
