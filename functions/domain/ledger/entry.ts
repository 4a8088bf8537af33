/**
 * An entry of the ledger: one request event, or one event about what bypassed a gate, numbered, with the hash of the entry before it, its own
 * hash and a signature. Auditors keep entries for years, so a member is never taken away nor given
 * another meaning without another schemaVersion.
 */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { eventTypes, requestEventEntries } from "../request-events";
import { canonicalJson, type JsonObject } from "./canonical";

const text = v.string();
const described = (description: string) => v.pipe(text, v.description(description));
const sha256 = (description: string) =>
  v.pipe(text, v.regex(/^[0-9a-f]{64}$/), v.description(description));
const instant = (description: string) => v.pipe(text, v.isoTimestamp(), v.description(description));

/** What the actor did with the request: 21 CFR 11.50 (a) (3) asks for the meaning of a signature. */
const meanings = [
  ...(["request", "decide", "approve", "reject", "expire", "cancel"] as const),
  ...(["remind", "breach", "escalate", "vote", "override", "review"] as const),
] as const;

export type Meaning = (typeof meanings)[number];

/** Events that belong to no request. */
export const bypassTypes = ["Bypassed", "Reviewed"] as const;

const actor = v.strictObject({
  channel: described(
    "Where they did it: slack; codepipeline for the console, the CLI and the API; iam for a review in the hub's table.",
  ),
  id: described(
    "Id on that channel: a Slack user id, the ARN that CodePipeline names, or what IAM knows a reviewer by.",
  ),
  displayName: described("Name for people, printed."),
  arn: v.optional(
    described(
      "ARN that AWS knows them by; of a person on a channel, their session of the gate's role.",
    ),
  ),
  sourceIdentity: v.optional(
    described("Source identity of the session that decided for them, as CloudTrail has it."),
  ),
  mfa: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Whether they had signed in with MFA, where CloudTrail tells it."),
    ),
  ),
});

const event = v.strictObject({
  ...requestEventEntries,
  sequence: v.optional(requestEventEntries.sequence),
  type: v.pipe(
    v.picklist([...eventTypes, ...bypassTypes]),
    v.description(
      "What happened. Bypassed: something bypassed a gate; Reviewed: somebody looked at it.",
    ),
  ),
  omitted: v.optional(
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.minValue(1),
      v.description(
        "How many events of the request before this one the hub did not have any more: the ledger lacks them.",
      ),
    ),
  ),
  actor: v.optional(v.pipe(actor, v.description("Who did it; absent where nobody did."))),
  meaning: v.pipe(v.picklist(meanings), v.description("What it meant for the request.")),
  authority: v.optional(
    described(
      "What let them: the gate's record for a channel, IAM for the console, the CLI, the API.",
    ),
  ),
});

const revision = v.strictObject({
  name: described("Name of the artifact."),
  id: described("Commit, version or digest that is to be released."),
});

const request = v.strictObject({
  id: described("Names the request; all of its events have it."),
  pipelineName: text,
  stageName: text,
  actionName: text,
  region: described("Region of the pipeline."),
  requestedAt: instant("When the hub learnt of it, in UTC."),
  expires: instant("When CodePipeline fails the action unless somebody decides, in UTC."),
  pipelineExecutionId: v.optional(described("Absent where CodePipeline has not told it.")),
  revisions: v.optional(
    v.pipe(
      v.array(revision),
      v.description("What is to be released, where CodePipeline tells it."),
    ),
  ),
  gateSha256: v.optional(
    sha256("SHA-256 of the gate's settings in the hub at that time, as canonical JSON."),
  ),
  shownSha256: v.optional(
    sha256(
      "SHA-256 of what approvers were shown: customData and externalEntityLink, canonical JSON.",
    ),
  ),
});

const bypass = v.strictObject({
  kind: v.optional(described("How it bypassed the gate.")),
  operation: v.optional(described("The call of AWS's API that did it.")),
  what: v.optional(described("What was done, in a sentence.")),
  gates: v.pipe(
    v.array(text),
    v.description("The gates that it bypassed, as PIPELINE/STAGE/ACTION."),
  ),
  region: v.optional(described("Region of the pipeline.")),
  pipelineName: text,
  stageName: v.optional(text),
  actionName: v.optional(text),
  pipelineExecutionId: v.optional(described("Absent where it is about no execution.")),
  via: v.optional(described("Who has told the hub: cloudtrail, codepipeline, or sweep.")),
  cloudTrailEventId: v.optional(described("The record of CloudTrail, where one has told.")),
  reviewOf: v.optional(described("Of Reviewed: `event.id` of the Bypassed that was reviewed.")),
});

const sealed = {
  schemaVersion: v.literal(1),
  hub: described("The hub that keeps this ledger."),
  sequence: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.description("Counts the entries of the ledger, from 1, without a gap."),
  ),
  previousHash: sha256("`hash` of the entry before; zeros in the first."),
  recordedAt: instant("When the ledger has taken it, in UTC."),
  keyArn: described("The KMS key that signs the entry. An ARN, for an alias can be moved."),
  event: v.pipe(event, v.description("What happened.")),
  request: v.optional(
    v.pipe(
      request,
      v.description(
        "The approval request that it happened to; absent of Bypassed and Reviewed, which have `bypass`.",
      ),
    ),
  ),
  bypass: v.optional(
    v.pipe(bypass, v.description("Of Bypassed and Reviewed: what bypassed which gates.")),
  ),
};

export const ledgerEntrySchema = v.strictObject({
  ...sealed,
  hash: sha256(
    "SHA-256 of the entry without `hash` and `signature`, as canonical JSON (RFC 8785).",
  ),
  signature: v.pipe(
    text,
    v.base64(),
    v.description("ECDSA P-256 of that hash, DER, in base64, by the KMS key."),
  ),
});

export type LedgerEntry = v.InferOutput<typeof ledgerEntrySchema>;

/** What the hash and the signature are of. */
export type LedgerContent = Omit<LedgerEntry, "hash" | "signature">;

/** `previousHash` of the first entry: there is none before it. */
export const noHash = "0".repeat(64);

/** The bytes that are hashed and signed: the entry as it stands, whatever its members are. */
export function signedBytes(entry: JsonObject): Buffer {
  return Buffer.from(canonicalJson({ ...entry, hash: undefined, signature: undefined }));
}

export const hashOf = (entry: JsonObject): string =>
  createHash("sha256").update(signedBytes(entry)).digest("hex");

/** The text of an entry, as a file of the ledger holds it: one line. */
export const entryText = (entry: LedgerEntry): string => `${canonicalJson(entry)}\n`;

/** Named so that a list by name is in the order of the ledger. */
export const entryFileName = (sequence: number): string =>
  `${String(sequence).padStart(10, "0")}.json`;

/** The number that a file's name says, if it is an entry's. */
export function sequenceOfFile(name: string): number | undefined {
  const [, digits] = /^(\d{10})\.json$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
