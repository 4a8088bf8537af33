/** Whether a click comes from where a request is shown. */
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { isFrom, type Origin, type Pins, type Posted } from "../slack/origin";

/** The workspace, app and channel are those in which the request was posted. */
export function belongs(
  click: Origin & { readonly channel: string },
  posted: Posted & Pick<ApprovalRequest, "messages">,
  settings: Pick<GateSettings, "channel">,
  pins: Pins,
): boolean {
  const channels = [settings.channel, ...posted.messages.map(({ channel }) => channel)];
  return isFrom(click, posted, pins) && channels.includes(click.channel);
}
