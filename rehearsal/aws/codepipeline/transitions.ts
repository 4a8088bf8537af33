/** Transitions between stages, which somebody may have disabled (DisableStageTransition). */
import type { StageTransitionType, TransitionState } from "@aws-sdk/client-codepipeline";
import { doorOf, type PipelineRecord, type TransitionChange } from "./model";

const sides = { Inbound: "inbound", Outbound: "outbound" } as const;

export function changeTransition(
  pipeline: PipelineRecord,
  stageName: string,
  type: StageTransitionType,
  change: TransitionChange,
): void {
  doorOf(pipeline, stageName)[sides[type]] = change;
}

/** Whether executions wait before a stage: the way into it or out of the one before is disabled. */
export function isHeld(
  { doors }: PipelineRecord,
  stages: readonly { readonly name?: string }[],
  index: number,
): boolean {
  const before = index === 0 ? undefined : doors.get(stages[index - 1].name!);
  const here = doors.get(stages[index].name!);
  return here?.inbound?.enabled === false || before?.outbound?.enabled === false;
}

/** As GetPipelineState shows it. */
export function transitionState(inbound: TransitionChange | undefined): TransitionState {
  if (inbound === undefined) return { enabled: true };
  const { enabled, by, at, reason } = inbound;
  return {
    ...{ enabled, lastChangedBy: by, lastChangedAt: at },
    ...(!enabled && { disabledReason: reason }),
  };
}
