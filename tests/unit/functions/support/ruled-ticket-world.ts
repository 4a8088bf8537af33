/** A world in which a request waits for several people, some of whom vote by its ticket. */
import type { Rule } from "../../../../functions/domain/rule/identity";
import type { SlackGate } from "../../../../functions/channels/slack/gate";
import type { Actor, GateSettings } from "../../../../functions/domain/types";
import { settingsOf } from "../domain/samples";
import { identity, ruleOf } from "../domain/rule/samples";
import { ann, bob, cy, dan } from "./ruled-world";
import { changes, openedWorld, type TicketWorld } from "./ticket-world";
import type { World } from "./world";
import { click } from "./world-events";

/** Somebody in Slack who is somebody in ServiceNow as well; Carla is nobody in Slack. */
export const inServiceNow = (slackUserId: string, serviceNowUserName: string) => ({
  ...identity(slackUserId),
  serviceNowUserName,
});

export const identities = [inServiceNow(ann.id, "ann.sn"), inServiceNow(bob.id, "bob-sn")];

export const connector = { ...changes, approverIds: ["ann.sn", "bob-sn", "carla"] };

export const ruledGate = (
  rule: Partial<Rule> = {},
  slack: Partial<SlackGate> = {},
): GateSettings => ({
  ...settingsOf({
    approverUserIds: [ann, bob, cy, dan].map(({ id }) => id),
    approverUserGroupIds: [],
    ...slack,
  }),
  connectors: [connector],
  schemaVersion: 2,
  rule: ruleOf({ identities, ...rule }),
});

export const ruledTickets = (
  rule: Partial<Rule> = {},
  slack: Partial<SlackGate> = {},
): Promise<TicketWorld> => openedWorld(ruledGate(rule, slack));

const seconds = (world: World): number => Math.floor(world.clock.now().getTime() / 1000);

let count = 0;

/** Somebody moves the ticket now, and the decider looks at it. Answers the id of the move. */
export async function moved(
  world: TicketWorld,
  by: string,
  result: "Approved" | "Rejected" = "Approved",
  { at = seconds(world), id = `audit-${(count += 1)}` } = {},
): Promise<string> {
  world.system.decide(result, by, "sys1", id, at);
  await world.minutes(1);
  return id;
}

/** Somebody says so in Slack, now. */
export const says = (
  world: World,
  person: Actor,
  result: "Approved" | "Rejected" = "Approved",
  at = seconds(world),
) => click({ person, result, at, reason: `Said at ${at} by ${person.id}` });

/** The ticket waits again. */
export async function holds(world: TicketWorld): Promise<void> {
  const reading = world.system.tickets.get("sys1")!;
  world.system.tickets.set("sys1", { ...reading, state: { kind: "waiting", why: "on hold" } });
  await world.minutes(1);
}
