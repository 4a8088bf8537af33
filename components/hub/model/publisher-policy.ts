/** What the publisher may do: read one stream, put events on one bus. No gate, no credentials, no request. */
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";

export interface PublisherRights extends FunctionRights {
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
      Sid: "PublishRequestEvents",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: rights.eventBusArn,
    },
    sendToDeadLetterQueue(rights),
  ]);
}
