/** What the ledger's function needs of the world. */
import type { ActionKey } from "../../../contract/records";
import type { ApprovalRequest } from "../types";
import type { JsonObject } from "./canonical";
import type { LedgerEntry } from "./entry";

/** The newest entry, on which the next one follows. */
export interface LedgerHead {
  /** Zero where there is none. */
  readonly sequence: number;
  readonly hash: string;
  readonly recordedAt?: string;
}

/** How far the events of one request, or of what belongs to none, are in the ledger. */
export interface Progress {
  /** Key of the table of the ledger. */
  readonly of: string;
  readonly before: number;
  readonly through: number;
}

export interface LedgerStore {
  head(): Promise<LedgerHead>;
  /** Zero where nothing of it is in the ledger. */
  progress(of: string): Promise<number>;
  /**
   * All of it or nothing: the entry behind the head that it names, the head, and the progress. "lost" where
   * another run has moved one of them since they were read.
   */
  append(entry: LedgerEntry, progress: Progress): Promise<"appended" | "lost">;
  /** The number up to which the archive has every entry. */
  archived(): Promise<number>;
  noteArchived(through: number): Promise<void>;
  /** In their order. */
  entriesAfter(sequence: number): AsyncIterable<LedgerEntry>;
}

/** What the ledger reads of requests, and notes there. */
export interface RecordingStore {
  /** A consistent read; undefined where the action has no such request. */
  find(action: ActionKey, requestId: string): Promise<ApprovalRequest | undefined>;
  /** Requests of an action that stand in the index of what is unsettled, and have events that are not noted to be in the ledger. */
  unrecorded(action: ActionKey): Promise<readonly ApprovalRequest[]>;
  /** Notes that the events up to `through` are in the ledger and its archive. */
  noteRecorded(request: ApprovalRequest, through: number): Promise<void>;
}

/** The settings of a gate as they stand in the table, whatever they are. */
export interface GateRecords {
  record(action: ActionKey): Promise<JsonObject | undefined>;
}

/** Events that belong to no request, as the hub keeps them. */
export interface BypassStore {
  event(id: string): Promise<unknown>;
}

export interface Signer {
  readonly keyArn: string;
  /** Signs a SHA-256, given in hexadecimal digits; answers DER in base64. */
  sign(hash: string): Promise<string>;
}

export interface Archive {
  /** Puts what is not there. "other" where something else stands in its place. */
  put(name: string, text: string): Promise<"put" | "exists" | "other">;
}
