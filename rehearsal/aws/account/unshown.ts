/** Functions that would speak with systems outside, none of which is here. */
import { readArn } from "../../../iam/arns";
import type { Account } from "./account";

type Holders = Pick<Account, "resources" | "stores">;

/** One line for each: without it nothing is posted, and a run would look as if it had been. */
export function unshownOf({ resources, stores }: Holders): string[] {
  const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  const lines = functions.flatMap(({ inputs }) => {
    const variables = inputs.environment?.variables ?? {};
    const { CREDENTIALS_ARN: arn, CONNECTOR_KIND: kind } = variables;
    // A function of the program's own may call a variable the same.
    if (!isText(variables.GATES_TABLE) || !isText(arn)) return [];
    const store = readArn(arn).service === "ssm" ? stores.parameters : stores.secrets;
    const value = store.find(arn)?.value;
    if (isText(kind)) return value === undefined ? [noSystem(kind, arn)] : [];
    return value?.includes("botToken") ? [] : [noWorkspace(arn)];
  });
  return [...new Set(lines)];
}

const noWorkspace = (arn: string): string =>
  `Slack: no slack.rehearsal.yaml beside Pulumi.yaml says credentialsArn: ${arn}, so nothing is ` +
  `shown or decided there. docs/rehearsal-details.md has such a file.`;

const noSystem = (kind: string, arn: string): string =>
  `${kind}: no entry of a systems.rehearsal.yaml beside Pulumi.yaml says credentialsArn: ${arn}, so ` +
  `no ticket is opened there. docs/rehearsal-details.md says what stands in it.`;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
