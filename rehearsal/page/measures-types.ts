/** What the page is told of measures and alarms. */

export interface MeasuresView {
  readonly hubs: readonly HubMeasures[];
  /** Those that ring first. */
  readonly alarms: readonly AlarmView[];
}

/** The last value of something that goes up and down. */
export interface GaugeView {
  readonly value: number;
  /** When it was measured. */
  readonly at: string;
  /** The last values, oldest first. */
  readonly history: readonly number[];
}

/** How long it took, in seconds. */
export interface SpanView {
  readonly p50: number;
  readonly p90: number;
  readonly count: number;
}

export interface HubMeasures {
  readonly hub: string;
  readonly waiting?: GaugeView;
  /** Seconds, as the other spans. */
  readonly oldestWaiting?: GaugeView;
  readonly oldestOverdue?: GaugeView;
  readonly toFirstResponse?: SpanView;
  readonly toDecision?: SpanView;
  readonly toDecisionInWorkingTime?: SpanView;
  readonly requested: number;
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly reminded: number;
  readonly escalated: number;
  readonly breached: number;
  /** Empty where the hub does not measure by gate. */
  readonly gates: readonly GateMeasures[];
}

export interface GateMeasures {
  /** PIPELINE/STAGE/ACTION. */
  readonly gate: string;
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
  readonly toDecision?: SpanView;
}

export interface AlarmView {
  readonly name: string;
  readonly description?: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly since: string;
  readonly reason: string;
}
