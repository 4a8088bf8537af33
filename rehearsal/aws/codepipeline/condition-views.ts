/** What GetPipelineState and ListRuleExecutions show of conditions and their rules. */
import type {
  RuleExecutionDetail,
  RuleState,
  StageConditionState,
  StageState,
} from "@aws-sdk/client-codepipeline";
import type { ConditionRun, RuleRecord, StageRun } from "./model";

function ruleState(record: RuleRecord): RuleState {
  return {
    ruleName: record.rule.name,
    latestExecution: {
      ruleExecutionId: record.ruleExecutionId,
      status: record.status,
      summary: record.summary,
      lastStatusChange: record.lastUpdateTime,
      lastUpdatedBy: record.updatedBy,
      externalExecutionId: record.externalExecutionId,
      errorDetails: record.error,
    },
  };
}

function conditionState(condition: ConditionRun): StageConditionState {
  const { status, summary, lastStatusChange, rules } = condition;
  return {
    latestExecution: { status, summary },
    conditionStates: [
      { latestExecution: { status, summary, lastStatusChange }, ruleStates: rules.map(ruleState) },
    ],
  };
}

/** The conditions of a stage as its latest execution met them. */
export function conditionStates({ conditions }: StageRun): Partial<StageState> {
  return Object.fromEntries(
    [...conditions.values()].map((one) => [`${one.kind}ConditionState`, conditionState(one)]),
  );
}

/** One entry of ListRuleExecutions. */
export function ruleExecutionView(record: RuleRecord): RuleExecutionDetail {
  const { rule } = record;
  return {
    pipelineExecutionId: record.pipelineExecutionId,
    ruleExecutionId: record.ruleExecutionId,
    pipelineVersion: record.pipelineVersion,
    stageName: record.stageName,
    ruleName: rule.name,
    startTime: record.startTime,
    lastUpdateTime: record.lastUpdateTime,
    updatedBy: record.updatedBy,
    status: record.status,
    input: {
      ruleTypeId: rule.ruleTypeId,
      configuration: { ...rule.configuration },
      resolvedConfiguration: { ...record.resolvedConfiguration },
      roleArn: record.roleArn,
      region: record.region,
      inputArtifacts: [...record.inputArtifacts],
    },
    output: {
      executionResult: {
        externalExecutionId: record.externalExecutionId,
        externalExecutionSummary: record.summary,
        errorDetails: record.error,
      },
    },
  };
}
