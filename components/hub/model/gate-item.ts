/** What a gate tells the functions about one approval action: an item of the hub's table of gates. */
import type { ApprovalAction } from "../../naming/model/names";

export interface GateSettings extends ApprovalAction {
  /** The functions believe what this topic says about the action, and no other. */
  readonly topicArn: string;
  readonly channel: string;
  readonly approverUserIds: readonly string[];
  readonly approverUserGroupIds: readonly string[];
  readonly deciderRoleArn: string;
}

/** Hash key of the tables. */
export const actionAttribute = "action";

/** The item in DynamoDB's own JSON, as `aws.dynamodb.TableItem` takes it. */
export function gateItem(gate: GateSettings): string {
  const list = (ids: readonly string[]): object => ({ L: ids.map((id) => ({ S: id })) });
  return JSON.stringify({
    [actionAttribute]: { S: `${gate.pipelineName}/${gate.stageName}/${gate.actionName}` },
    topicArn: { S: gate.topicArn },
    channel: { S: gate.channel },
    approverUserIds: list(gate.approverUserIds),
    approverUserGroupIds: list(gate.approverUserGroupIds),
    deciderRoleArn: { S: gate.deciderRoleArn },
  });
}
