/** What the page asks of its server, and what it is answered. */
import type { DialogView } from "./slack/types";

/** What the page asks for. Everything names the person who acts, where one does. */
export type Command =
  | {
      readonly kind: "decide";
      readonly as: string;
      readonly token: string;
      readonly status: "Approved" | "Rejected";
      readonly summary: string;
    }
  | {
      readonly kind: "click";
      readonly as: string;
      readonly channel: string;
      readonly ts: string;
      readonly actionId: string;
    }
  | {
      readonly kind: "submit";
      readonly as: string;
      readonly viewId: string;
      /** By block id. */
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: "advance"; readonly minutes: number }
  | { readonly kind: "commit"; readonly pipelineName: string }
  | { readonly kind: "fault"; readonly id: string; readonly on: boolean }
  | {
      readonly kind: "retry";
      readonly pipelineName: string;
      readonly stageName: string;
      readonly executionId: string;
    }
  | {
      readonly kind: "override";
      readonly as: string;
      readonly pipelineName: string;
      readonly stageName: string;
      readonly executionId: string;
      readonly conditionType: "BEFORE_ENTRY" | "ON_SUCCESS";
    }
  | {
      readonly kind: "rollback";
      readonly as: string;
      readonly pipelineName: string;
      readonly stageName: string;
      readonly targetId: string;
    }
  | {
      readonly kind: "work";
      /** As the system names them. */
      readonly as: string;
      readonly system: string;
      readonly ticket: string;
      readonly action: string;
    }
  | { readonly kind: "stop"; readonly pipelineName: string; readonly executionId: string };

/** What came of it. A refusal is an answer as well: `ok` is false and `message` says so. */
export interface CommandResult {
  readonly ok: boolean;
  /** One sentence. */
  readonly message?: string;
  /** The policy statement behind a refusal, and AWS's own words. */
  readonly why?: string;
  /** What the app said in private to who pressed a button, where no dialog opened. */
  readonly reply?: string;
  /** The dialog that a click opened. */
  readonly dialog?: DialogView;
  /** What the dialog shows, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}
