/** What a message says that nobody can decide from: the table does not know it. Nothing to press is left. */
import { type ActionKey, namesOfAction } from "../../../../contract/records";
import type { KnownBlock } from "@slack/types";
import type { GateSettings } from "../../../domain/types";
import { unknownRequest } from "./ephemeral-replies";
import { consoleUrl } from "../../../domain/console";
import { link } from "./escape";
import { fallbackText, placeBlock, section, titleBlock } from "./parts";

interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/**
 * The request is older than the table's memory, or the table was made anew. Or it is another Region's,
 * where the app's one address leads to another hub by now: no Region and no page is named for it.
 */
export function unknownMessage(action: ActionKey): Message {
  return closed("Not known any more", unknownRequest(), action);
}

/** True for as long as the message stands: how the request ends, the other message says. */
export function duplicateMessage(
  action: ActionKey,
  { topicArn }: Pick<GateSettings, "topicArn">,
): Message {
  return closed(
    "Posted twice",
    "This message is a duplicate. Another message in this channel shows the same request: decide " +
      "there, or in the AWS console.",
    action,
    topicArn,
  );
}

function closed(title: string, words: string, action: ActionKey, topicArn?: string): Message {
  const region = topicArn?.split(":")[3];
  const place = { ...namesOfAction(action), region };
  const url = topicArn === undefined ? undefined : consoleUrl(topicArn, place.pipelineName);
  const page = link(url ?? "", 1000);
  return {
    text: fallbackText(title, place),
    blocks: [
      titleBlock(title, place),
      placeBlock(place),
      section(words),
      ...(page === undefined ? [] : [section(page)]),
    ],
  };
}
