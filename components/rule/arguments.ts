/** The rule of one approval: each argument checked by itself, then all of it beside who may decide in Slack. */
import * as pulumi from "@pulumi/pulumi";
import type { DecidingKind } from "../../contract/connectors";
import type { RuleRecord } from "../../contract/records";
import type { GateConnectorsSpec } from "../gate-connectors/arguments";
import { approverId } from "../gate-connectors/model/gate-connector-checks";
import type { ShapesOf } from "../inputs/argument-shape";
import { element } from "../inputs/element";
import {
  defaultsTo,
  optional,
  required,
  shapesOf,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { trimmedText, whenKnown } from "../inputs/inputs";
import { boolean, judged, listOf, number, record, string, trimmed } from "../inputs/kinds";
import { isEmptyList } from "../inputs/lists";
import { atMost, boolean as isBoolean, wholeText } from "../inputs/model/checks";
import { rule as limits } from "../inputs/model/rule-limits";
import { requirePlain } from "../inputs/require-plain";
import { email } from "../notifications/model/recipient-checks";
import { type Identity, type Rule, type RuleGroup, UnknownPerson } from "../rule-args";
import type { SlackSpec } from "../slack/arguments";
import * as slack from "../slack/model/slack-checks";
import { type GivenRule, judgedRule, type JudgedRule, type Voters } from "./model/judged-rule";
import * as check from "./model/rule-checks";
import { oneOfEachKind, votersOfTickets } from "./model/ticket-voters";

const groupFields = {
  name: required(string(check.groupName)),
  slackUserIds: defaultsTo([], listOf(string(slack.userId))),
  slackUserGroupIds: defaultsTo([], listOf(string(slack.userGroupId))),
  approvals: defaultsTo(1, number(check.people)),
};

const groupShapes: ShapesOf<RuleGroup> = shapesOf(groupFields);

const names = atMost(limits.namesOfIdentity.max, "of one person", "Leave some out.");

/** The same address, whatever its case and the white space at its ends. */
const sameAddress = (address: unknown): string => wholeText(trimmedText(address)).toLowerCase();

const identityFields = {
  slackUserId: optional(string(slack.userId)),
  emails: defaultsTo([], judged(listOf(trimmed(email), sameAddress), names)),
  principals: defaultsTo([], judged(listOf(string(check.principal)), names)),
  serviceNowUserName: optional(string(approverId)),
  jiraAccountId: optional(string(approverId)),
  webhookActorId: optional(string(approverId)),
};

const identityShapes: ShapesOf<Identity> = shapesOf(identityFields);

const ruleFields = {
  approvals: optional(number(check.people)),
  groups: defaultsTo(
    [],
    judged(
      listOf(record(groupShapes, element<RuleGroup, typeof groupFields>(groupFields))),
      atMost(limits.groups.max, "groups", "Make one group of some."),
    ),
  ),
  rejections: defaultsTo(1, number(check.people)),
  excludeStarter: defaultsTo(true, boolean),
  excludeAuthor: defaultsTo(true, boolean),
  authorVariable: optional(string(check.authorVariable)),
  unknownAuthor: defaultsTo(UnknownPerson.Refuse, string(check.unknownPerson)),
  unknownStarter: defaultsTo(UnknownPerson.Refuse, string(check.unknownPerson)),
  identities: defaultsTo(
    [],
    judged(
      listOf(record(identityShapes, element<Identity, typeof identityFields>(identityFields))),
      atMost(limits.identities.max, "entries", "Leave out those who neither start nor write."),
    ),
  ),
};

const ruleShapes: ShapesOf<Rule> = { ...shapesOf(ruleFields), aboveRule: "boolean" };

export interface RuleSpec {
  /** What the user calls it: "rule" or "approvals[1].rule". */
  readonly path: string;
  readonly fields: Validated<typeof ruleFields>;
  readonly aboveRule: boolean;
}

/** The argument of a gate, and of an approval among others. */
export const ruleArgument = optional(
  record(ruleShapes, (rule: Rule, path): RuleSpec => {
    const plain = requirePlain(rule, path);
    const fields = validateFields(plain, ruleFields, (key) => `${path}.${key}`);
    const aboveRule = requirePlain(plain.aboveRule, `${path}.aboveRule`) ?? false;
    isBoolean(aboveRule, `${path}.aboveRule`);
    return { path, fields, aboveRule };
  }),
);

/** True where its groups name people, be it in a list that is still to come. */
export const namesPeople = (rule: RuleSpec | undefined): boolean =>
  !isEmptyList(rule?.fields.groups);

/** Refuses a rule where nobody votes, or where somebody decides without it. */
export function refuseBeside(
  { path, aboveRule }: RuleSpec,
  others: {
    readonly inSlack: boolean;
    readonly slackPath: string;
    /** Path of what lets people decide through IAM. */
    readonly above?: string;
    /** Path of what decides without people. */
    readonly automatic?: string;
  },
): void {
  if (!others.inSlack) check.needsSlack(path, others.slackPath);
  if (others.above !== undefined && !aboveRule) check.besideRule(others.above, path);
  if (others.automatic !== undefined) check.automaticBesideRule(others.automatic, path);
}

type Known = GivenRule & Pick<Voters, "users" | "userGroups">;

/** The rule, where each whom the connectors let decide by tickets may vote under it. */
function votingBesides(
  judgedAll: pulumi.Input<JudgedRule>,
  path: string,
  connectors: GateConnectorsSpec | undefined,
): pulumi.Input<RuleRecord> {
  const deciding = (connectors?.each ?? []).filter(({ decides }) => decides);
  const all = { rule: judgedAll, ids: deciding.map(({ approverIds }) => approverIds) };
  const given = all as unknown as pulumi.Input<{ rule: JudgedRule; ids: string[][] }>;
  const rule = whenKnown(given, ({ rule: known, ids }) => {
    for (const [index, approverIds] of ids.entries()) {
      votersOfTickets(known, { path: deciding[index].path, approverIds }, path);
    }
    return known.rule;
  });
  if (deciding.length === 0) return rule;
  // Of which system somebody is, may be known later.
  const connections = pulumi.all(deciding.map(({ connection }) => connection));
  return pulumi.all([given, rule, connections]).apply(([known, checked, each]) => {
    const named = each.map(({ kind }, index) => ({
      ...{ path: deciding[index].path, approverIds: known.ids[index], kind: kind as DecidingKind },
    }));
    oneOfEachKind(named, path);
    for (const one of named) votersOfTickets(known.rule as JudgedRule, one, path);
    return checked;
  }) as pulumi.Output<RuleRecord>;
}

/**
 * Those who may decide in Slack, with all whom the rule names, and the rule by which they do. Whom the connectors let
 * decide by tickets must be among them.
 */
export function inSlackByRule(
  spec: SlackSpec,
  { path, fields }: RuleSpec,
  connectors: GateConnectorsSpec | undefined,
): SlackSpec {
  const { approverUserIds: users, approverUserGroupIds: userGroups, paths } = spec;
  // Inputs of the fields of a rule: checked, each is what the record has.
  const all = { ...fields, users, userGroups } as unknown as pulumi.Input<Known>;
  const judgedAll = whenKnown(all, ({ users: own, userGroups: ownGroups, ...rule }) =>
    judgedRule(rule, { users: own, userGroups: ownGroups, paths }, path),
  );
  return {
    ...spec,
    approverUserIds: whenKnown(judgedAll, (known) => [...known.users]),
    approverUserGroupIds: whenKnown(judgedAll, (known) => [...known.userGroups]),
    rule: votingBesides(judgedAll, path, connectors),
  };
}
