/** Parts of a request as the requests table keeps it. */
import * as v from "valibot";
import { businessHours } from "./business-hours-schema";

export const text = v.string();
export const optional = v.optional(text);
/** A message shows it, so it must be a moment. ISO 8601. */
export const instant = v.pipe(
  text,
  v.check((at) => !Number.isNaN(Date.parse(at)), "is no moment"),
);
export const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What a transition answers is a new request: nothing of one that was read is changed. */
export const record = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(v.object(entries), v.readonly());
export const list = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.readonly());

export const result = v.picklist(["Approved", "Rejected"]);

export type DecisionResult = v.InferOutput<typeof result>;

export const actor = record({
  /** Name of the channel: `slack`. */
  channel: text,
  /** Id on that channel, which nobody can choose. */
  id: text,
  /** Name for people. */
  displayName: text,
  /** The system by which they were on call then, where that let them decide: `pagerduty`. */
  onCall: optional,
});

/** Who did something, and on which channel, as a verified payload names them. */
export type Actor = v.InferOutput<typeof actor>;

const slaStep = record({ kind: v.picklist(["remind", "respond"]), at: instant });

export const sla = record({
  respondWithinMinutes: count,
  /** What is measured of it counts in them; absent where every minute counts, and in what earlier versions kept. */
  businessHours: v.fallback(v.optional(businessHours), undefined),
  /** By when somebody should have answered. */
  dueAt: instant,
  steps: list(slaStep),
  /** Index of the first step that nobody has taken. */
  next: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The step that a run has in hand, until when, and who was told already. */
  telling: v.optional(
    record({
      step: v.pipe(v.number(), v.integer(), v.minValue(0)),
      until: instant,
      told: list(text),
    }),
  ),
  remindedAt: v.optional(instant),
  breachedAt: v.optional(instant),
  escalatedAt: v.optional(instant),
});

export const automatic = record({
  decision: v.picklist(["approve", "reject", "ask"]),
  reason: text,
  /** Name of the function that was asked, or `when`. */
  by: text,
  at: instant,
  /** True where every message says that it was left to people. */
  shown: v.optional(v.boolean()),
});

export const ticket = record({
  /** Name and kind of the connector that opened it. */
  connector: text,
  kind: text,
  id: text,
  /** As people call it. */
  label: text,
  url: optional,
  /** Why what it says decides nothing yet. */
  note: optional,
});

/** A ticket of another system that was opened for the request. */
export type RequestTicket = v.InferOutput<typeof ticket>;

export const vote = record({
  /** Of the command that cast it. */
  id: text,
  person: actor,
  result,
  reason: optional,
  at: instant,
  /** Names of the rule's groups that had them as a member then; who is one is asked anew when votes are counted. */
  groups: list(text),
  /** Ids of what the same person had voted before: delivered again, it changes nothing. */
  replaced: list(text),
  /** Epoch seconds: when the channel has signed it, by which an earlier one is known that arrives later. */
  signedAt: v.optional(v.number()),
});

export const ruleNote = record({
  /** Of those whom the gate's lists name: who may not approve what they have started or written. */
  excluded: list(record({ channel: text, id: text })),
  /** Why those who are left cannot fulfil the rule. Absent where they can, or nobody knows. */
  unfulfillable: v.optional(
    v.picklist(["too_few", "starter", "author", "starter_unknown", "author_unknown"]),
  ),
});

/** What was known of a rule's people when a request was shown, or voted on at last: it is shown, and decides nothing. */
export type RuleNote = v.InferOutput<typeof ruleNote>;
