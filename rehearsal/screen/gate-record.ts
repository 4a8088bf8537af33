/** What a program says of an approval action in a table of its own, as a hub's gates do. */
import type { RegisteredResource } from "../aws/account/types";
import type { ApprovalRequest } from "../aws/codepipeline";

/** An item in DynamoDB's JSON. */
type Item = Readonly<Record<string, { readonly S?: string } | undefined>>;

const itemsIn = (resources: readonly RegisteredResource[]): Item[] =>
  resources
    .filter(({ type }) => type === "aws:dynamodb/tableItem:TableItem")
    .map(({ inputs }) => JSON.parse(inputs.item) as Item);

/** True where a gate is decided without people, if what it asks decides so. */
export function decidesByItself(resources: readonly RegisteredResource[]): boolean {
  return itemsIn(resources).some(({ automaticDecision }) => automaticDecision !== undefined);
}

/** The item whose `action` is `PIPELINE/STAGE/ACTION`; undefined where no table has one. */
export function gateRecordOf(
  { pipelineName, stageName, actionName }: ApprovalRequest,
  resources: readonly RegisteredResource[],
): Item | undefined {
  const key = [pipelineName, stageName, actionName].join("/");
  return itemsIn(resources).find(({ action }) => action?.S === key);
}
