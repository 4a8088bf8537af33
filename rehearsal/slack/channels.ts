/** Messages of the channels, as they are now. */
import { randomBytes } from "node:crypto";
import type { Clock } from "../clock";
import type { SlackMessage } from "./types";

type Draft = Omit<SlackMessage, "channel" | "ts">;

export class Channels {
  private readonly kept = new Map<string, SlackMessage[]>();
  private last = 0n;

  constructor(private readonly clock: Clock) {}

  add(channel: string, draft: Draft): SlackMessage {
    const message = { ...draft, blocks: withIds(draft.blocks), channel, ts: this.nextTs() };
    this.kept.set(channel, [...(this.kept.get(channel) ?? []), message]);
    return message;
  }

  find(channel: string, ts: string): SlackMessage | undefined {
    return this.kept.get(channel)?.find((message) => message.ts === ts);
  }

  change(before: SlackMessage, draft: Pick<Draft, "text" | "blocks">): SlackMessage {
    const { isPlain: _isPlain, ...kept } = before;
    const after = { ...kept, ...draft, blocks: withIds(draft.blocks), edited: true };
    const messages = this.kept.get(before.channel)!;
    this.kept.set(
      before.channel,
      messages.map((message) => (message === before ? after : message)),
    );
    return after;
  }

  remove({ channel, ts }: Pick<SlackMessage, "channel" | "ts">): void {
    const messages = this.kept.get(channel) ?? [];
    this.kept.set(
      channel,
      messages.filter((message) => message.ts !== ts),
    );
  }

  /** What a user sees, oldest first; without a user, what everybody sees. */
  seenBy(channel: string, user?: string): SlackMessage[] {
    const messages = this.kept.get(channel) ?? [];
    return messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === user);
  }

  /** Seconds with six digits; never the same twice, as a message has no other id. */
  private nextTs(): string {
    const now = BigInt(this.clock.now().getTime()) * 1000n;
    this.last = now > this.last ? now : this.last + 1n;
    return `${this.last / 1_000_000n}.${String(this.last % 1_000_000n).padStart(6, "0")}`;
  }
}

/** Slack names blocks and elements that have no name. */
export function withIds(blocks: readonly any[]): any[] {
  return blocks.map(({ elements, element, ...block }) => ({
    ...block,
    block_id: block.block_id ?? newId(),
    ...(elements && { elements: block.type === "actions" ? elements.map(named) : elements }),
    ...(element && { element: named(element) }),
  }));
}

function named(element: any): any {
  return { ...element, action_id: element.action_id ?? newId() };
}

function newId(): string {
  return randomBytes(4).toString("base64url").slice(0, 5);
}
