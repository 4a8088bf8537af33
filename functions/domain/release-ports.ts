/** What handlers need of the world to decide without people, and to know whose release it is. */
import type { ActionKey } from "../../contract/records";
import type { Actor, ApprovalRequest, GateSettings, Release } from "./types";

/** What is to be released, as the gate's role reads it. */
export interface ReleaseFacts {
  /**
   * Throws where not all of it can be read: nothing is decided by half of it. The session bears the person's
   * name where one is given.
   */
  read(
    settings: GateSettings,
    request: Pick<ApprovalRequest, "pipelineName" | "pipelineExecutionId">,
    person?: Actor,
  ): Promise<Release>;
}

/** What was decided before. */
export interface DecisionHistory {
  /** Not whole where more is kept than can be read, or something that cannot. */
  of(action: ActionKey): Promise<{
    readonly requests: readonly ApprovalRequest[];
    readonly isWhole: boolean;
  }>;
}

/** The function of a gate that decides by itself. */
export interface GateFunctions {
  /** Asks it once, in a session of the gate's role that bears the name; `why` it gave no answer is a sentence's end. */
  ask(
    settings: GateSettings,
    functionArn: string,
    question: object,
    person: Actor,
  ): Promise<
    | { readonly kind: "answered"; readonly payload: Uint8Array }
    | { readonly kind: "failed"; readonly why: string }
  >;
}
