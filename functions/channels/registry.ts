/** Every channel of the hub: a new one is a folder beside this file, and a line here. */
import { automaticChannel } from "../../contract/identities";
import type { Channel, ChannelPorts, DecidingChannel, DecidingChannelPorts } from "./channel";
import type { ReadChannelSettings } from "../domain/gate-schema";
import { createHubAutomaticDecisions } from "./automatic/hub-channel";
import { readSlackGate } from "./slack/gate";
import { createHubTickets } from "./tickets/hub-channel";
import { createHubWebhookDecisions } from "./webhook/hub-channel";
import { createHubSlackChannel, createHubSlackDecisions } from "./slack/hub-channel";

/** How a channel is made, and how for the decider where people decide on it. */
interface Entry {
  /** Absent where nobody sees anything on it. */
  readonly create?: (ports: ChannelPorts) => Channel;
  readonly createDeciding?: (ports: DecidingChannelPorts) => Channel | DecidingChannel;
  /** What a gate's record says about the channel; undefined where the gate does not use it. */
  readonly readSettings?: (record: unknown) => object | undefined;
}

const registry: Readonly<Record<string, Entry>> = {
  slack: {
    create: createHubSlackChannel,
    createDeciding: createHubSlackDecisions,
    readSettings: readSlackGate,
  },
  [automaticChannel]: { createDeciding: createHubAutomaticDecisions },
  servicenow: { createDeciding: createHubTickets("servicenow") },
  jira: { createDeciding: createHubTickets("jira") },
  webhook: { createDeciding: createHubWebhookDecisions },
};

/** The channels of a function that shows requests. */
export const createChannels = (ports: ChannelPorts): Channel[] =>
  Object.values(registry).flatMap(({ create }) => (create === undefined ? [] : [create(ports)]));

/** The channels of the decider: those on which nobody decides are shown the end all the same. */
export const createDecidingChannels = (
  ports: DecidingChannelPorts,
): (Channel | DecidingChannel)[] =>
  Object.values(registry).flatMap(({ create, createDeciding = create }) =>
    createDeciding === undefined ? [] : [createDeciding(ports)],
  );

export const readChannelSettings: ReadChannelSettings = (record) =>
  Object.fromEntries(
    Object.entries(registry)
      .map(([name, { readSettings }]) => [name, readSettings?.(record)] as const)
      .filter((entry): entry is [string, object] => entry[1] !== undefined),
  );
