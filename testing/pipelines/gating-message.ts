/** What a test prints of an action that nobody has to approve: which one, why, and what to write. */
import type { PipelineAction } from "./action";
import type { Miss } from "./gating";

export function gatingAdvice(action: PipelineAction, misses: readonly Miss[]): string {
  const { pipeline, stage, name, category, provider, runOrder } = action;
  const beside = misses.some(
    ({ approval }) => approval.stage === stage && approval.runOrder === runOrder,
  );
  const reorder = `Give ${stage}/${name} \`runOrder: ${runOrder + 1}\`, or put`;
  return [
    `Pipeline "${pipeline}": action ${stage}/${name} (${category}, ${provider}) can start without ` +
      "anybody's approval.",
    ...(misses.length === 0 ? ["  The pipeline has no approval action."] : []),
    ...misses.map(({ approval, why }) => `  Approval ${approval.stage}/${approval.name} ${why}.`),
    `${beside ? reorder : "Put"} a gate before stage "${stage}":`,
    `  const gate = new ApprovalGate("Approve${stage}", { pipelineName: "${pipeline}", approvers: { users: [...] } });`,
    `  new aws.codepipeline.Pipeline(..., { stages: [..., gate.stage, { name: "${stage}", ... }] });`,
  ].join("\n");
}

/** Of an approval beside an action that others have approved before: it gates nothing there. */
export function besideAdvice(action: PipelineAction, { approval, why }: Miss): string {
  const { pipeline, stage, name, runOrder } = action;
  const later = `Give ${stage}/${name} \`runOrder: ${runOrder + 1}\``;
  return (
    `Pipeline "${pipeline}": approval ${stage}/${approval.name} does not gate action ` +
    `${stage}/${name} beside it: it ${why}. ${runOrder > 0 ? later : "Give both a \`runOrder\`"}, ` +
    "or leave the action out of `actions` where both shall start together."
  );
}
