/** DynamoDB: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { tableHandler, tableItemHandler, tableType } from "./resources";

export const dynamodbTypes: readonly ResourceType[] = [
  {
    type: tableType,
    handler: tableHandler,
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
