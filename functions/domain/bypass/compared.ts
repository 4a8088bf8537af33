/** A pipeline's definition beside the records of its gates, and beside what it was at the last look. */
import * as v from "valibot";
import {
  actionOf,
  type Baseline,
  type Definition,
  type Finding,
  isReplacement,
  type KnownGate,
} from "./definition";
import { weakened } from "./weakened";

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

/** A rule's text is a list, which begins with the result of its condition. */
const skips = v.pipe(v.string(), v.parseJson(), v.looseTuple([v.literal("SKIP")]));

/** CodePipeline User Guide, "How do stage conditions work?": the result SKIP goes on behind the stage. */
const skipping = ({ rules }: Definition, stage: string): Set<string> =>
  new Set(
    rules
      .filter((one) => one.stage === stage && v.is(skips, one.rule))
      .map(({ condition }) => condition),
  );

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
  const isNew = isReplacement(before, definition);
  // What was said of the one that is deleted is not said of this one.
  const known = isNew ? undefined : before;
  const wasSaid = ({ code }: Finding): boolean => known?.said.includes(code) ?? false;
  const replaced = isNew ? before!.definition.created : before?.replaced;
  const isChanged =
    before !== undefined && (isNew || before.definition.version !== definition.version);
  const isDue = ({ code, gates: [action] }: Finding): boolean =>
    isTold ||
    known?.pending.includes(code) ||
    (isChanged && actionOf(before.definition, { action }) !== undefined);
  const due = differs.filter((one) => !wasSaid(one) && isDue(one));
  const isSaid = (one: Finding): boolean => wasSaid(one) || due.includes(one);
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
      ...(replaced === undefined ? {} : { replaced }),
    },
  };
}
