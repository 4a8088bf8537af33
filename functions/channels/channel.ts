/** What a channel is to the functions: a place where people see a request and, on some, decide it. */
import type {
  Actor,
  DecisionCommand,
  ApprovalRequest,
  Attempt,
  DecisionResult,
  GateSettings,
  MessageOrigin,
  PostedMessage,
} from "../domain/types";
import type { LogEvent } from "../domain/log-events";
import type { MessageRef } from "../domain/messages";
import type { Audience, Notice } from "../domain/notice";
import type { Clock, GateStore, Log, RequestStore } from "../domain/ports";
import type { Rule, RuledGate } from "../domain/rule/identity";
import type { Lists, Standing, Vote } from "../domain/rule/standing";
import type { AccountOf, Objection } from "../domain/rule/whose";

/** A message as it was posted, and what the channel says of where it comes from. */
type ShownMessage = PostedMessage & { readonly origin?: MessageOrigin };

export interface Channel {
  readonly name: string;
  /** True where the gate's requests are shown on this channel. */
  isUsedBy(settings: GateSettings): boolean;
  /** Shows the request as it stands. */
  show(request: ApprovalRequest, settings: GateSettings): Promise<ShownMessage>;
  /**
   * Makes a message of this channel show the request as it stands. Throws where a later try may do it;
   * a message that can never be changed again is logged and left.
   */
  update(message: PostedMessage, request: ApprovalRequest, settings: GateSettings): Promise<void>;
  /**
   * Where several must agree: what the channel knows of its people. Absent where it has no lists of people: votes on it
   * are those of people whom another channel's lists name.
   */
  readonly voting?: Voting;
  /** True where there is somebody on this channel to whom the gate's requests are escalated. */
  escalatesTo(settings: GateSettings): boolean;
  /**
   * Whether what somebody has voted there still is so. Absent where a vote stands until they change it. Throws where
   * that cannot be asked.
   */
  stillSays?(vote: Vote, request: ApprovalRequest, settings: RuledGate): Promise<boolean>;
  /** Says to one of both that the request waits. */
  remind(
    notice: Notice,
    to: Audience,
    request: ApprovalRequest,
    settings: GateSettings,
  ): Promise<void>;
}

/** A channel on which people decide as well. */
export interface DecidingChannel extends Channel {
  /**
   * Reads what the channel's receiver has handed to the decider. Whoever may invoke the decider may write
   * what they like: nothing is believed but what the channel's own proof covers, a signature over the
   * original for example. Throws where a later try may prove it.
   */
  read(handedOver: unknown): Promise<Received>;
}

/** What was received, once it is proved. */
export type Received =
  | { readonly kind: "decision"; readonly decision: ReceivedDecision }
  /** Decides nothing: a message was touched, which shows by then what is true of it. */
  | { readonly kind: "touch"; bringUpToDate(channels: readonly Channel[]): Promise<void> }
  /** Nothing to do; what was wrong with it is in the log. */
  | { readonly kind: "none" };

/** A decision of a person whom the channel has authenticated. */
export interface ReceivedDecision {
  readonly command: DecisionCommand;
  /** The message from which it was made, where the channel has named it. */
  readonly message?: MessageRef;
  /** Whether the person may decide, by the gate's own list as it is now. */
  authorize(): Promise<Authorization>;
  /** Why it counts nothing for this request: it was made elsewhere than where that is shown. */
  refusalFor(request: ApprovalRequest, settings: GateSettings): Refusal | undefined;
  /** Tells the person in private; false where that can never arrive. Throws where a later try may. */
  answer(answer: Answer): Promise<boolean>;
}

/** What is asked of a channel where several people must agree. */
export interface Voting {
  /** Whom the gate's lists name, as they are now. */
  lists(settings: RuledGate, voters: readonly string[]): Promise<ReadLists>;
  readonly accountOf: AccountOf;
  /** Says where the request is shown that those who are left cannot fulfil the rule. */
  tellUnfulfillable(
    request: ApprovalRequest,
    settings: RuledGate,
    why: Objection | undefined,
  ): Promise<void>;
}

interface ReadLists {
  readonly certain: Lists;
  /** With these voters in each list that could not be read. */
  readonly possible: Lists;
}

export type Authorization =
  | {
      readonly allowed: true;
      readonly settings: GateSettings;
      /** The system by which they were on call, where no list of the gate names them. */
      readonly onCall?: string;
    }
  | ({ readonly allowed: false } & Refusal);

/** Why a person is not let through. */
export interface Refusal {
  readonly reason: LogEvent;
  /** An error is for the operator to look at, a warning for nobody in particular. */
  readonly level: "warn" | "error";
  /** What the operator can do. */
  readonly remedy?: string;
  /** True where a list could not be read that may name the person: a later try may let them through. */
  readonly isDoubtful: boolean;
  /** Tells the person in private; false where that can never arrive. */
  tell(): Promise<boolean>;
}

/** Why a vote does not count. */
export type WhyNot = Objection | "changed-too-often" | "not-listed";

/** What the decider has to say to the person, in the words of the channel. */
export type Answer =
  | { readonly kind: "request-unknown" }
  | { readonly kind: "busy"; readonly attempt: Attempt }
  | { readonly kind: "already-ended"; readonly request: ApprovalRequest }
  /** It counts, and others have to agree. */
  | {
      readonly kind: "vote-counted";
      readonly result: DecisionResult;
      readonly rule: Rule;
      readonly standing: Standing & { readonly kind: "open" };
    }
  | { readonly kind: "vote-refused"; readonly person: Actor; readonly why: WhyNot }
  /** It was accepted, and it is not certain that CodePipeline has taken it: it is tried again. */
  | { readonly kind: "not-recorded-yet" }
  /** It was accepted, and another try would fail as well. */
  | { readonly kind: "not-recorded" };

/** What the registry makes a channel with. */
export interface ChannelPorts {
  readonly clock: Clock;
  readonly log: Log;
}

/** The same for the decider, which decides on it. */
export interface DecidingChannelPorts extends ChannelPorts {
  readonly gates: GateStore;
  readonly requests: RequestStore;
}
