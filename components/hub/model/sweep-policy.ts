/**
 * What sweep may do: list the keys of gates and of open requests, tokens among them, and hand actions over. It
 * reads no pipeline, and decides nothing.
 */
import { document, type PolicyDocument } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";
import { listGates, listUnsettled } from "./table-conditions";

export interface SweepRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  /** Of those that look after what it finds. */
  readonly functionArns: readonly string[];
}

export function sweepPolicy(rights: SweepRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    listUnsettled(rights.requestsTableArn),
    listGates(rights.gatesTableArn),
    {
      Sid: "HandOverActions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: [...rights.functionArns],
    },
    sendToDeadLetterQueue(rights),
  ]);
}
