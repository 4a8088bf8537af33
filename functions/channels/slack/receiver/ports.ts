/** What the public function needs of the world. */
import type { AuthenticatePorts } from "../authenticate";
import type { AuthorizePorts } from "../authorize";
import type { Clock, InvocationQueue, Log } from "../../../domain/ports";
import type { SlackApi } from "../ports";

export interface Ports extends AuthenticatePorts, AuthorizePorts {
  readonly slack: Pick<SlackApi, "openView" | "postEphemeral">;
  readonly decisionQueue: InvocationQueue;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds for everything that waits on somebody else, together. Defaults to 2400. */
  readonly budget?: number;
}
