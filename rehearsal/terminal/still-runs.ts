/** What has not ended, and what it waits for. */
import type { PipelineExecutionSummary } from "@aws-sdk/client-codepipeline";
import type { Engine } from "../aws/codepipeline";

const open = ["InProgress", "Stopping"];

/** A line for each execution of a pipeline that has not ended. */
export function stillRuns(engine: Engine): string[] {
  return engine.pipelineNames().flatMap((name) =>
    engine
      .executions(name)
      .filter(({ status = "" }) => open.includes(status))
      .map((execution) => line(engine, name, execution)),
  );
}

function line(engine: Engine, name: string, execution: PipelineExecutionSummary): string {
  const { pipelineExecutionId = "", status } = execution;
  const said = `Execution ${pipelineExecutionId} of ${name} is ${status}`;
  const waits = [
    ...runningActions(engine, name, pipelineExecutionId),
    ...runningRules(engine, name, pipelineExecutionId),
    ...entrances(engine, name, pipelineExecutionId),
  ];
  return `${said}: ${waits.join("; ") || "nothing of it runs, and nothing is known that it waits for"}.`;
}

function runningActions(engine: Engine, name: string, id: string): string[] {
  return engine
    .actionExecutions(name, { pipelineExecutionId: id })
    .filter(({ status }) => status === "InProgress")
    .map(({ stageName, actionName, input }) => {
      const { category, provider } = input?.actionTypeId ?? {};
      const what = category === "Approval" ? "waits for a decision" : `runs (${provider})`;
      return `${stageName} / ${actionName} ${what}`;
    });
}

function runningRules(engine: Engine, name: string, id: string): string[] {
  return engine
    .ruleExecutions(name, { pipelineExecutionId: id })
    .filter(({ status }) => status === "InProgress")
    .map(({ stageName, ruleName }) => `rule ${ruleName} of ${stageName} is being evaluated`);
}

/** Stages at whose entrance it stands, and why it does not enter. */
function entrances(engine: Engine, name: string, id: string): string[] {
  const { stageStates = [] } = engine.state(name);
  return stageStates.flatMap(
    ({ stageName, inboundExecution, inboundExecutions, inboundTransitionState, ...stage }) => {
      const inbound = [
        ...(inboundExecutions ?? []),
        ...(inboundExecution ? [inboundExecution] : []),
      ];
      if (!inbound.some(({ pipelineExecutionId }) => pipelineExecutionId === id)) return [];
      const { enabled = true, disabledReason } = inboundTransitionState ?? {};
      const { latestExecution } = stage;
      const why = !enabled
        ? `the transition into it is disabled${disabledReason ? `: ${disabledReason}` : ""}`
        : `execution ${latestExecution?.pipelineExecutionId} is in it (${latestExecution?.status})`;
      return [`it waits to enter ${stageName}: ${why}`];
    },
  );
}
