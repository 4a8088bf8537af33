/** What is decided without people, and what is left to them: heard when a hub notes it with the request. */
import { EventEmitter } from "node:events";
import type { Call } from "../aws/api/calls";
import { clean } from "./text";

/** What one request came to. */
export interface AutomaticAnswer {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  /** Who was asked: name of a function, or `when`. */
  readonly by: string;
  readonly reason: string;
  /** `Undecided` where it would be decided, and CodePipeline has not taken it yet. */
  readonly end: "Approved" | "Rejected" | "Left to people" | "Undecided";
}

interface Events {
  /** A request was decided, or left to people. */
  answer: [AutomaticAnswer];
}

/** A value in DynamoDB's JSON. */
interface Value {
  readonly S?: string;
  readonly M?: Item;
}
type Item = Readonly<Record<string, Value | undefined>>;

interface Calls {
  on(event: "call", listener: (call: Call) => void): unknown;
}

export class AutomaticAnswers extends EventEmitter<Events> {
  private readonly byToken = new Map<string, AutomaticAnswer>();

  constructor(calls: Calls) {
    super();
    calls.on("call", (call) => this.heard(call));
  }

  /** What was left to people, by the request's token. */
  leftToPeople(token: string): AutomaticAnswer | undefined {
    const answer = this.byToken.get(token);
    return answer?.end === "Left to people" ? answer : undefined;
  }

  /** Those that no person decided. */
  decided(): AutomaticAnswer[] {
    return [...this.byToken.values()].filter(({ end }) => end === "Approved" || end === "Rejected");
  }

  private heard({ action, error, fault, input }: Call): void {
    const isTaken = error === undefined && fault !== "timeout";
    if (action !== "dynamodb:PutItem" || !isTaken) return;
    const { Item: item = {} } = (input ?? {}) as { readonly Item?: Item };
    const answer = answerIn(item);
    const token = item.token?.S;
    if (answer === undefined || token === undefined) return;
    const before = this.byToken.get(token);
    this.byToken.set(token, answer);
    if (before?.end !== answer.end && answer.end !== "Undecided") this.emit("answer", answer);
  }
}

function answerIn({ action, automatic, outcome }: Item): AutomaticAnswer | undefined {
  if (action?.S === undefined || automatic?.M === undefined) return undefined;
  const { by, reason, decision } = automatic.M;
  const [pipelineName, stageName, actionName] = action.S.split("/");
  return {
    ...{ pipelineName, stageName, actionName },
    ...{ by: by?.S ?? "", reason: reason?.S ?? "", end: endOf(decision?.S, outcome?.M) },
  };
}

function endOf(decision: string | undefined, outcome: Item = {}): AutomaticAnswer["end"] {
  if (outcome.person?.M?.channel?.S !== "automatic") {
    return decision === "ask" ? "Left to people" : "Undecided";
  }
  return outcome.result?.S === "Approved" ? "Approved" : "Rejected";
}

/** In one line, as the hub's messages say it. */
export function answerText({ by, reason, end }: AutomaticAnswer): string {
  const what = end === "Left to people" ? end : `${end} automatically`;
  return clean(`${what} by ${by === "when" ? "automaticDecision.when" : by}: ${reason}`);
}
