/** What a person sees of a message, and what Slack counts. */
import type { Button, KnownBlock } from "@slack/types";

export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly verbatim?: boolean;
}

/** Every text object of a kind of block, in the order in which it is shown. */
export function textsOf({ blocks }: Message, type: KnownBlock["type"]): TextObject[] {
  return blocks
    .filter((block) => block.type === type)
    .flatMap((block): TextObject[] => {
      if (block.type === "header") return [block.text];
      if (block.type === "section")
        return [...(block.text ? [block.text] : []), ...(block.fields ?? [])];
      return block.type === "context" ? (block.elements as TextObject[]) : [];
    });
}

export function headerOf(message: Message): string {
  return textsOf(message, "header")[0].text;
}

/** Sections and context, line by line. */
export function linesOf(message: Message): string[] {
  return message.blocks
    .flatMap((block) =>
      block.type === "header" ? [] : textsOf({ text: "", blocks: [block] }, block.type),
    )
    .flatMap(({ text }) => text.split("\n"));
}

export function buttonsIn({ blocks }: Message): Button[] {
  return blocks.flatMap((block) => (block.type === "actions" ? (block.elements as Button[]) : []));
}

/** Everything that is said anywhere in it. */
export function textIn(message: Message): string {
  return [message.text, headerOf(message), ...linesOf(message)].join("\n");
}
