/**
 * What the function `automatic` may do: find the open requests of a gate, and say to the decider where to look. It
 * asks nobody's function, takes on no role and decides nothing.
 */
import { document, type PolicyDocument } from "../../approval/model/policies";
import {
  type FunctionRights,
  readGates,
  runAndLog,
  sendToDeadLetterQueue,
} from "./function-rights";

export interface AutomaticRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  readonly deciderArn: string;
}

export function automaticPolicy(rights: AutomaticRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    readGates(rights),
    {
      Sid: "ReadRequests",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: rights.requestsTableArn,
    },
    {
      Sid: "HandOverToDecider",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: rights.deciderArn,
    },
    sendToDeadLetterQueue(rights),
  ]);
}
