/** A second channel, used only in tests: one folder, and one place in the list of channels. */
import type { Channel } from "../../../../../functions/channels/channel";
import { faceOf } from "../../../../../functions/domain/messages";
import { outcomeSentence } from "../../../../../functions/domain/outcome";
import type { ApprovalRequest, PostedMessage } from "../../../../../functions/domain/types";

export const name = "board";

/** A board on which each request has a card; `failures` calls fail before it works. */
export class Board implements Channel {
  readonly name = name;
  /** What each card says, by its number. */
  readonly cards = new Map<string, string>();
  failures = 0;

  isUsedBy(): boolean {
    return true;
  }

  async show(request: ApprovalRequest) {
    this.work();
    const ts = String(this.cards.size + 1);
    this.cards.set(ts, outcomeSentence(request));
    return { via: name, channel: "wall", ts, shows: faceOf(request) };
  }

  async update({ ts }: PostedMessage, request: ApprovalRequest): Promise<void> {
    this.work();
    this.cards.set(ts, outcomeSentence(request));
  }

  private work(): void {
    if (this.failures === 0) return;
    this.failures -= 1;
    throw new Error("The board does not answer.");
  }
}
