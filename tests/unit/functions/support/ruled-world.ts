/** A world in which a request waits for several people. */
import type { Rule } from "../../../../functions/domain/rule/identity";
import type { SlackGate } from "../../../../functions/channels/slack/gate";
import { settings, settingsOf } from "../domain/samples";
import { person, ruleOf } from "../domain/rule/samples";
import type { World } from "./world";
import { click, shownWorld } from "./world-events";

export const [ann, bob, cy, dan] = ["U0ANN", "U0BOB", "U0CY", "U0DAN"].map(person);

const inSlack: Partial<SlackGate> = {
  approverUserIds: [ann, bob, cy, dan].map(({ id }) => id),
  approverUserGroupIds: [],
};

/** Gives the gate the rule, and whoever it lists. */
export function ruled(
  world: World,
  rule: Partial<Rule> = {},
  slack: Partial<SlackGate> = {},
): World {
  const gate = settingsOf({ ...inSlack, ...slack });
  world.gates.set(settings.action, { ...gate, schemaVersion: 2, rule: ruleOf(rule) });
  return world;
}

export const ruledWorld = async (
  rule: Partial<Rule> = {},
  slack: Partial<SlackGate> = {},
): Promise<World> => ruled(await shownWorld(), rule, slack);

export const approval = (who: typeof ann, reason?: string) =>
  click({ person: who, ...(reason === undefined ? {} : { reason }) });

export const rejection = (who: typeof ann, reason = "The load test failed") =>
  click({ person: who, result: "Rejected", reason });

/** What this person was told in private, one after the other. */
export const toldTo = (world: World, { id }: typeof ann): string[] =>
  world.slack.told.filter(({ user }) => user === id).map(({ text }) => text);
