/**
 * What the ledger's function may do: read requests and gates, append to its table, sign with one key, and put
 * entries that are not there into one bucket. It may change no entry and delete none, and of a request it may
 * note nothing but how far it is in the ledger.
 */
import { entriesPrefix, ledgerPartitions, ledgerSignature } from "../../../contract/ledger";
import { actionAttribute, ledgerAttribute, tokenAttribute } from "../../../contract/records";
import { document, type PolicyDocument, type Statement } from "../../approval/model/policies";
import { type FunctionRights, runAndLog, sendToDeadLetterQueue } from "./function-rights";
import { answersNothing, onlyWrites } from "./table-conditions";

export interface LedgerRights extends FunctionRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
  readonly ledgerTableArn: string;
  readonly ledgerBucketArn: string;
  /** The key's own ARN: an alias could be pointed at another. */
  readonly ledgerKeyArn: string;
  /** Absent where the hub does not look for what bypasses its gates. */
  readonly bypassesTableArn?: string;
}

export function ledgerPolicy(rights: LedgerRights): PolicyDocument {
  return document([
    ...runAndLog(rights),
    ...readWhatHappened(rights),
    {
      Sid: "NoteInRequests",
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: rights.requestsTableArn,
      Condition: onlyWrites(actionAttribute, tokenAttribute, ledgerAttribute),
    },
    ...append(rights),
    ...signAndArchive(rights),
    sendToDeadLetterQueue(rights),
  ]);
}

function readWhatHappened(rights: LedgerRights): Statement[] {
  const { requestsTableArn, gatesTableArn, bypassesTableArn } = rights;
  const read = (Sid: string, name: string, Resource: string): Statement => ({
    ...{ Sid, Effect: "Allow", Action: `dynamodb:${name}`, Resource },
  });
  return [
    read("ReadRequests", "Query", requestsTableArn),
    read("ReadGates", "GetItem", gatesTableArn),
    ...(bypassesTableArn === undefined ? [] : [read("ReadBypasses", "GetItem", bypassesTableArn)]),
  ];
}

/**
 * DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control": `LeadingKeys` are
 * the partitions of a request. `ForAllValues` alone holds of a request that names none.
 */
function partitions(...names: string[]) {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": names },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}

/** The same guide, "Amazon DynamoDB condition keys": the call that an action is a part of. */
const inTransaction = {
  "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": ["TransactWriteItems"] },
};

/** Entries, and what is noted beside them: the head and each progress in the transaction of an entry alone. */
function append({ ledgerTableArn }: LedgerRights): Statement[] {
  const { entries, head, archive, request, event } = ledgerPartitions;
  const noted = [`${request}*`, `${event}*`];
  const may = (Sid: string, name: string, Condition: Statement["Condition"]): Statement => ({
    ...{ Sid, Effect: "Allow", Action: `dynamodb:${name}`, Resource: ledgerTableArn, Condition },
  });
  return [
    may("ReadNotes", "GetItem", partitions(head, archive, ...noted)),
    may("ReadEntries", "Query", partitions(entries)),
    may("AppendEntries", "PutItem", { ...partitions(entries), ...inTransaction }),
    may("MoveHead", "UpdateItem", { ...partitions(head, ...noted), ...inTransaction }),
    may("NoteArchive", "UpdateItem", { ...partitions(archive), ...answersNothing }),
  ];
}

/**
 * S3 User Guide, "How to enforce conditional writes on Amazon S3 buckets": no object is replaced, only one
 * that is not there is put; and it reads what is there already, to compare.
 */
function signAndArchive({ ledgerKeyArn, ledgerBucketArn }: LedgerRights): Statement[] {
  const { algorithm, messageType } = ledgerSignature;
  const entries = `${ledgerBucketArn}/${entriesPrefix}*`;
  return [
    {
      Sid: "SignEntries",
      Effect: "Allow",
      Action: "kms:Sign",
      Resource: ledgerKeyArn,
      Condition: {
        StringEquals: { "kms:SigningAlgorithm": algorithm, "kms:MessageType": messageType },
      },
    },
    {
      Sid: "ArchiveEntries",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: entries,
      Condition: { Null: { "s3:if-none-match": "false" } },
    },
    { Sid: "CompareEntries", Effect: "Allow", Action: "s3:GetObject", Resource: entries },
  ];
}
