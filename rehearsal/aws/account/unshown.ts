/** Functions that would speak with Slack, for which no workspace is here. */
import { readArn } from "../../../iam/arns";
import type { Account } from "./account";

type Holders = Pick<Account, "resources" | "stores">;

/** One line for each app: without its workspace nothing is posted, and a run would look as if it had been. */
export function unshownOf({ resources, stores }: Holders): string[] {
  const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");
  const apps = functions.map(({ inputs }) => {
    const variables = inputs.environment?.variables ?? {};
    // A function of the program's own may call a variable the same.
    return variables.GATES_TABLE && variables.CREDENTIALS_ARN;
  });
  return [...new Set(apps)].filter(isText).flatMap((arn) => {
    const store = readArn(arn).service === "ssm" ? stores.parameters : stores.secrets;
    if (store.find(arn)?.value?.includes("botToken")) return [];
    return [
      `Slack: no slack.rehearsal.yaml beside Pulumi.yaml says credentialsArn: ${arn}, so nothing is ` +
        `shown or decided there. docs/rehearsal-details.md has such a file.`,
    ];
  });
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
