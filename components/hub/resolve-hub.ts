/** Which hub a gate uses: the one that it was given, one of its own, or none. */
import type * as pulumi from "@pulumi/pulumi";
import { appKeys, type HubConnection, type SlackApp, type StageSlack } from "../slack-args";
import { throwInvalid } from "../inputs/model/checks";
import { validateConnection } from "./given-connection";
import { hubWithIam, hubWithSlack, samePlace } from "./model/hub-checks";
import { permissionsBoundary } from "./model/runtime-checks";
import { requirePlain } from "../inputs/require-plain";
import type { ApprovalHubArgs } from "../hub-args";
import { validateHub } from "./arguments";
import { validateOptional, given, isPlain } from "../inputs/inputs";
import type { ApprovalSpec } from "../approval/arguments";
import { needsAutomaticDecisions } from "../automatic/model/automatic-checks";
import { needsBypassAlerts } from "../break-glass/model/break-glass-checks";
import { needsDecider } from "../gate-connectors/model/gate-connector-checks";
import { needsTicketVotes, needsVotes } from "../rule/model/rule-checks";
import { needsReminders } from "../sla/model/sla-checks";

/** The arguments of a gate or a stage that decide about its hub. */
export interface GateHubInput {
  slack?: StageSlack | null;
  hub?: pulumi.Input<HubConnection> | null;
  topicArn?: pulumi.Input<string> | null;
  permissionsBoundary?: pulumi.Input<string> | null;
  region?: pulumi.Input<string>;
  tags?: ApprovalHubArgs["tags"];
}

/** What the arguments are meant to be that decide about the hub, beside `slack`. */
export const hubChoiceShapes = { hub: "connection", permissionsBoundary: "string" } as const;

/** The boundary of every role that a gate makes, whoever takes it on. */
export function validateBoundary(
  input: Pick<GateHubInput, "permissionsBoundary">,
): pulumi.Input<string> | undefined {
  const path = "permissionsBoundary";
  return validateOptional(input.permissionsBoundary, path, permissionsBoundary);
}

/** The connection of a hub that exists, or the arguments of a hub of the gate's own, checked. */
export type ResolvedHub =
  { readonly given: pulumi.Input<HubConnection> } | { readonly own: ApprovalHubArgs };

/** Checks before anything is created; undefined where no hub was given and no approval is in Slack. */
export function resolveHub(
  input: GateHubInput,
  approvals: readonly Pick<
    ApprovalSpec,
    "slack" | "sla" | "breakGlass" | "automaticDecision" | "rule" | "connectors"
  >[],
): ResolvedHub | undefined {
  const { slack, hub } = input;
  const inSlack = approvals.find((approval) => approval.slack !== undefined)?.slack;
  const timed = approvals.find((approval) => approval.sla !== undefined)?.sla;
  const guarded = approvals.find((approval) => approval.breakGlass !== undefined)?.breakGlass;
  const automatic = approvals.find(({ automaticDecision }) => automaticDecision !== undefined);
  const decided = approvals
    .flatMap(({ connectors }) => connectors?.each ?? [])
    .find(({ decides }) => decides);
  const voting = approvals
    .filter(({ rule }) => rule !== undefined)
    .flatMap(({ connectors }) => connectors?.each ?? [])
    .find(({ decides }) => decides);
  const ruled = approvals.find((approval) => approval.rule !== undefined)?.rule;
  if (inSlack === undefined) refuseUnused(slack);
  if (given(hub)) {
    refuseAppBesideHub(slack);
    const judge = (connection: HubConnection): void => {
      if (inSlack !== undefined) hubWithSlack(connection, "hub", inSlack.paths.slack);
      if (approvals.some((approval) => approval.slack === undefined)) {
        hubWithIam(connection, "hub");
      }
      if (timed !== undefined && !given(connection.reminderRoleArn)) needsReminders(timed.path);
      const path = automatic?.automaticDecision?.path;
      if (path !== undefined && !given(connection.automaticFunctionArn)) {
        needsAutomaticDecisions(path);
      }
      const { breakGlassRolePath, reviewsTableArn } = connection;
      if (guarded !== undefined && !(given(breakGlassRolePath) && given(reviewsTableArn))) {
        needsBypassAlerts(guarded.path);
      }
      if (decided !== undefined && !given(connection.deciderFunctionArn)) {
        needsDecider(`${decided.path}.approverIds`);
      }
      if (ruled !== undefined && !given(connection.ruleVersion)) needsVotes(ruled.path);
      if (voting !== undefined && connection.ruleVersion === "1") needsTicketVotes(voting.path);
      if (isPlain(hub) && typeof input.topicArn === "string") {
        samePlace(input.topicArn, connection.notifierArn as string, "hub");
      }
    };
    return { given: validateConnection(hub, judge) };
  }
  if (inSlack === undefined) return undefined;
  if (!given(slack?.credentialsSecretArn)) {
    throwInvalid(
      "slack.credentialsSecretArn",
      "`slack.credentialsSecretArn` must be given where there is no `hub`, got none. Give the ARN " +
        "of the secret with the Slack app's credentials, or give `hub` the connection of an " +
        "ApprovalHub.",
    );
  }
  return { own: ownHub(slack, input) };
}

/** Arguments of a hub of its own that the gate or the stage has itself. */
const ofTheGate: readonly (keyof ApprovalHubArgs)[] = ["permissionsBoundary", "region", "tags"];

/**
 * A hub of the gate's own defaults to what a hub defaults to, its deletion protection too: its table
 * says who decided, and whoever lets it go says so before.
 */
function ownHub(slack: StageSlack, gate: GateHubInput): ApprovalHubArgs {
  const { credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn, teamId, appId } = slack;
  const secrets = { credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn };
  const app = { ...secrets, teamId, appId } as SlackApp;
  const options = requirePlain(slack.ownHub, "slack.ownHub") ?? {};
  const { alarmTopicArn, kmsKeyArn } = slack;
  const { region, tags } = gate;
  const boundary = gate.permissionsBoundary ?? undefined;
  const ofTheHub = { alarmTopicArn, kmsKeyArn, permissionsBoundary: boundary, region, tags };
  const input: ApprovalHubArgs = { ...options, slack: app, ...ofTheHub };
  const at = (key: keyof ApprovalHubArgs): string =>
    key in options ? `slack.ownHub.${key}` : ofTheGate.includes(key) ? key : `slack.${key}`;
  // An address of its own is an ApprovalHub's: a gate has no argument for one.
  const spec = validateHub(input, at, "hub");
  const checked = Object.keys(input).filter((key) => given(input[key as keyof ApprovalHubArgs]));
  return Object.fromEntries(
    // What an ApprovalHub alone has, a gate's options have not.
    checked.map((key) => [key, spec[key as keyof ApprovalHubArgs & keyof typeof spec]]),
  ) as unknown as ApprovalHubArgs;
}

/** What was given for Slack and changes nothing is a mistake, not a wish. */
function refuseUnused(slack: StageSlack | null | undefined): void {
  if (given(slack)) {
    throwInvalid(
      "slack",
      "`slack` must be used by an approval, got none that names a channel or approvers. Give " +
        "`channel` and `approverUserIds` here or in the approvals' own `slack`, or leave it out.",
    );
  }
}

/** Where an ApprovalHub takes what it does not take in its own `slack`. */
const ownerOf: Partial<Record<(typeof appKeys)[number], string>> = {
  alarmTopicArn: "as `alarmTopicArn`",
  kmsKeyArn: "as `kmsKeyArn`",
  ownHub: "itself, field by field,",
};

/** A hub has its own Slack app: what describes the app is given there, once. */
function refuseAppBesideHub(slack: StageSlack | null | undefined): void {
  const key = appKeys.find((name) => given(slack?.[name]));
  if (key === undefined) return;
  const owner = ownerOf[key] ?? `as \`slack.${key}\``;
  throwInvalid(
    `slack.${key}`,
    `\`slack.${key}\` belongs to the hub, got one beside \`hub\`. Give it to the ApprovalHub ` +
      `${owner} and leave it out here, or leave \`hub\` out to have a hub made for this alone.`,
  );
}
