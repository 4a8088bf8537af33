/** What the system knows of each request: all that it was told, and what its people have said. */
import type { SystemTicket } from "../system";
import type { SentEvent } from "./event";

interface Entry {
  readonly title: string;
  readonly said: string[];
  state: string;
  isOpen: boolean;
  sequence: number;
  decisionUrl?: string;
}

const ends = new Set(["approval.decided", "approval.expired", "approval.cancelled"]);

export class Board {
  private readonly entries = new Map<string, Entry>();
  /** Ids of the events that it was told before. */
  private readonly known = new Set<string>();

  /** An event that is sent again changes nothing, nor does an older one. */
  tell(id: string, { type, data }: SentEvent): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    const { request, sequence, decisionUrl } = data;
    const { pipelineName, stageName, actionName, customData } = request;
    const entry = this.entries.get(request.id) ?? {
      title: `${pipelineName}: ${stageName}/${actionName}`,
      said: customData === undefined ? [] : [customData],
      ...{ state: "waiting", isOpen: true, sequence: 0 },
    };
    this.entries.set(request.id, entry);
    entry.said.push(lineOf(type, data));
    if (sequence < entry.sequence) return;
    entry.sequence = sequence;
    if (decisionUrl !== undefined) entry.decisionUrl = decisionUrl;
    if (!ends.has(type)) return;
    entry.isOpen = false;
    entry.state = (data.result ?? type.slice("approval.".length)).toLowerCase();
  }

  tickets(): readonly SystemTicket[] {
    return [...this.entries].map(([id, { title, state, said, isOpen, decisionUrl }]) => ({
      ...{ id, title, state, lines: [...said] },
      actions: isOpen && decisionUrl !== undefined ? [...actions] : [],
    }));
  }

  /** Where a decision about it is to be posted. */
  decisionUrlOf(request: string): string {
    const { decisionUrl } = this.entries.get(request) ?? {};
    if (decisionUrl === undefined) throw new Error(`Nobody asks for a decision about ${request}.`);
    return decisionUrl;
  }

  note(request: string, line: string): void {
    this.entries.get(request)?.said.push(line);
  }
}

const actions = [
  { id: "approve", label: "Approve" },
  { id: "reject", label: "Reject" },
] as const;

function lineOf(type: string, { actor, result, reason }: SentEvent["data"]): string {
  const who = actor === undefined ? "" : ` by ${actor.displayName} (${actor.channel})`;
  const what = result === undefined ? "" : `: ${result}`;
  return `${type}${what}${who}${reason === undefined ? "" : `, "${reason}"`}`;
}
