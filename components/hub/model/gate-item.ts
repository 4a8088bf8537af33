/** The record of a gate in DynamoDB's own JSON, as `aws.dynamodb.TableItem` takes it. */
import {
  actionAttribute,
  actionKey,
  type GateRecord,
  ruleSchemaVersion,
  schemaVersion,
} from "../../../contract/records";
import type { ApprovalAction } from "../../naming/model/names";

/** What a gate says of one approval action, in Slack or not; its key follows from the names. */
export type GateSettings = ApprovalAction & Omit<GateRecord, "schemaVersion" | "action">;

export function gateItem(gate: GateSettings): string {
  const list = (ids: readonly string[]): object => ({ L: ids.map((id) => ({ S: id })) });
  return JSON.stringify({
    [actionAttribute]: { S: actionKey(gate.pipelineName, gate.stageName, gate.actionName) },
    schemaVersion: { N: `${gate.rule === undefined ? schemaVersion : ruleSchemaVersion}` },
    topicArn: { S: gate.topicArn },
    ...(gate.channel !== undefined && {
      channel: { S: gate.channel },
      approverUserIds: list(gate.approverUserIds),
      approverUserGroupIds: list(gate.approverUserGroupIds),
    }),
    ...(gate.timeoutInMinutes !== undefined && {
      timeoutInMinutes: { N: `${gate.timeoutInMinutes}` },
    }),
    ...(gate.sla !== undefined && { sla: attribute(gate.sla) }),
    deciderRoleArn: { S: gate.deciderRoleArn },
    ...(gate.native !== undefined && { native: attribute(gate.native) }),
    ...(gate.breakGlass !== undefined && { breakGlass: attribute(gate.breakGlass) }),
    ...(gate.automaticDecision !== undefined && {
      automaticDecision: attribute(gate.automaticDecision),
    }),
    ...(gate.connectors !== undefined && { connectors: attribute(gate.connectors) }),
    ...(gate.rule !== undefined && { rule: attribute(gate.rule) }),
  });
}

/** DynamoDB API Reference, "AttributeValue"; what is undefined is left out, as JSON leaves it out. */
function attribute(value: unknown): object {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: `${value}` };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  const entries = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return { M: Object.fromEntries(entries.map(([key, one]) => [key, attribute(one)])) };
}
