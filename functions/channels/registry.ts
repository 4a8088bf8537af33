/** Every channel of the hub: a new one is a folder beside this file, and a line here. */
import type { Channel, ChannelPorts } from "./channel";
import { createHubSlackChannel } from "./slack/channel";

const registry: Readonly<Record<string, (ports: ChannelPorts) => Channel>> = {
  slack: createHubSlackChannel,
};

/** The channels of one function; those that it has made itself stand in place of the registry's. */
export function createChannels(ports: ChannelPorts, made: readonly Channel[] = []): Channel[] {
  const others = Object.entries(registry).filter(
    ([name]) => !made.some((channel) => channel.name === name),
  );
  return [...made, ...others.map(([, create]) => create(ports))];
}
