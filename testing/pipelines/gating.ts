/**
 * The rule: an action is gated where an approval must have succeeded before it can start. Pure, and
 * strict: an approval of which that is not certain does not count.
 */
import type { Json } from "../engine/plain";
import { type PipelineAction, record } from "./action";

/** A stage with what decides whether it can be passed without its approvals. */
export interface GatedStage {
  readonly name: string;
  readonly block: { readonly [key: string]: Json };
  readonly actions: readonly PipelineAction[];
}

/** Why an approval does not gate an action. */
export interface Miss {
  readonly approval: PipelineAction;
  readonly why: string;
}

export interface Verdict {
  /** Approvals without which the action cannot start. */
  readonly gates: readonly PipelineAction[];
  /** The other approvals of the pipeline, each with the reason. */
  readonly misses: readonly Miss[];
}

/** What stands before an action: `stages` are all stages of its pipeline, in order. */
export function gatesBefore(stages: readonly GatedStage[], action: PipelineAction): Verdict {
  const at = stages.findIndex(({ actions }) => actions.includes(action));
  const gates: PipelineAction[] = [];
  const misses: Miss[] = [];
  stages.forEach((stage, index) => {
    for (const approval of stage.actions.filter(({ category }) => category === "Approval")) {
      if (approval === action) continue;
      const why = notAGate(approval, action, { stage, index, at });
      if (why === undefined) gates.push(approval);
      else misses.push({ approval, why });
    }
  });
  return { gates, misses };
}

interface Position {
  readonly stage: GatedStage;
  /** Of the approval's stage. */
  readonly index: number;
  /** Of the action's stage. */
  readonly at: number;
}

/** Approvals that start, or may start, together with an action of their own stage. */
export function approvalsBeside(stages: readonly GatedStage[], action: PipelineAction): Miss[] {
  const stage = stages.find(({ actions }) => actions.includes(action));
  return (stage?.actions ?? [])
    .filter((other) => other !== action && isManual(other))
    .filter(({ runOrder }) => !(runOrder < action.runOrder || runOrder > action.runOrder))
    .map((approval) => ({ approval, why: orderedAfter(approval.runOrder, action.runOrder)! }));
}

const isManual = ({ category, owner, provider }: PipelineAction): boolean =>
  category === "Approval" && owner === "AWS" && provider === "Manual";

/** Undefined where the approval must have succeeded before the action starts. */
function notAGate(
  approval: PipelineAction,
  action: PipelineAction,
  { stage, index, at }: Position,
): string | undefined {
  if (!isManual(approval)) {
    return `is not AWS's manual approval (owner ${approval.owner}, provider ${approval.provider})`;
  }
  if (index > at) return `comes after it: stage ${stage.name} follows stage ${action.stage}`;
  if (index === 0) return "stands in the first stage, in which AWS accepts sources only";
  if (index === at) return orderedAfter(approval.runOrder, action.runOrder);
  // In a stage that is passed over, or of which a rejection is, nobody was asked, or nobody heard.
  return skipped(stage.block);
}

/** Actions of one stage: the next runOrder starts when all actions of the last have succeeded. */
function orderedAfter(approval: number, action: number): string | undefined {
  if (Number.isNaN(approval) || Number.isNaN(action)) {
    return "is in the same stage, and a runOrder is not a known whole number from 1";
  }
  if (approval < action) return undefined;
  return approval === action
    ? `has the same runOrder, ${action}: both start together`
    : `has runOrder ${approval}, after the action's ${action}`;
}

/** Results of a stage condition with which nobody comes past the stage without its approvals. */
const strictEntry = ["FAIL"];
const strictFailure = ["FAIL", "ROLLBACK", "RETRY"];

function skipped(block: { readonly [key: string]: Json }): string | undefined {
  const name = String(block.name);
  if (given(block.beforeEntry)) {
    const { result } = record(record(block.beforeEntry).condition);
    if (!strictEntry.includes(String(result))) {
      return `may be skipped: \`beforeEntry\` of stage ${name} has the result ${say(result)}`;
    }
  }
  if (!given(block.onFailure)) return undefined;
  const failure = record(block.onFailure);
  const inner = record(failure.condition).result;
  const results = [failure.result, inner].filter(given);
  const known = isRecord(block.onFailure) && !(given(failure.condition) && !given(inner));
  const invalid = results.find((result) => !strictFailure.includes(String(result)));
  if (known && invalid === undefined) return undefined;
  return (
    `may be skipped after a rejection: \`onFailure\` of stage ${name} has the result ` +
    say(invalid ?? inner)
  );
}

const given = (value: Json | undefined): boolean => value !== undefined && value !== null;

const isRecord = (value: Json | undefined): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const say = (result: Json | undefined): string => (given(result) ? String(result) : "of AWS");
