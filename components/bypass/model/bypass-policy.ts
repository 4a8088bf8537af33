/**
 * What the function that looks for bypasses may do: read gates and, through their roles, their pipelines; keep
 * what it has said; read who has reviewed what, which it cannot write; put events on one bus and messages on one topic. It may not decide, nor name a person, nor
 * read a request.
 */
import { reviewsOfBypassIndex } from "../../../contract/records";
import { document, type PolicyDocument } from "../../approval/model/policies";
import {
  type FunctionRights,
  internalServices,
  runAndLog,
  sendToDeadLetterQueue,
} from "../../hub/model/function-rights";
import { assumeToRead, type GateRoleRights } from "../../hub/model/hub-policies";

export interface BypassRights extends FunctionRights, GateRoleRights {
  readonly deadLetterQueueArn: string;
  readonly bypassesTableArn: string;
  readonly reviewsTableArn: string;
  readonly eventBusArn: string;
  readonly alarmTopicArn: string;
}

export function bypassPolicy(rights: BypassRights): PolicyDocument {
  return document([
    ...runAndLog(rights, [...internalServices, "sns"]),
    {
      Sid: "ReadGates",
      Effect: "Allow",
      Action: "dynamodb:Scan",
      Resource: rights.gatesTableArn,
    },
    {
      Sid: "KeepBypasses",
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"],
      Resource: rights.bypassesTableArn,
    },
    {
      Sid: "ReadReviews",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: `${rights.reviewsTableArn}/index/${reviewsOfBypassIndex}`,
    },
    assumeToRead(rights),
    {
      Sid: "PublishBypassEvents",
      Effect: "Allow",
      Action: "events:PutEvents",
      Resource: rights.eventBusArn,
    },
    {
      Sid: "TellOfBypasses",
      Effect: "Allow",
      Action: "sns:Publish",
      Resource: rights.alarmTopicArn,
    },
    sendToDeadLetterQueue(rights),
  ]);
}
