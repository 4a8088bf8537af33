/** DynamoDB: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { tableHandler, tableItemHandler, tableType } from "./resources";

function keys(block: string): Record<string, string> {
  return {
    [`${block}hashKey`]: "KeySchema.0.AttributeName",
    [`${block}rangeKey`]: "KeySchema.1.AttributeName",
  };
}

function index(block: string): Record<string, string> {
  return {
    ...keys(block),
    [`${block}name`]: "IndexName",
    [`${block}projectionType`]: "Projection.ProjectionType",
    [`${block}nonKeyAttributes`]: "Projection.NonKeyAttributes",
  };
}

export const dynamodbTypes: readonly ResourceType[] = [
  {
    type: tableType,
    handler: tableHandler,
    call: {
      ...{ model, operation: "CreateTable", code: "ValidationException" },
      members: {
        name: "TableName",
        attributes: "AttributeDefinitions",
        "attributes.name": "AttributeName",
        "attributes.type": "AttributeType",
        ...keys(""),
        ...index("globalSecondaryIndexes."),
        "globalSecondaryIndexes.keySchemas": "KeySchema",
        ...index("localSecondaryIndexes."),
        serverSideEncryption: "SSESpecification",
        "serverSideEncryption.kmsKeyArn": "KMSMasterKeyId",
        streamEnabled: "StreamSpecification.StreamEnabled",
        streamViewType: "StreamSpecification.StreamViewType",
      },
      defaults: {
        // What kind of key it is follows from the input that names it.
        "KeySchema.KeyType": "HASH",
        "GlobalSecondaryIndexes.KeySchema.KeyType": "HASH",
        "LocalSecondaryIndexes.KeySchema.KeyType": "RANGE",
        // The view of a stream that is not enabled is not sent.
        "StreamSpecification.StreamEnabled": false,
      },
    },
    name: {
      input: "name",
      // From the API reference, CreateTable: the model takes an ARN in its place.
      accepts: {
        ...{ parameter: "tableName", pattern: "[\\w.-]+", least: 3, most: 255 },
        code: "ValidationException",
      },
    },
    key: { input: "serverSideEncryption.kmsKeyArn", code: "ValidationException" },
    replaces: ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
  },
  {
    type: "aws:dynamodb/tableItem:TableItem",
    handler: tableItemHandler,
    call: {
      ...{ model, operation: "PutItem", code: "ValidationException" },
      // The handler reads its JSON.
      ...{ members: { item: "" }, defaults: { Item: {} } },
    },
    requires: ["hashKey", "item", "tableName"],
    replaces: ["tableName", "hashKey", "rangeKey"],
    owner: { types: [tableType], input: "tableName" },
  },
];
