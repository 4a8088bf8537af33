/** Every channel of the hub: a new one is a folder beside this file, and a line here. */
import type { Channel, ChannelPorts, DecidingChannel, DecidingChannelPorts } from "./channel";
import { createHubSlackChannel, createHubSlackDecisions } from "./slack/hub-channel";

/** How a channel is made, and how for the decider where people decide on it. */
interface Entry {
  readonly create: (ports: ChannelPorts) => Channel;
  readonly createDeciding?: (ports: DecidingChannelPorts) => DecidingChannel;
}

const registry: Readonly<Record<string, Entry>> = {
  slack: { create: createHubSlackChannel, createDeciding: createHubSlackDecisions },
};

/** The channels of a function that shows requests. */
export const createChannels = (ports: ChannelPorts): Channel[] =>
  Object.values(registry).map(({ create }) => create(ports));

/** The channels of the decider: those on which nobody decides are shown the end all the same. */
export const createDecidingChannels = (
  ports: DecidingChannelPorts,
): (Channel | DecidingChannel)[] =>
  Object.values(registry).map(({ create, createDeciding = create }) => createDeciding(ports));
