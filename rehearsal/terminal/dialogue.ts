/** The dialogue with the person at the keys: its states, and what they can bring about. */
import type { ApprovalStatus } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest } from "../pipeline/types";
import type { FailedStage, RunningExecution } from "./scene";

/** A key as `node:readline` tells it. */
export interface Key {
  readonly name?: string;
  readonly sequence?: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
}

/** What a key makes happen outside the dialogue. */
export type Effect =
  | {
      readonly kind: "decide";
      readonly request: ApprovalRequest;
      readonly profile: string;
      readonly status: ApprovalStatus;
      readonly summary: string;
    }
  | { readonly kind: "advance"; readonly milliseconds: number }
  | { readonly kind: "toggleFailure"; readonly action: string }
  | ({ readonly kind: "stop" } & RunningExecution)
  | ({ readonly kind: "retry" } & FailedStage)
  | { readonly kind: "command"; readonly request: ApprovalRequest; readonly profile: string }
  | { readonly kind: "actAs"; readonly token: string; readonly profile: string }
  | { readonly kind: "commit"; readonly pipelineName: string }
  | { readonly kind: "showSlack" }
  | { readonly kind: "quit" };

export interface Option {
  readonly label: string;
  readonly effect: Effect;
}

export type Mode =
  | { readonly kind: "menu" }
  | {
      readonly kind: "reason";
      readonly status: ApprovalStatus;
      readonly request: ApprovalRequest;
      readonly profile: string;
      readonly text: string;
    }
  | {
      readonly kind: "choose";
      readonly title: string;
      readonly options: readonly Option[];
      readonly at: number;
    };

export interface Dialogue {
  readonly mode: Mode;
  /** Token of the approval that was picked among several. */
  readonly selected?: string;
  /** Who was picked to act, for one request only: the next has its own approvers. */
  readonly acting?: { readonly token: string; readonly profile: string };
  /** Why the last key did nothing. */
  readonly hint?: string;
}

export interface Step {
  readonly dialogue: Dialogue;
  readonly effect?: Effect;
}
