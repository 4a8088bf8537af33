/** From a request to the alarm that it makes. */
import type { Query } from "../metrics/query";
import type { MetricStat } from "../metrics/types";
import { type Comparison, comparisons, type CompositeAlarm, type MetricAlarm } from "./types";
import { parseExpression } from "../metrics/parse";
import { isStatistic } from "../metrics/statistics";

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** As GetMetricData and PutMetricAlarm have it. */
export interface QueryRequest {
  readonly Id: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace?: string;
      readonly MetricName?: string;
      readonly Dimensions?: readonly Dimension[];
    };
    readonly Period: number;
    readonly Stat: string;
    readonly Unit?: string;
  };
  readonly Expression?: string;
  readonly Label?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
}

export interface ActionsRequest {
  readonly AlarmName: string;
  readonly AlarmDescription?: string;
  readonly ActionsEnabled?: boolean;
  readonly OKActions?: readonly string[];
  readonly AlarmActions?: readonly string[];
  readonly InsufficientDataActions?: readonly string[];
}

export interface MetricAlarmRequest extends ActionsRequest {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Unit?: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData?: MetricAlarm["treatMissingData"];
  readonly EvaluateLowSampleCountPercentile?: string;
  readonly Metrics?: readonly QueryRequest[];
  readonly EvaluationCriteria?: unknown;
}

export interface CompositeAlarmRequest extends ActionsRequest {
  readonly AlarmRule: string;
}

function dimensionsOf(dimensions: readonly Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));
}

function queryOf({ Id, MetricStat, Expression, Label, Period, ReturnData }: QueryRequest): Query {
  const metric: MetricStat | undefined = MetricStat && {
    namespace: MetricStat.Metric.Namespace ?? "",
    name: MetricStat.Metric.MetricName ?? "",
    dimensions: dimensionsOf(MetricStat.Metric.Dimensions),
    ...{ period: MetricStat.Period, stat: MetricStat.Stat, unit: MetricStat.Unit },
  };
  return {
    ...{ id: Id, metric, expression: Expression, label: Label, period: Period },
    returns: ReturnData ?? true,
  };
}

/** The alarm; undefined where nothing here can tell its state. */
export function metricAlarmOf(request: MetricAlarmRequest, arn: string): MetricAlarm | undefined {
  const { ComparisonOperator, Threshold, Metrics = [] } = request;
  if (!(ComparisonOperator in comparisons) || Threshold === undefined) return undefined;
  const isSimple = Metrics.length === 0;
  const queries = isSimple ? [simpleQuery(request)] : Metrics.map(queryOf);
  if (!queries.every(isKnown)) return undefined;
  return {
    kind: "metric",
    ...common(request, arn),
    ...{ queries, isSimple, threshold: Threshold },
    comparison: ComparisonOperator as Comparison,
    evaluationPeriods: request.EvaluationPeriods,
    datapointsToAlarm: request.DatapointsToAlarm,
    treatMissingData: request.TreatMissingData ?? "missing",
    evaluatesFewSamples: request.EvaluateLowSampleCountPercentile !== "ignore",
  };
}

export function compositeAlarmOf(request: CompositeAlarmRequest, arn: string): CompositeAlarm {
  return { kind: "composite", ...common(request, arn), rule: request.AlarmRule };
}

function common(request: ActionsRequest, arn: string) {
  const { AlarmName, AlarmDescription, ActionsEnabled = true } = request;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = request;
  return {
    ...{ arn, name: AlarmName, description: AlarmDescription, actionsEnabled: ActionsEnabled },
    actions: { OK: OKActions, ALARM: AlarmActions, INSUFFICIENT_DATA: InsufficientDataActions },
  };
}

function simpleQuery(request: MetricAlarmRequest): Query {
  const { Namespace = "", MetricName = "", Dimensions, Statistic, ExtendedStatistic } = request;
  return {
    id: "m1",
    metric: {
      ...{ namespace: Namespace, name: MetricName, dimensions: dimensionsOf(Dimensions) },
      ...{ stat: Statistic ?? ExtendedStatistic ?? "", period: request.Period ?? 60 },
      unit: request.Unit,
    },
    returns: true,
  };
}

/** Statistics and expressions that are computed on this machine. */
function isKnown({ metric, expression }: Query): boolean {
  if (metric !== undefined) return isStatistic(metric.stat);
  if (expression === undefined || /^\s*SELECT\b/i.test(expression)) return false;
  try {
    parseExpression(expression);
    return true;
  } catch {
    return false;
  }
}
