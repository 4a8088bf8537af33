/** What is said of a bypass: what happened, what to do about it, and the message to whoever runs the hub. */
import { consoleUrl } from "../console";
import { type Mail, mailSubject } from "../mail";
import { utc } from "../moment";
import { oneLine, shorten } from "../text";
import type { BypassEvent, BypassKind } from "./bypass-event";

const isYourDeployment = "If it was your own deployment and was meant, nothing is to be done.";

/** What to do, by kind: the first thing is always to ask the person. */
const remedies: Readonly<Record<BypassKind, string>> = {
  DecidedOutside:
    "Ask them why. If it was not meant, stop the execution and roll the release back; then take the right " +
    "codepipeline:PutApprovalResult from them, or name them in `approvers` of the gate if they may decide.",
  ConditionOverridden:
    "Ask them why. If it was not meant, stop the execution or roll the stage back; then take the right " +
    "codepipeline:OverrideStageCondition from them.",
  StageRolledBack:
    "See that the older execution is the one that was meant to be released: it was not approved again. " +
    "If it was not meant, deploy the right one and take codepipeline:RollbackStage from them.",
  GateRemoved:
    "Put the gate back with `pulumi up` of the pipeline's program. Look at the executions that ran without " +
    `it. ${isYourDeployment}`,
  GateWeakened:
    "Compare the pipeline with its program: `pulumi preview --diff` shows the difference, `pulumi up` takes it " +
    `back. ${isYourDeployment}`,
  TransitionDisabled:
    "Ask them why. No execution passes until somebody enables the transition again: `aws codepipeline " +
    "enable-stage-transition`.",
  ExecutionStopped:
    "Ask them why. Nobody can decide the request any more; start a new execution where the release is still " +
    "wanted.",
  GateRightsChanged:
    "Compare the role or policy with the gate's program: `pulumi preview --diff --refresh` shows the " +
    `difference, \`pulumi up\` takes it back. ${isYourDeployment}`,
  BreakGlassAssumed:
    "Ask them what the emergency is. A decision with the role is reported separately and has to be reviewed. If " +
    "they know nothing of it, somebody has their access keys and MFA device: deactivate the access keys, revoke the " +
    "role's active sessions in the IAM console, and check what was decided since.",
  BreakGlassUsed:
    "Somebody else reviews it: whether it was needed, what was released, and what has to be done now.",
};

export const remedyFor = (kind: BypassKind): string => remedies[kind];

const titles: Readonly<Record<BypassKind, string>> = {
  DecidedOutside: "Approval decided outside its gate",
  ConditionOverridden: "Stage condition overridden",
  StageRolledBack: "Stage rolled back without approval",
  GateRemoved: "Approval gate removed",
  GateWeakened: "Approval gate weakened",
  TransitionDisabled: "Stage transition disabled",
  ExecutionStopped: "Stopped while it waited for approval",
  GateRightsChanged: "Rights of an approval gate changed",
  BreakGlassAssumed: "Break-glass role assumed",
  BreakGlassUsed: "Break-glass approval",
};

const longest = 1000;

/** How a person finds out what nobody has told. */
const lookUp = (operation: string): string =>
  `not told: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=${operation}`;

/** Values of what people and other programs wrote stay on their line. */
export const value = (text: string): string => shorten(oneLine(text), longest);

/** Who, when, where and why: a line each, of what is known. */
export function linesOf(event: BypassEvent): string[] {
  const { actor, pipelineName, stageName, actionName, operation, gates, reason } = event;
  const { mfa, sourceIdentity } = actor ?? {};
  const lines: [name: string, text: string | undefined][] = [
    ["Who", actor === undefined ? lookUp(operation) : value(actor.id)],
    ["Identity", sourceIdentity && value(sourceIdentity)],
    ["MFA", mfa === undefined ? undefined : mfa ? "yes" : "no"],
    ["When", `${event.time.slice(0, 19).replace("T", " ")} UTC`],
    ["Call", operation],
    ["Pipeline", value(pipelineName)],
    ["Stage", stageName && value(stageName)],
    ["Action", actionName && value(actionName)],
    ["Execution", event.pipelineExecutionId && value(event.pipelineExecutionId)],
    ["Gates", value(gates.join(", "))],
    ["Reason", reason && value(reason)],
    ["Bypass", event.id],
    ["Review by", event.reviewBy && utc(event.reviewBy)],
  ];
  const known = lines.filter((line): line is [string, string] => Boolean(line[1]));
  return known.map(([name, said]) => `${`${name}:`.padEnd(11)}${said}`);
}

/** `more` is what this bypass asks for beside. */
export function bypassMail(
  event: BypassEvent,
  topicArn: string,
  more: readonly string[] = [],
): Mail {
  const { kind, pipelineName } = event;
  const title = titles[kind];
  const url = consoleUrl(topicArn, pipelineName);
  const text = [
    value(event.what),
    "",
    ...linesOf(event),
    "",
    `What to do: ${value(event.remedy)}`,
    ...more,
    ...(url === undefined ? [] : [`Pipeline in the console: ${url}`]),
  ];
  return { subject: mailSubject(`${title}: ${pipelineName}`), text: text.join("\n") };
}
