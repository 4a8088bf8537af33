/** What a channel is to the functions: a place where people see a request. */
import type { ApprovalRequest, GateSettings, PostedMessage } from "../domain/types";
import type { Clock, Log } from "../domain/ports";

/** A message as it was posted, and what the channel says of where it comes from. */
type ShownMessage = PostedMessage & Pick<ApprovalRequest, "teamId" | "appId" | "enterpriseId">;

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
}

/** What the registry makes a channel with. */
export interface ChannelPorts {
  readonly clock: Clock;
  readonly log: Log;
}
