/** Whether a click comes from where a request is shown. */
import type { ApprovalRequest, GateSettings } from "../../../domain/types";
import { isInSlack } from "../channel";
import { slackOf } from "../gate";
import { isFrom, type Origin, type Pins, type Posted } from "../origin";

/** The workspace, app and channel are those in which the request was posted, as far as it is known. */
export function belongs(
  click: Origin & { readonly channel: string },
  posted: Posted & Partial<Pick<ApprovalRequest, "messages">>,
  settings: Pick<GateSettings, "channels">,
  pins: Pins,
): boolean {
  const { channel } = click;
  const isThere =
    posted.messages?.some((message) => isInSlack(message) && message.place === channel) === true;
  return isFrom(click, posted, pins) && (isThere || channel === slackOf(settings)?.channel);
}
