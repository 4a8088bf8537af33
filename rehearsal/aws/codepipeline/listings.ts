/** The list operations of CodePipeline, with their filters. */
import type {
  ActionExecutionDetail,
  ListActionExecutionsInput,
  ListActionExecutionsOutput,
  ListPipelineExecutionsInput,
  ListPipelineExecutionsOutput,
  ListPipelinesInput,
  ListPipelinesOutput,
  ListRuleExecutionsInput,
  ListRuleExecutionsOutput,
  RuleExecutionDetail,
} from "@aws-sdk/client-codepipeline";
import type { Engine } from "./engine";
import { pageOf } from "../api/paging";

/** The most that one answer holds (CodePipeline API model). */
const longest = { pipelines: 1000, executions: 100 };

export function listPipelines(engine: Engine, input: ListPipelinesInput): ListPipelinesOutput {
  const names = engine.pipelineNames();
  const page = pageOf("pipelines", names, (name) => name, input, longest.pipelines);
  const pipelines = page.items.map((name) => {
    const { version, pipelineType, executionMode } = engine.declaration(name);
    const { created, updated } = engine.state(name);
    return { name, version, pipelineType, executionMode, created, updated };
  });
  return { pipelines, nextToken: page.nextToken };
}

/** The newest record of every action or rule of an execution; a retried one has several. */
function newestOfEach<T extends ActionExecutionDetail & RuleExecutionDetail>(
  details: readonly T[],
): T[] {
  const seen = new Set<string>();
  return details.filter(({ pipelineExecutionId, stageName, actionName, ruleName }) => {
    const key = `${pipelineExecutionId}/${stageName}/${actionName ?? ruleName}`;
    return !seen.has(key) && seen.add(key);
  });
}

function succeededIn(engine: Engine, pipelineName: string, stageName: string) {
  const stage = engine.declaration(pipelineName).stages?.find(({ name }) => name === stageName);
  const wanted = stage?.actions?.length ?? 0;
  return ({ pipelineExecutionId }: { pipelineExecutionId?: string }): boolean => {
    const details = engine.actionExecutions(pipelineName, { pipelineExecutionId });
    const done = newestOfEach(details).filter(
      (detail) => detail.stageName === stageName && detail.status === "Succeeded",
    );
    return wanted > 0 && done.length === wanted;
  };
}

export function listPipelineExecutions(
  engine: Engine,
  input: ListPipelineExecutionsInput,
): ListPipelineExecutionsOutput {
  const pipelineName = input.pipelineName!;
  const stageName = input.filter?.succeededInStage?.stageName;
  const all = engine.executions(pipelineName);
  const fitting =
    stageName === undefined ? all : all.filter(succeededIn(engine, pipelineName, stageName));
  const list = `executions/${pipelineName}`;
  const page = pageOf(list, fitting, (e) => e.pipelineExecutionId!, input, longest.executions);
  return { pipelineExecutionSummaries: page.items, nextToken: page.nextToken };
}

export function listActionExecutions(
  engine: Engine,
  input: ListActionExecutionsInput,
): ListActionExecutionsOutput {
  const pipelineName = input.pipelineName!;
  const latest = input.filter?.latestInPipelineExecution;
  const pipelineExecutionId = latest?.pipelineExecutionId ?? input.filter?.pipelineExecutionId;
  const details = engine.actionExecutions(pipelineName, { pipelineExecutionId });
  const all = latest?.startTimeRange === "Latest" ? newestOfEach(details) : details;
  const list = `actions/${pipelineName}`;
  const page = pageOf(list, all, (e) => e.actionExecutionId!, input, longest.executions);
  return { actionExecutionDetails: page.items, nextToken: page.nextToken };
}

export function listRuleExecutions(
  engine: Engine,
  input: ListRuleExecutionsInput,
): ListRuleExecutionsOutput {
  const pipelineName = input.pipelineName!;
  const latest = input.filter?.latestInPipelineExecution;
  const pipelineExecutionId = latest?.pipelineExecutionId ?? input.filter?.pipelineExecutionId;
  const details = engine.ruleExecutions(pipelineName, { pipelineExecutionId });
  const all = latest?.startTimeRange === "Latest" ? newestOfEach(details) : details;
  const list = `rules/${pipelineName}`;
  const page = pageOf(list, all, (e) => e.ruleExecutionId!, input, longest.executions);
  return { ruleExecutionDetails: page.items, nextToken: page.nextToken };
}
