/**
 * What the page and its server say to each other. Plain JSON: moments are ISO 8601 in UTC, times
 * without an end are left out. All text is as others wrote it: the page escapes it.
 */
import type { State } from "../screen/marks";
import type { MeasuresView } from "./measures-types";
import type { ChannelView } from "./slack/types";
import type { SystemView } from "./systems-types";

export type * from "./command-types";
export type * from "./measures-types";
export type * from "./slack/types";
export type * from "./systems-types";

/** Everything that the page shows at one moment. Sent whole after every change: it is small. */
export interface PageView {
  readonly example: string;
  /** `http://127.0.0.1:PORT` of the local AWS. */
  readonly endpoint: string;
  readonly region: string;
  /** The rehearsal's time. */
  readonly now: string;
  readonly people: readonly PersonView[];
  readonly pipelines: readonly PipelinePicture[];
  /** Pending approvals, oldest first. */
  readonly approvals: readonly ApprovalCard[];
  /** Absent where nothing is measured and no alarm rings. */
  readonly measures?: MeasuresView;
  /** Newest first. */
  readonly inbox: readonly EmailView[];
  /** Empty where the example has no Slack. */
  readonly channels: readonly ChannelView[];
  /** Empty where there are none. */
  readonly systems: readonly SystemView[];
  /** Newest first. */
  readonly trail: readonly TrailEntry[];
  readonly resources: readonly ResourceGroup[];
  readonly faults: readonly FaultSwitch[];
  /** What happened, oldest first; the last hundred lines. */
  readonly activity: readonly string[];
}

/** Somebody who can act: a person of the account, or a Slack user. Each stands here once. */
export interface PersonView {
  /** `iam:PROFILE` or `slack:USER`. */
  readonly key: string;
  readonly name: string;
  readonly kind: "iam" | "slack";
  /** For example `group qa`, or `in Slack`. */
  readonly detail: string;
  /** The same person's key in a session with MFA. */
  readonly mfaKey?: string;
  /** True for who may do anything: no gate is made for them. */
  readonly isPowerful?: true;
}

export interface ActionPicture {
  readonly name: string;
  readonly state: State;
  readonly isApproval: boolean;
  readonly expires?: string;
  /** Of an approval: the user, or the session of a role, that CodePipeline has on record. */
  readonly decidedBy?: string;
  /** What was pretended instead of done, for example `Deploy/AWS/ECS`. */
  readonly pretended?: string;
  /** What was said when it was decided, or what failed. */
  readonly summary?: string;
}

export interface StagePicture {
  readonly name: string;
  readonly state: State;
  readonly executionId?: string;
  /** Executions that wait to enter. */
  readonly inbound: readonly string[];
  /** Actions of one runOrder run side by side; the groups run one after another. */
  readonly groups: readonly (readonly ActionPicture[])[];
  /** Conditions that were evaluated, and why they failed. */
  readonly conditions?: readonly string[];
  /** True where the stage can be retried. */
  readonly canRetry: boolean;
  /** The condition that failed and can be overridden. */
  readonly override?: {
    readonly conditionType: "BEFORE_ENTRY" | "ON_SUCCESS";
    readonly rights: readonly RightView[];
  };
  /** Absent where there is nothing to which AWS would roll the stage back. */
  readonly rollback?: {
    /** Newest first. */
    readonly targets: readonly RollbackTargetView[];
    readonly rights: readonly RightView[];
  };
}

/** An execution that succeeded in a stage before. */
export interface RollbackTargetView {
  readonly id: string;
  readonly startedAt: string;
  readonly revision?: string;
}

export interface ExecutionPicture {
  readonly id: string;
  readonly state: State;
  readonly revision?: string;
}

export interface PipelinePicture {
  readonly name: string;
  readonly mode: string;
  readonly stages: readonly StagePicture[];
  /** Newest first. */
  readonly executions: readonly ExecutionPicture[];
}

/** Whether a person may do something, decide one request for example, and why. */
export interface RightView extends VerdictView {
  /** `PersonView.key`. */
  readonly person: string;
  /** The same in a session with MFA, where that makes a difference. */
  readonly withMfa?: VerdictView;
}

interface VerdictView {
  readonly allowed: boolean;
  readonly reason: string;
}

/** One pending approval. */
export interface ApprovalCard {
  readonly token: string;
  readonly pipelineName: string;
  /** Of several requests of one action, which PARALLEL mode has, it tells one from another. */
  readonly executionId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly customData?: string;
  /** Only http and https links. */
  readonly externalEntityLink?: string;
  /** Why it was left to people, where something was asked before they were. */
  readonly left?: string;
  readonly requestedAt: string;
  readonly expires: string;
  readonly rights: readonly RightView[];
  /** Its message in Slack, where it is shown there: the buttons are Slack's for who acts there. */
  readonly inSlack?: { readonly channel: string; readonly ts: string };
  /** The AWS CLI line that approves, with `PROFILE` for the person's profile. */
  readonly command: string;
}

/** One e-mail as it arrived. */
export interface EmailView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly text: string;
}

/** One call to the local AWS that changed something or was refused. */
export interface TrailEntry {
  readonly at: string;
  /** The caller's ARN, or `somebody unknown`. */
  readonly who: string;
  /** For example `codepipeline:PutApprovalResult`. */
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** The policy statement that allowed it, or why it was refused. */
  readonly right: string;
  /** What was said with it: the decision and its summary. */
  readonly said?: string;
  /** What the service answered where it failed. */
  readonly error?: string;
}

/** A component, or the program itself, with what it made. */
export interface ResourceGroup {
  /** The component's name; the program's own resources stand under the project's name. */
  readonly name: string;
  /** Pulumi type token of the component, absent for the program. */
  readonly type?: string;
  readonly resources: readonly ResourceView[];
}

interface ResourceView {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** Something that can be told to fail. */
export interface FaultSwitch {
  /** `slack`, `throttling`, `system:ADDRESS`, or `action:PIPELINE/STAGE/ACTION`. */
  readonly id: string;
  readonly label: string;
  readonly on: boolean;
}
