/**
 * What the function that measures may do: list what is unsettled, read of a request how it stands and since
 * when, note that somebody was told of it, and publish to the topic of the alarms. It reads no text of a request,
 * no pipeline, no gate but its key, and decides nothing.
 */
import {
  actionAttribute,
  stuckToldAttribute,
  tokenAttribute,
  unsettledIndex,
} from "../../../contract/records";
import { document, type PolicyDocument, type Statement } from "../../approval/model/policies";
import {
  type FunctionRights,
  internalServices,
  runAndLog,
  sendToDeadLetterQueue,
} from "./function-rights";
import { listGates, listUnsettled, onlyWrites, readOnly } from "./table-conditions";

export interface MeasuresRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  /** True where each gate has metrics of its own. */
  readonly listsGates: boolean;
  /** True where it tells of what waits for too long. */
  readonly notesStuck: boolean;
  /** Whom it tells; absent where the log alone says it. */
  readonly topicArn?: string;
}

/** What `functions/domain/waiting.ts` reads of a request, and what a query narrows by. */
const readOfRequest = [
  ...[actionAttribute, tokenAttribute, "status", "region", "requestedAt", "unconfirmed", "sla"],
  ...[stuckToldAttribute, unsettledIndex.attribute],
];

export function measuresPolicy(rights: MeasuresRights): PolicyDocument {
  const { topicArn } = rights;
  // A topic that is encrypted is so with the hub's own key, or with one whose policy lets the function's role use it.
  const services = topicArn === undefined ? internalServices : [...internalServices, "sns"];
  return document([
    ...runAndLog(rights, services),
    listUnsettled(rights.requestsTableArn),
    {
      Sid: "ReadWhatWaits",
      Effect: "Allow",
      Action: "dynamodb:Query",
      Resource: rights.requestsTableArn,
      Condition: readOnly(...readOfRequest),
    },
    ...(rights.listsGates ? [listGates(rights.gatesTableArn)] : []),
    ...(rights.notesStuck ? [noteStuck(rights)] : []),
    ...(topicArn === undefined ? [] : [tellOfWhatIsStuck(topicArn)]),
    sendToDeadLetterQueue(rights),
  ]);
}

const noteStuck = ({ requestsTableArn }: MeasuresRights): Statement => ({
  Sid: "NoteWhoWasTold",
  Effect: "Allow",
  Action: "dynamodb:UpdateItem",
  Resource: requestsTableArn,
  Condition: onlyWrites(actionAttribute, tokenAttribute, stuckToldAttribute),
});

const tellOfWhatIsStuck = (topicArn: string): Statement => ({
  Sid: "TellOfWhatIsStuck",
  Effect: "Allow",
  Action: "sns:Publish",
  Resource: topicArn,
});
