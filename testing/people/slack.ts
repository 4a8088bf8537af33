/** Who may decide in Slack: the gates that the stack has put into the tables of its hubs. */
import { actionAttribute, type GateRecord, slackAttributes } from "../../contract/records";
import { type AutomaticGate, automaticDecisionOf } from "./automatic";
import { type ConnectedGate, connectorsOf } from "./connectors";
import { type Json, unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { isObject } from "../../iam/condition";
import { readRule, type SlackRule } from "./slack-rule";
import { plainItem } from "./table-item";

/** An approval that is shown in Slack. */
export interface SlackGate {
  /** `PIPELINE/STAGE/ACTION`. */
  readonly path: string;
  /** Id of the channel. */
  readonly channel: string;
  /** Ids of the people who may decide, sorted. */
  readonly users: readonly string[];
  /** Ids of the user groups of which the members may decide, sorted. */
  readonly userGroups: readonly string[];
  /** How many of them must agree; absent where one decides. */
  readonly rule?: SlackRule;
  /** Role with which the hub decides in a person's name. */
  readonly roleArn: string;
}

export interface SlackGates {
  readonly gates: readonly SlackGate[];
  /** Approvals that are decided without people where they can be, in Slack or not. */
  readonly automatic: readonly AutomaticGate[];
  /** Approvals that name connectors, in Slack or not. */
  readonly connected: readonly ConnectedGate[];
  /** Table items that may be gates, and cannot be read. */
  readonly doubts: readonly string[];
}

/** Reads the items of every table: a gate is known by its attributes. */
export function slackGates(resources: readonly RegisteredResource[]): SlackGates {
  const gates: SlackGate[] = [];
  const automatic: AutomaticGate[] = [];
  const connected: ConnectedGate[] = [];
  const doubts: string[] = [];
  for (const { type, name, inputs } of resources) {
    if (type !== "aws:dynamodb/tableItem:TableItem" || inputs.hashKey !== actionAttribute) continue;
    const gate = read(inputs.item);
    if (gate === undefined) doubts.push(`the item of TableItem "${name}" is not known`);
    else if (gate !== "not in Slack") gates.push(gate);
    const decided = automaticDecisionOf(parse(inputs.item));
    if (decided === "unknown")
      doubts.push(`what decides the item of TableItem "${name}" is not known`);
    else if (decided !== undefined) automatic.push(decided);
    const named = connectorsOf(parse(inputs.item));
    if (named === "unknown")
      doubts.push(`what the item of TableItem "${name}" says of connectors is not known`);
    else if (named !== undefined) connected.push(named);
  }
  return { gates, automatic, connected, doubts };
}

/** Undefined where it cannot be read: an item that says a part of what Slack needs is one of those. */
function read(item: Json | undefined): SlackGate | "not in Slack" | undefined {
  const fields = parse(item);
  const text = (name: keyof GateRecord): string | undefined => {
    const value = fields?.[name];
    return typeof value === "string" ? value : undefined;
  };
  const ids = (name: keyof GateRecord): string[] | undefined => {
    const all = fields?.[name];
    const isList = Array.isArray(all) && all.every((id) => typeof id === "string");
    return isList ? (all as string[]).sort() : undefined;
  };
  const path = text(actionAttribute);
  if (path !== undefined && !slackAttributes.some((key) => fields && key in fields))
    return "not in Slack";
  const users = ids("approverUserIds");
  const userGroups = ids("approverUserGroupIds");
  if (path === undefined || users === undefined || userGroups === undefined) return undefined;
  const rule = readRule(fields?.rule);
  // Of a rule that cannot be read it is not known how many decide.
  if (rule === undefined && fields !== undefined && "rule" in fields) return undefined;
  const [channel, roleArn] = [text("channel") ?? "", text("deciderRoleArn") ?? ""];
  return { path, channel, users, userGroups, ...(rule && { rule }), roleArn };
}

function parse(item: Json | undefined): Record<string, unknown> | undefined {
  if (typeof item !== "string" || item === unknown) return undefined;
  try {
    const parsed: unknown = JSON.parse(item);
    return isObject(parsed) ? plainItem(parsed) : undefined;
  } catch {
    return undefined;
  }
}
