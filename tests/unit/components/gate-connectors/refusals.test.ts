/** Connectors of a gate that are refused before anything is created. */
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import {
  connection as olderHub,
  counting,
  gateWith,
  inSlack,
  joinable,
} from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { byCarla, connectionOf, gateOf, named, onCall } from "./support";

const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(value).apply((known) => Promise.resolve(known)) as pulumi.Output<T>;

const takenWhole = "Use the `connection` output of the connector as it is.";

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
  ...([byCarla, onCall] as const).map((people): Refused => ({
    title: `${Object.keys(people).join()} beside a rule`,
    plain: () =>
      gateOf([named("scheduleIds" in people ? "pagerduty" : "servicenow", people)], {
        ...{ hub: { ...joinable, ...counting }, approvers: undefined, rule: { approvals: 1 } },
      }),
    path: `connectors[0].${Object.keys(people).join()}`,
    reason:
      `\`connectors[0].${Object.keys(people).join()}\` must not stand beside \`rule\`, got both: nobody votes there, ` +
      "and one person would decide what `rule` wants several for. Leave " +
      `\`connectors[0].${Object.keys(people).join()}\` out, so that the connector opens tickets that decide nothing.`,
  })),
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
