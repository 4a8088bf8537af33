/**
 * What the publisher may do: read requests and their stream, put events on one bus, and note in the table
 * which are there. No gate, no credentials; of a request it may write nothing that says how it stands.
 */
import { actionAttribute, publishedAttribute, tokenAttribute } from "../../../contract/records";
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";
import { onlyWrites } from "./table-conditions";

export interface PublisherRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly requestsStreamArn: string;
  readonly eventBusArn: string;
  readonly deadLetterQueueArn: string;
}

export function publisherPolicy(rights: PublisherRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    // Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB": execution role permissions.
    {
      Sid: "ReadRequestsStream",
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: rights.requestsStreamArn,
    },
    // Service Authorization Reference, Amazon DynamoDB: this action has no resource type.
    { Sid: "ListStreams", Effect: "Allow", Action: "dynamodb:ListStreams", Resource: "*" },
    {
      Sid: "ReadRequests",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: rights.requestsTableArn,
    },
    {
      Sid: "NotePublication",
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: rights.requestsTableArn,
      Condition: onlyWrites(actionAttribute, tokenAttribute, publishedAttribute),
    },
    {
      Sid: "PublishRequestEvents",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: rights.eventBusArn,
    },
    sendToDeadLetterQueue(rights),
  ]);
}
