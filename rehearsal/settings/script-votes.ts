/** What a script says of votes in Slack: that who votes is there, and has something to vote on. */
import type { RegisteredResource } from "../aws/account/types";
import { stackFileOf } from "../program/project";
import { hasRule } from "../screen/gate-record";
import type { SlackWorkspace } from "../slack/types";
import { orRather } from "./nearest";
import type { OwnScript, RehearsalSettings } from "./schema";

export type ScriptVote = NonNullable<OwnScript["votes"]>[number];

/** Throws where somebody votes who is not there, or where no gate has a rule. */
export function needVoters(
  { scripts = {} }: RehearsalSettings,
  slack: Pick<SlackWorkspace, "workspace"> | undefined,
  resources: readonly RegisteredResource[],
  programDir: string,
): void {
  const names = Object.values(slack?.workspace.users ?? {});
  for (const [script, { votes = [] }] of Object.entries(scripts)) {
    if (votes.length === 0) continue;
    const place = `\`rehearsal:scripts.${script}.votes\` in ${stackFileOf(programDir)}`;
    const stranger = votes.find(({ as }) => !names.includes(as));
    if (stranger !== undefined) {
      throw new Error(
        `${place} has ${stranger.as}, who is not in \`users\` of slack.rehearsal.yaml. ` +
          orRather(stranger.as, names),
      );
    }
    if (!hasRule(resources)) {
      throw new Error(`${place} needs a gate with a rule: where one decides alone, nobody votes.`);
    }
  }
}
