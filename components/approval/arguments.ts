/** The arguments of one approval action: a table of them, validated in one pass before anything is created. */
import type { Approvers } from "../args";
import { automaticDecisionArgument } from "../automatic/arguments";
import { needsHub as automaticNeedsHub } from "../automatic/model/automatic-checks";
import { breakGlassArgument } from "../break-glass/arguments";
import { needsHub } from "../break-glass/model/break-glass-checks";
import { requireNotifiedOrAllowed } from "../approvers/model/approver-checks";
import { approverArguments, type PrincipalsSpec, validatePrincipals } from "../approvers/arguments";
import {
  defaultsTo,
  optional,
  type Received,
  required,
  shapesOf,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { given } from "../inputs/inputs";
import { number, record, string, tags, trimmed } from "../inputs/kinds";
import { isEmptyList } from "../inputs/lists";
import { requirePlain } from "../inputs/require-plain";
import { mailOnce, recipientArguments } from "../notifications/subscription-arguments";
import type { TopicSpec } from "../notifications/topic";
import { compareTopic, topicArguments } from "../notifications/topic-arguments";
import { region } from "../scope/model/region-checks";
import { compareSubscribers } from "../scope/reach";
import { connectorsArgument, connectorsBeside } from "../gate-connectors/arguments";
import { inSlackByRule, namesPeople, refuseBeside, ruleArgument } from "../rule/arguments";
import { besideOthers, slaArgument } from "../sla/arguments";
import { type SlackInput, type SlackSpec, validateSlack, withoutMfa } from "../slack/arguments";
import * as check from "./model/approval-checks";

const { topicArn, ...ofANewTopic } = topicArguments;

/** What every action of a stage has in common. */
export const stageWideArguments = {
  pipelineName: required(string(check.pipelineName)),
  region: optional(string(region)),
  stageName: required(string(check.stageName)),
  ...ofANewTopic,
  tags: optional(tags),
};

/** What an action has of its own, its name apart. */
export const actionArguments = {
  runOrder: defaultsTo(1, number(check.runOrder)),
  customData: optional(string(check.customData)),
  externalEntityLink: optional(trimmed(check.externalEntityLink)),
  timeoutInMinutes: optional(number(check.timeoutInMinutes)),
  topicArn,
  ...recipientArguments,
  sla: slaArgument,
  breakGlass: breakGlassArgument,
  automaticDecision: automaticDecisionArgument,
  rule: ruleArgument,
  connectors: connectorsArgument,
  approvers: optional(
    record(shapesOf(approverArguments), (approvers: Approvers, path): PrincipalsSpec =>
      validatePrincipals(requirePlain(approvers, path), `${path}.`),
    ),
  ),
};

/** The action of a gate is named after its stage where it has no name. */
export const gateArguments = {
  ...stageWideArguments,
  actionName: required(string(check.actionName)),
  ...actionArguments,
};

/** An approval among others has a name of its own. */
const approvalArguments: typeof gateArguments = {
  ...gateArguments,
  actionName: required(string(check.approvalName)),
};

type ApprovalKey = keyof typeof gateArguments;

/** The arguments of one approval action as a component received them. */
export interface ApprovalInput extends Received<typeof gateArguments> {
  slack?: SlackInput;
  /** True where a hub was given, which hears the topic whoever else does. */
  inHub?: boolean;
}

/** The same, every value checked or to be checked when it resolves. */
export interface ApprovalSpec extends Validated<typeof gateArguments>, TopicSpec {
  readonly slack?: SlackSpec;
  /** What the user calls an argument: "emails", "approvals[1].emails". */
  readonly at: (key: ApprovalKey) => string;
}

/** What the user calls an argument, and where the approval itself stands. */
export interface ArgPaths {
  readonly at: (key: ApprovalKey | "slack") => string;
  /** "" for a gate, "approvals[1]." for one approval of several. */
  readonly prefix: string;
}

const gate: ArgPaths = { at: (key) => key, prefix: "" };

/** Checks the arguments before anything is created: each by itself, then one beside another. */
export function validateApproval(
  input: ApprovalInput,
  { at, prefix }: ArgPaths = gate,
): ApprovalSpec {
  const table = prefix === "" ? gateArguments : approvalArguments;
  const args = validateFields(input, table, at);
  const { rule } = args;
  const own = input.slack && validateSlack({ ...input.slack, namedInRule: namesPeople(rule) });
  const above = (["approvers", "breakGlass"] as const).find((key) => given(args[key]));
  if (rule !== undefined) {
    refuseBeside(rule, {
      inSlack: own !== undefined,
      slackPath: at("slack"),
      above: above && at(above),
      automatic: args.automaticDecision?.path,
    });
  }
  const slack = own && rule ? inSlackByRule(own, rule, args.connectors) : own;
  // A list that is still to come may name somebody: it counts.
  const notified =
    given(input.topicArn) || !isEmptyList(input.emails) || !isEmptyList(input.subscriptions);
  requireNotifiedOrAllowed(
    { notified, allowed: given(input.approvers) || slack !== undefined },
    prefix.replace(/\.$/, "") || "emails",
    prefix,
  );
  compareTopic(input, at);
  mailOnce(input, at);
  compareSubscribers(input, at("subscriptions"));
  const sla =
    args.sla &&
    besideOthers(args.sla, {
      inHub: !!input.inHub,
      inSlack: slack !== undefined,
      slackPath: at("slack"),
      timeoutInMinutes: args.timeoutInMinutes,
      timeoutPath: at("timeoutInMinutes"),
    });
  if (args.connectors !== undefined) {
    connectorsBeside(args.connectors, {
      inHub: !!input.inHub,
      inSlack: slack !== undefined,
      slackPath: at("slack"),
      rulePath: rule?.path,
    });
  }
  if (!input.inHub) {
    if (args.breakGlass !== undefined) needsHub(args.breakGlass.path);
    if (args.automaticDecision !== undefined) automaticNeedsHub(args.automaticDecision.path);
  }
  return {
    ...args,
    ...(sla && { sla }),
    at,
    // Statements are for somebody who subscribes, or looks at the topic, from outside.
    needsTopic:
      notified || slack !== undefined || !!input.inHub || given(input.topicPolicyStatements),
    slack: slack && withoutMfa(slack, args.approvers?.requireMfa, `${at("approvers")}.requireMfa`),
  };
}
