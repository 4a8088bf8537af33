/**
 * What of a pipeline's definition protects: where its gates stand, what comes behind them, the conditions of
 * its stages. Kept of each pipeline, so that the next look can say what was taken away.
 */
import * as v from "valibot";
import { namesOfAction } from "../../../contract/records";
import type { GateSettings } from "../types";

const action = v.object({
  stage: v.string(),
  name: v.string(),
  /** Its place: actions of a later stage, or of a higher number in the same one, come behind it. */
  order: v.pipe(v.array(v.number()), v.length(2)),
  category: v.string(),
  isApproval: v.boolean(),
  /** True where it changes nothing until another action executes what it prepares. */
  isPreparation: v.optional(v.boolean()),
  topicArn: v.optional(v.string()),
  timeoutInMinutes: v.optional(v.number()),
});

const rule = v.object({ stage: v.string(), condition: v.string(), rule: v.string() });

const schema = v.object({
  version: v.number(),
  /** ISO 8601. A pipeline that was deleted and made anew begins at version 1 again: this tells the two apart. */
  created: v.optional(v.string()),
  actions: v.array(action),
  /** Each rule of a condition as one text: another text is another rule. */
  rules: v.array(rule),
});

export type Definition = v.InferOutput<typeof schema>;

/** What is kept of the last look at a pipeline. */
const baseline = v.object({
  definition: schema,
  /** Codes of what differs from the gates' records and was said. */
  said: v.array(v.string()),
  /** Of what differs and may be a deployment that is under way: said where the next look finds it too. */
  pending: v.array(v.string()),
  /** When the pipeline was created that had this name before and was deleted. */
  replaced: v.optional(v.string()),
});

export type Baseline = v.InferOutput<typeof baseline>;

const storedBaseline = v.pipe(v.string(), v.parseJson(), baseline);

export function parseBaseline(json: string): Baseline | undefined {
  const parsed = v.safeParse(storedBaseline, json);
  return parsed.success ? parsed.output : undefined;
}

/** A gate as its action and what its record says of that. */
export type KnownGate = Pick<GateSettings, "action" | "topicArn" | "timeoutInMinutes">;

/** What is not as it should be, of one gate. */
export interface Finding {
  readonly gates: readonly string[];
  readonly kind: "GateRemoved" | "GateWeakened";
  /** Tells findings of one gate apart. */
  readonly code: string;
  readonly what: string;
}

/** The gate's approval action; undefined where the pipeline has none of that name. */
export const actionOf = (definition: Definition, gate: Pick<KnownGate, "action">) => {
  const { stageName: stage, actionName: name } = namesOfAction(gate.action);
  return definition.actions.find(
    (one) => one.stage === stage && one.name === name && one.isApproval,
  );
};

/** True where another pipeline has the name by now. */
export const isReplacement = (before: Baseline | undefined, { created }: Definition): boolean =>
  created !== undefined &&
  before?.definition.created !== undefined &&
  before.definition.created !== created;

/** The gates in a stage; where none is in it, all of the pipeline. */
export function gatesOfStage(
  gates: readonly Pick<KnownGate, "action">[],
  stage: string | undefined,
): string[] {
  const inStage = gates.filter(({ action: key }) => namesOfAction(key).stageName === stage);
  return (inStage.length > 0 ? inStage : gates).map(({ action: key }) => key);
}
