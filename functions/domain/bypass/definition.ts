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
  topicArn: v.optional(v.string()),
  timeoutInMinutes: v.optional(v.number()),
});

const rule = v.object({ stage: v.string(), condition: v.string(), rule: v.string() });

const schema = v.object({
  version: v.number(),
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
});

export type Baseline = v.InferOutput<typeof baseline>;

export function parseBaseline(json: string): Baseline | undefined {
  try {
    const parsed = v.safeParse(baseline, JSON.parse(json));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
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

const keyOf = ({ stage, name }: { stage: string; name: string }): string => `${stage}/${name}`;

/** True for what runs only when the gate has been passed. */
const isBehind = (one: readonly number[], gate: readonly number[]): boolean =>
  one[0] > gate[0] || (one[0] === gate[0] && one[1] > gate[1]);

const actionOf = (definition: Definition, gate: Pick<KnownGate, "action">) => {
  const { stageName: stage, actionName: name } = namesOfAction(gate.action);
  return definition.actions.find(
    (one) => one.stage === stage && one.name === name && one.isApproval,
  );
};

/** How the pipeline differs from what the gates' records say, each with a code that stays the same. */
function mismatches(definition: Definition, gates: readonly KnownGate[]): Finding[] {
  return gates.flatMap((gate): Finding[] => {
    const found = actionOf(definition, gate);
    const of = (kind: Finding["kind"], code: string, what: string): Finding => ({
      ...{ gates: [gate.action], kind, code: `${gate.action} ${code}`, what },
    });
    if (found === undefined) {
      return [of("GateRemoved", "missing", "The pipeline has no such approval action any more.")];
    }
    const findings: Finding[] = [];
    if (found.topicArn !== gate.topicArn) {
      const now = found.topicArn ?? "nobody";
      const what = `The approval action notifies ${now} instead of the gate's topic.`;
      findings.push(of("GateWeakened", `notifies ${now}`, what));
    }
    if (found.timeoutInMinutes !== gate.timeoutInMinutes) {
      const now = minutes(found.timeoutInMinutes);
      const what = `The approval action waits ${now} instead of ${minutes(gate.timeoutInMinutes)}.`;
      findings.push(of("GateWeakened", `waits ${now}`, what));
    }
    for (const condition of skipping(definition, found.stage)) {
      const what = `The condition ${condition} of the stage can skip it, and its approval with it.`;
      findings.push(of("GateWeakened", `is skipped by ${condition}`, what));
    }
    return findings;
  });
}

/** CodePipeline User Guide, "How do stage conditions work?": the result SKIP goes on behind the stage. */
const skipping = ({ rules }: Definition, stage: string): string[] => [
  ...new Set(
    rules
      .filter((one) => one.stage === stage && resultOf(one.rule) === "SKIP")
      .map(({ condition }) => condition),
  ),
];

/** A rule's text is a list, which begins with the result of its condition. */
function resultOf(rule: string): unknown {
  try {
    return (JSON.parse(rule) as unknown[])[0];
  } catch {
    return undefined;
  }
}

const minutes = (timeout: number | undefined): string =>
  timeout === undefined ? "CodePipeline's own 7 days" : `${timeout} minutes`;

/**
 * What of the differences is to be said now, and what is kept for the next look. A gate and its pipeline are
 * deployed one after the other: a difference is said at once where CloudTrail has told that the pipeline was
 * changed, or where that was changed around a gate which it had.
 */
export function compared(
  before: Baseline | undefined,
  definition: Definition,
  gates: readonly KnownGate[],
  isTold: boolean,
): { readonly findings: Finding[]; readonly next: Baseline } {
  const differs = mismatches(definition, gates);
  const { said = [], pending = [] } = before ?? {};
  const isChanged = before !== undefined && before.definition.version !== definition.version;
  const isDue = ({ code, gates: [action] }: Finding): boolean =>
    isTold ||
    pending.includes(code) ||
    (isChanged && actionOf(before.definition, { action }) !== undefined);
  const due = differs.filter((one) => !said.includes(one.code) && isDue(one));
  const isSaid = (one: Finding): boolean => said.includes(one.code) || due.includes(one);
  const codes = (findings: Finding[]): string[] => findings.map(({ code }) => code);
  return {
    findings: [
      ...due,
      ...(before === undefined ? [] : weakened(before.definition, definition, gates)),
    ],
    next: {
      definition,
      said: codes(differs.filter(isSaid)),
      pending: codes(differs.filter((one) => !isSaid(one))),
    },
  };
}

/** What was taken away since the last look. */
function weakened(before: Definition, now: Definition, gates: readonly KnownGate[]): Finding[] {
  return [...gates.flatMap((gate) => unprotected(before, now, gate)), ...lost(before, now, gates)];
}

/** What stood behind the gate and can run without it now, or deploys before it and was not there. */
function unprotected(before: Definition, now: Definition, gate: KnownGate): Finding[] {
  const [was, is] = [actionOf(before, gate), actionOf(now, gate)];
  if (was === undefined || is === undefined) return [];
  const protectedBefore = new Set(
    before.actions.filter(({ order }) => isBehind(order, was.order)).map(keyOf),
  );
  // Under its old name an action that tested may deploy now.
  const known = new Set(before.actions.map((one) => `${keyOf(one)} ${one.category}`));
  const ahead = now.actions.filter((one) => one !== is && !isBehind(one.order, is.order));
  const moved = ahead.map(keyOf).filter((key) => protectedBefore.has(key));
  const added = ahead
    .filter((one) => one.category === "Deploy" && !known.has(`${keyOf(one)} ${one.category}`))
    .map(keyOf);
  const finding = (keys: string[], verb: string): Finding[] =>
    keys.length === 0
      ? []
      : [
          {
            gates: [gate.action],
            kind: "GateWeakened",
            code: `${gate.action} ${verb} ${keys.join(" ")}`,
            what: `${keys.join(", ")} ${verb}.`,
          },
        ];
  return [
    ...finding(moved, "stood behind the gate and can run without it now"),
    ...finding(added, "deploys before the gate and was not there"),
  ];
}

/** Rules of conditions that are gone or changed: of the gate's own stage, or of any where no gate stands in it. */
function lost(before: Definition, now: Definition, gates: readonly KnownGate[]): Finding[] {
  const isThere = (one: Definition["rules"][number]): boolean =>
    now.rules.some(
      ({ stage, condition, rule: text }) =>
        stage === one.stage && condition === one.condition && text === one.rule,
    );
  const gone = new Map<string, { stage: string; condition: string }>();
  for (const one of before.rules.filter((rule) => !isThere(rule))) {
    gone.set(`${one.stage} ${one.condition}`, one);
  }
  return [...gone.values()].map(({ stage, condition }) => ({
    gates: gatesOfStage(gates, stage),
    kind: "GateWeakened",
    code: `${condition} of ${stage}`,
    what: `A rule of the condition ${condition} of stage ${stage} was changed or taken away.`,
  }));
}

/** The gates in a stage; where none is in it, all of the pipeline. */
export function gatesOfStage(
  gates: readonly Pick<KnownGate, "action">[],
  stage: string | undefined,
): string[] {
  const inStage = gates.filter(({ action: key }) => namesOfAction(key).stageName === stage);
  return (inStage.length > 0 ? inStage : gates).map(({ action: key }) => key);
}
