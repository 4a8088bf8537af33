/** What the public function needs of the world. */
import type { Pins } from "../origin";
import type {
  Clock,
  GateStore,
  DecisionQueue,
  Log,
  SecretStore,
  SigningSecrets,
  SlackApi,
} from "../../../domain/ports";

export interface Ports extends Pins {
  readonly credentials: SecretStore<SigningSecrets>;
  readonly gates: GateStore;
  readonly slack: Pick<SlackApi, "openView" | "postEphemeral">;
  readonly membersOf: (userGroupId: string) => Promise<readonly string[]>;
  readonly decisionQueue: DecisionQueue;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds for everything that waits on somebody else, together. Defaults to 2400. */
  readonly budget?: number;
}
