/** What a program says of an approval action in a table of its own, as a hub's gates do. */
import type { RegisteredResource } from "../aws/account/types";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { Workspace } from "../slack/types";

/** A value in DynamoDB's JSON. */
interface Value {
  readonly S?: string;
  readonly L?: readonly Value[];
}

/** An item in DynamoDB's JSON. */
export type GateItem = Readonly<Record<string, Value | undefined>>;

const itemsIn = (resources: readonly RegisteredResource[]): GateItem[] =>
  resources
    .filter(({ type }) => type === "aws:dynamodb/tableItem:TableItem")
    .map(({ inputs }) => JSON.parse(inputs.item) as GateItem);

/** True where a gate is decided without people, if what it asks decides so. */
export function decidesByItself(resources: readonly RegisteredResource[]): boolean {
  return itemsIn(resources).some(({ automaticDecision }) => automaticDecision !== undefined);
}

/** True where a gate wants several people to agree. */
export function hasRule(resources: readonly RegisteredResource[]): boolean {
  return itemsIn(resources).some(({ rule }) => rule !== undefined);
}

/** The item whose `action` is `PIPELINE/STAGE/ACTION`; undefined where no table has one. */
export function gateRecordOf(
  { pipelineName, stageName, actionName }: ApprovalRequest,
  resources: readonly RegisteredResource[],
): GateItem | undefined {
  const key = [pipelineName, stageName, actionName].join("/");
  return itemsIn(resources).find(({ action }) => action?.S === key);
}

/** Ids of everybody in Slack whom the gate's lists name, also those whom its rule excludes. */
export function listedInSlack(
  { approverUserIds, approverUserGroupIds }: GateItem,
  { userGroups }: Pick<Workspace, "userGroups">,
): string[] {
  const idsOf = ({ L = [] }: Value = {}): string[] => L.flatMap(({ S = [] }) => S);
  const ofGroups = idsOf(approverUserGroupIds).flatMap((id) => userGroups[id]?.users ?? []);
  return [...idsOf(approverUserIds), ...ofGroups];
}
