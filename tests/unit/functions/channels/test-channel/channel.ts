/** A second channel, used only in tests: one folder, and one place in the list of channels. */
import type {
  Answer,
  Authorization,
  DecidingChannel,
  Received,
} from "../../../../../functions/channels/channel";
import { FinalError, TransientError } from "../../../../../functions/domain/errors";
import { faceOf } from "../../../../../functions/domain/messages";
import type { Audience, Notice } from "../../../../../functions/domain/notice";
import { outcomeSentence } from "../../../../../functions/domain/outcome";
import type { GateStore } from "../../../../../functions/domain/ports";
import type { ApprovalRequest, PostedMessage } from "../../../../../functions/domain/types";
import { isSigned, type Original, readOriginal } from "./original";

export const name = "board";
const wall = "wall";

/** A board on which each request has a card; `failures` calls fail before it works. */
export class Board implements DecidingChannel {
  readonly name = name;
  /** What each card says, by its number. */
  readonly cards = new Map<string, string>();
  /** What members were told in private. */
  readonly told: { member: string; says: string }[] = [];
  /** Who may decide, whatever the gate. */
  readonly members = new Set(["ann", "bob"]);
  failures = 0;
  /** What was said on the wall of requests that wait. */
  readonly reminded: string[] = [];

  constructor(private readonly gates: GateStore = { read: async () => undefined }) {}

  isUsedBy(): boolean {
    return true;
  }

  async show(request: ApprovalRequest) {
    this.work();
    const ts = String(this.cards.size + 1);
    this.cards.set(ts, outcomeSentence(request));
    return { channel: name, place: wall, id: ts, shows: faceOf(request) };
  }

  async update({ id }: PostedMessage, request: ApprovalRequest): Promise<void> {
    this.work();
    this.cards.set(id, outcomeSentence(request));
  }

  escalatesTo(): boolean {
    return true;
  }

  async remind({ kind }: Notice, to: Audience): Promise<void> {
    this.work();
    this.reminded.push(`${kind} ${to}`);
  }

  async read(handedOver: unknown): Promise<Received> {
    const original = readOriginal(handedOver);
    if (original === undefined) throw new FinalError("The event is no card of the board.");
    if (!isSigned(original)) throw new TransientError("The board did not sign the card.");
    const { action, token, member, result, card, reason } = original;
    const person = { channel: name, id: member, displayName: member };
    const tell = (says: string) => this.tell(member, says);
    return {
      kind: "decision",
      decision: {
        command: { id: `${name}-${original.id}`, action, token, result, person, reason },
        message: { channel: name, place: wall, id: card },
        authorize: () => this.authorize(original),
        refusalFor: () => undefined,
        answer: ({ kind }: Answer) => tell(kind),
      },
    };
  }

  private async authorize({ action, member }: Original): Promise<Authorization> {
    const settings = await this.gates.read(action);
    if (this.members.has(member) && settings !== undefined) return { allowed: true, settings };
    const tell = () => this.tell(member, "not-allowed");
    const reason = settings === undefined ? "gate_unknown" : "not_an_approver";
    return { allowed: false, reason, level: "warn", isDoubtful: false, tell };
  }

  private async tell(member: string, says: string): Promise<boolean> {
    this.told.push({ member, says });
    return true;
  }

  private work(): void {
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new Error("The board does not answer.");
  }
}
