/** DynamoDB: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { tableHandler, tableItemHandler, tableType } from "./resources";

export const dynamodbTypes: readonly ResourceType[] = [
  {
    type: tableType,
    handler: tableHandler,
    call: {
      ...{ model, operation: "CreateTable", code: "ValidationException" },
      members: {
        attributes: "AttributeDefinitions",
        "attributes.name": "AttributeName",
        "attributes.type": "AttributeType",
        "globalSecondaryIndexes.name": "IndexName",
        "globalSecondaryIndexes.projectionType": "Projection.ProjectionType",
        "localSecondaryIndexes.name": "IndexName",
        "localSecondaryIndexes.projectionType": "Projection.ProjectionType",
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
    replaces: ["tableName", "hashKey", "rangeKey"],
    owner: { types: [tableType], input: "tableName" },
  },
];
