/** One DynamoDB client for a function, made when it is first needed. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings } from "./client-settings";

export function lazyDynamoDb(): () => DynamoDBClient {
  let client: DynamoDBClient | undefined;
  return () => (client ??= new DynamoDBClient(clientSettings(5)));
}
