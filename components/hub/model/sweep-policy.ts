/**
 * What sweep may do: list gates and the keys of open requests, tokens among them, and hand actions over. It
 * reads no pipeline, and decides nothing.
 */
import { unsettledIndex } from "../../../contract/records";
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";

export interface SweepRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  /** Of those that look after what it finds. */
  readonly functionArns: readonly string[];
}

export function sweepPolicy(rights: SweepRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    {
      Sid: "ListUnsettledRequests",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: `${rights.requestsTableArn}/index/${unsettledIndex.name}`,
    },
    { Sid: "ListGates", Effect: "Allow", Action: "dynamodb:Scan", Resource: rights.gatesTableArn },
    {
      Sid: "HandOverActions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: [...rights.functionArns],
    },
    sendToDeadLetterQueue(rights),
  ]);
}
