/** Connectors of a gate that are refused before anything is created. */
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import {
  connection as olderHub,
  counting,
  gateWith,
  inSlack,
  joinable,
  person,
  types,
} from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { byCarla, connectionOf, gateOf, named, onCall } from "./support";

const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(value).apply((known) => Promise.resolve(known)) as pulumi.Output<T>;

/** The gate's record: nobody decides by a rule that is refused. */
const carrier = [types.tableItem];

const takenWhole = "Use the `connection` output of the connector as it is.";

const carla = [{ slackUserId: person, jiraAccountId: "carla" }];

const ruled = (
  connectors: Parameters<typeof gateOf>[0],
  identities: readonly object[] = [],
  more: object = {},
) =>
  gateOf(connectors, {
    ...{ hub: { ...joinable, ...counting }, approvers: undefined },
    rule: { approvals: 1, identities },
    ...more,
  });

const unnamed = (fields: string): string =>
  '`connectors[0].approverIds[0]` must be somebody whom `rule.identities` names with their Slack user, got: "carla": ' +
  "what they decide by a ticket would be nobody's vote. Add an entry with `slackUserId` and their name there " +
  `(${fields}), or take them off the list.`;

const rows: Refused[] = [
  {
    title: "without a hub",
    plain: () => gateWith({ slack: inSlack, connectors: [named("servicenow")] }),
    path: "connectors",
    reason:
      "`connectors` must stand beside `hub`, got no `hub`: a connector belongs to a hub. Give `hub` the " +
      "connection of the connector's ApprovalHub, or leave `connectors` out.",
  },
  {
    title: "more than five",
    plain: () => gateOf(Array.from({ length: 6 }, () => named("teams"))),
    path: "connectors",
    reason: "`connectors` must have at most 5 connectors, got: 6. Leave some out.",
  },
  {
    title: "an output in place of the list",
    plain: () => gateWith({ hub: joinable, connectors: later([named("jira")]) as never }),
    path: "connectors",
    reason:
      "`connectors` must be known when the program runs, got an output: which resources there are follows from it. " +
      "Write it out, with outputs in its fields.",
  },
  {
    title: "of another hub",
    later: () => gateOf([named("jira", {}, { gatesTableName: "other-gates" })]),
    path: "connectors[0].connection",
    reason:
      '`connectors[0].connection` must be that of a connector of the gate\'s own hub ("shared-gates"), got one of ' +
      '"other-gates". Make a connector for this hub.',
  },
  ...(["eu-central-1:111122223333", "eu-west-1:444455556666"] as const).map((place): Refused => ({
    title: `of a hub of another place whose table has the same name: ${place}`,
    later: () =>
      gateOf([
        named(
          "jira",
          {},
          { credentialsSecretArn: `arn:aws:secretsmanager:${place}:secret:jira-AbCdEf` },
        ),
      ]),
    path: "connectors[0].connection",
    reason:
      '`connectors[0].connection` must be that of a connector of the gate\'s own hub ("shared-gates" in eu-west-1, ' +
      `111122223333), got one of "shared-gates" in ${place.replace(":", ", ")}. Make a connector for this hub.`,
  })),
  {
    title: "two of one name",
    later: () => gateOf([named("jira"), named("servicenow", {}, { name: "the-jira" })]),
    path: "connectors[1].connection",
    reason:
      '`connectors[1].connection` must be that of another connector, got: "the-jira", which ' +
      "`connectors[0]` is too. Remove one of them.",
  },
  {
    title: "a kind that there is not",
    plain: () => gateOf([named("trello")]),
    later: () => gateOf([{ connection: later(connectionOf("trello")) }]),
    path: "connectors[0].connection.kind",
    reason:
      "`connectors[0].connection.kind` must be one of webhook, servicenow, jira, pagerduty, teams, got: " +
      `"trello". ${takenWhole}`,
  },
  ...(["pagerduty", "teams"] as const).map((kind): Refused => ({
    title: `approvers of ${kind}, which decides nothing`,
    plain: () => gateOf([named(kind, byCarla)]),
    later: () => gateOf([{ connection: later(connectionOf(kind)), ...byCarla }]),
    path: "connectors[0].approverIds",
    reason:
      "`connectors[0].approverIds` must stand beside a connector whose tickets decide, got one of " +
      `${kind === "teams" ? "Microsoft Teams" : "PagerDuty"}, where nobody decides. Leave ` +
      "`connectors[0].approverIds` out.",
  })),
  {
    title: "schedules of another system than PagerDuty",
    plain: () => gateOf([named("servicenow", onCall)]),
    path: "connectors[0].scheduleIds",
    reason:
      "`connectors[0].scheduleIds` must stand beside a PagerDutyConnector, got a connector of ServiceNow. Leave " +
      "`connectors[0].scheduleIds` out.",
  },
  {
    title: "schedules without Slack",
    plain: () => gateOf([named("pagerduty", onCall)], { slack: undefined }),
    path: "connectors[0].scheduleIds",
    reason:
      "`connectors[0].scheduleIds` must stand beside `slack`, got no `slack`: who is on call decides in Slack. Give " +
      "`slack`, or leave `connectors[0].scheduleIds` out.",
  },
  {
    title: "an empty list of approvers",
    plain: () => gateOf([named("servicenow", { approverIds: [] })]),
    later: () => gateOf([named("servicenow", { approverIds: later([]) })]),
    path: "connectors[0].approverIds",
    reason:
      "`connectors[0].approverIds` must name somebody, got an empty list. Name who may decide, or leave it out: then " +
      "tickets decide nothing.",
  },
  {
    title: "an approver twice",
    plain: () => gateOf([named("servicenow", { approverIds: ["carla", "carla"] })]),
    path: "connectors[0].approverIds[1]",
    reason:
      '`connectors[0].approverIds[1]` must stand in the list once, got: "carla", which ' +
      "`connectors[0].approverIds[0]` is too. Remove one of them.",
  },
  {
    title: "who is on call beside a rule",
    plain: () => ruled([named("pagerduty", onCall)]),
    path: "connectors[0].scheduleIds",
    reason:
      "`connectors[0].scheduleIds` must not stand beside `rule`, got both: a rule counts the people of its lists, and " +
      "who is on call is on none. Leave `connectors[0].scheduleIds` out, or name these people in `rule`.",
  },
  {
    title: "beside a rule, an approver whom no identity names",
    plain: [
      () => ruled([named("servicenow", byCarla)]),
      () =>
        ruled([named("servicenow", byCarla)], [{ slackUserId: person, jiraAccountId: "Carla" }]),
    ],
    later: () => ruled([named("servicenow", { approverIds: [later("carla")] })]),
    carrier,
    path: "connectors[0].approverIds[0]",
    reason: unnamed("`webhookActorId`, `serviceNowUserName`, `jiraAccountId`"),
  },
  {
    title: "beside a rule, an approver whom an identity names in another system",
    later: () =>
      ruled([named("servicenow", byCarla)], [{ slackUserId: person, jiraAccountId: "carla" }]),
    carrier,
    path: "connectors[0].approverIds[0]",
    reason: unnamed("`serviceNowUserName`"),
  },
  {
    title: "beside a rule, an approver who is on no list of Slack",
    plain: () =>
      ruled([named("jira", byCarla)], [{ slackUserId: "U0NOBODY", jiraAccountId: "carla" }]),
    path: "connectors[0].approverIds[0]",
    reason:
      '`connectors[0].approverIds[0]` must be somebody who may vote in Slack, got: "carla", who is U0NOBODY there and ' +
      "on no list: their vote would count nothing. Name them in `slack` or a group of `rule`, or take them off the list.",
  },
  {
    title: "beside a rule, two of one kind that decide",
    later: () => ruled([named("jira", byCarla), named("jira", byCarla, { name: "other" })], carla),
    carrier,
    path: "connectors[1].approverIds",
    reason:
      "`connectors[1].approverIds` must not stand beside `connectors[0].approverIds` and `rule`, got all three: both " +
      "are of Jira, and a name may be somebody else in the other. Leave one of them out.",
  },
  {
    title: "approvers beside a rule of a hub that counts no votes of tickets",
    plain: () => ruled([named("jira", byCarla)], carla, { hub: { ...joinable, ruleVersion: "1" } }),
    path: "connectors[0].approverIds",
    reason:
      "`connectors[0].approverIds` must stand beside `rule` only with an ApprovalHub that counts votes of tickets, got " +
      "one that does not. Upgrade codepipeline-approvals in the hub's program and deploy that first, or leave " +
      "`connectors[0].approverIds` out.",
  },
  {
    title: "approvers beside a hub that has nothing that decides",
    plain: () => gateOf([named("servicenow", byCarla)], { hub: olderHub }),
    path: "connectors[0].approverIds",
    reason:
      "`connectors[0].approverIds` must have a `hub` with a function that decides, got one without. Give the " +
      "ApprovalHub `connectors: true` and deploy it first, or leave `connectors[0].approverIds` out.",
  },
  {
    title: "of an approval of a stage, under its own path",
    plain: () =>
      new MultiApprovalStage("review", {
        ...{ pipelineName: "orders", hub: joinable, emails: ["qa@example.com"] },
        approvals: [{ name: "qa", connectors: [named("teams", byCarla)] }],
      }),
    path: "approvals[0].connectors[0].approverIds",
    reason:
      "`approvals[0].connectors[0].approverIds` must stand beside a connector whose tickets decide, got one of " +
      "Microsoft Teams, where nobody decides. Leave `approvals[0].connectors[0].approverIds` out.",
  },
];

describe("The connectors of a gate are refused,", () => refuses(rows));
