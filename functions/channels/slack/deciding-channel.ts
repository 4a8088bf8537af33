/** Slack as a channel on which people decide. */
import type { Clock } from "../../domain/ports";
import type { DecidingChannel } from "../channel";
import { createSlackChannel, type SlackChannelPorts } from "./channel";
import { createRead, type ReadPorts } from "./decisions/read";
import { createUnchangeable } from "./presses/unchangeable";

export interface DecidingSlackPorts extends SlackChannelPorts, Omit<ReadPorts, "unchangeable"> {
  readonly slack: SlackChannelPorts["slack"] & ReadPorts["slack"];
  readonly clock: Clock;
}

export function createDecidingSlackChannel(ports: DecidingSlackPorts): DecidingChannel {
  const unchangeable = createUnchangeable(ports.clock);
  return { ...createSlackChannel(ports), read: createRead({ ...ports, unchangeable }) };
}
