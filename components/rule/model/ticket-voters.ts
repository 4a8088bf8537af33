/** People of other systems whose tickets are votes: each is somebody in Slack whom the rule lets vote. */
import {
  type DecidingKind,
  decidingKinds,
  identityNames,
  systemNames,
} from "../../../contract/connectors";
import { quote, throwInvalid } from "../../inputs/model/checks";
import type { JudgedRule } from "./judged-rule";

/** A connector whose tickets decide, as its gate names it. */
export interface VotingConnector {
  /** What the user calls it: "connectors[0]". */
  readonly path: string;
  readonly approverIds: readonly string[];
  /** Undefined as long as it is not known, when any system will do. */
  readonly kind?: DecidingKind;
}

/** Refuses who could vote by a ticket, and whose vote would count nothing. */
export function votersOfTickets(
  { rule, users, userGroups }: JudgedRule,
  { path, approverIds, kind }: VotingConnector,
  rulePath: string,
): void {
  const names = (kind === undefined ? decidingKinds : [kind]).map((one) => identityNames[one]);
  for (const [index, id] of approverIds.entries()) {
    const at = `${path}.approverIds[${index}]`;
    const entry = rule.identities.find((one) => names.some((name) => one[name] === id));
    if (entry === undefined) {
      throwInvalid(
        at,
        `\`${at}\` must be somebody whom \`${rulePath}.identities\` names with their Slack user, got: ${quote(id)}: ` +
          "what they decide by a ticket would be nobody's vote. Add an entry with `slackUserId` and their name there " +
          `(${names.map((name) => `\`${name}\``).join(", ")}), or take them off the list.`,
      );
    }
    // Members of user groups are not known before somebody votes.
    if (userGroups.length > 0 || users.includes(entry.slackUserId ?? "")) continue;
    throwInvalid(
      at,
      `\`${at}\` must be somebody who may vote in Slack, got: ${quote(id)}, who is ${entry.slackUserId} there and on ` +
        `no list: their vote would count nothing. Name them in \`slack\` or a group of \`${rulePath}\`, or take ` +
        "them off the list.",
    );
  }
}

/** Two systems of one kind may have different people of one name, whom an identity does not tell apart. */
export function oneOfEachKind(
  connectors: readonly Required<VotingConnector>[],
  rulePath: string,
): void {
  const kinds = connectors.map(({ kind }) => kind);
  const index = kinds.findIndex((kind, at) => kinds.indexOf(kind) !== at);
  if (index === -1) return;
  const at = `${connectors[index].path}.approverIds`;
  const other = `${connectors[kinds.indexOf(kinds[index])].path}.approverIds`;
  throwInvalid(
    at,
    `\`${at}\` must not stand beside \`${other}\` and \`${rulePath}\`, got all three: both are of ` +
      `${systemNames[kinds[index]]}, and a name may be somebody else in the other. Leave one of them out.`,
  );
}
