/** Channels that decide and show nothing here: people see a request elsewhere, or nobody is asked. */
import type { Channel, DecidingChannel, Received, Refusal } from "../channels/channel";
import type { LogEvent } from "../domain/log-events";
import type { RequestStore } from "../domain/ports";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { syncMessages } from "./sync-messages";

export function unseenChannel(name: string, read: DecidingChannel["read"]): DecidingChannel {
  const nothingShown = (): Promise<never> =>
    Promise.reject(new Error(`Nobody sees a request on the channel ${name}.`));
  return {
    name,
    isUsedBy: () => false,
    show: nothingShown,
    update: nothingShown,
    escalatesTo: () => false,
    remind: nothingShown,
    read,
  };
}

/** The request has ended: whatever message does not show that yet is brought up to date. */
export const showEnd = (
  request: ApprovalRequest,
  settings: GateSettings,
  requests: RequestStore,
): Received => ({
  kind: "touch",
  bringUpToDate: async (channels: readonly Channel[]): Promise<void> =>
    void (await syncMessages(request, settings, { requests, channels })),
});

/** There is nobody on the channel to be told. */
export const untoldRefusal = (reason: LogEvent): Refusal => ({
  ...{ reason, level: "warn", isDoubtful: false },
  tell: () => Promise.resolve(true),
});
