/** A ledger as a hub writes it, signed with a key of this machine. */
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import {
  entryFileName,
  entryText,
  hashOf,
  type LedgerContent,
  type LedgerEntry,
  noHash,
  signedBytes,
} from "../../../../../functions/domain/ledger/entry";
import type { FoundEntry } from "../../../../../functions/domain/ledger/verify";

export const createKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

export const key = createKey();

export const executionIds = [1, 2].map((one) => `0000000${one}-3f0e-4b8e-9d5e-2f6a1c9d8e7f`);

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 28, 9, minutes)).toISOString();

/** Every member that an entry of a request can have. */
function content(sequence: number, previousHash: string): LedgerContent {
  const request = (sequence - 1) % 2;
  const event = Math.ceil(sequence / 2);
  return {
    schemaVersion: 1,
    hub: "approvals",
    ...{ sequence, previousHash, recordedAt: at(sequence) },
    keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0f6d7a51-6d7f-4d6f-8e0e-b2f6a3c5d111",
    event: {
      ...{ id: `request-${request}-${event}`, sequence: event, time: at(sequence) },
      type: (["Requested", "Deciding", "Decided"] as const)[event - 1],
      meaning: (["request", "decide", "approve"] as const)[event - 1],
      actor: {
        ...{ channel: "slack", id: "U0ANN00001", displayName: "Ann" },
        arn: "arn:aws:sts::111122223333:assumed-role/gate/slack-U0ANN00001",
        sourceIdentity: "slack-U0ANN00001",
        mfa: true,
      },
      result: "Approved",
      reason: "Load test passed.",
      authority: "The gate's approverUserIds.",
    },
    request: {
      id: `request-${request}`,
      ...{ pipelineName: "orders", stageName: "ApproveProduction", actionName: "Approve" },
      ...{ region: "eu-west-1", requestedAt: at(0), expires: at(59) },
      pipelineExecutionId: executionIds[request],
      revisions: [{ name: "Source", id: "abc123" }],
      gateSha256: "a".repeat(64),
      shownSha256: "b".repeat(64),
    },
  };
}

export function sealed(
  of: LedgerContent | LedgerEntry,
  privateKey: KeyObject = key.privateKey,
): LedgerEntry {
  const signature = sign("sha256", signedBytes(of), privateKey).toString("base64");
  return { ...of, hash: hashOf(of), signature };
}

/** Three events of each of two requests, by turns. */
export function ledgerOf(count = 6, privateKey = key.privateKey): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    entries.push(sealed(content(sequence, entries.at(-1)?.hash ?? noHash), privateKey));
  }
  return entries;
}

/** And behind them one whose request has lost events, and one of what bypassed a gate. */
export function ledgerOfEveryKind(): LedgerEntry[] {
  const entries = ledgerOf();
  const { request: _, ...content } = entries[0];
  const of = { ...entries[1].request!, id: "request-2" };
  const lost = { ...content, request: of, event: { ...content.event, sequence: 4, omitted: 3 } };
  const actor = { channel: "codepipeline", id: "arn", displayName: "Ann", arn: "arn", mfa: false };
  const bypassed: Pick<LedgerContent, "event" | "bypass"> = {
    event: { id: "bypass-1", type: "Bypassed", time: at(8), meaning: "override", actor },
    bypass: {
      ...{ kind: "TransitionDisabled", operation: "DisableStageTransition", what: "It is held." },
      ...{ gates: ["orders/ApproveProduction/Approve"], region: "eu-west-1" },
      ...{ pipelineName: "orders", stageName: "ApproveProduction", actionName: "Approve" },
      ...{ pipelineExecutionId: executionIds[0], via: "cloudtrail", cloudTrailEventId: "1" },
      reviewOf: "bypass-0",
    },
  };
  for (const one of [lost, { ...content, ...bypassed }]) {
    const sequence = entries.length + 1;
    const place = { sequence, previousHash: entries.at(-1)!.hash, recordedAt: at(sequence) };
    entries.push(sealed({ ...one, ...place }));
  }
  return entries;
}

/** As the files of the bucket. */
export function filesOf(entries: readonly LedgerEntry[]): FoundEntry[] {
  return entries.map((entry) => ({
    file: entryFileName(entry.sequence),
    claimed: entry.sequence,
    text: entryText(entry),
  }));
}
