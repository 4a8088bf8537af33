/** What a system outside gives to those who may call it, put where the program looks for it. */
import { readArn } from "../iam/arns";
import type { Account } from "./aws/account/account";

/** ARNs of Secrets Manager's secrets and of SSM's parameters. */
export const credentialsArn =
  /^arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:\d{12}:secret:|ssm:[a-z0-9-]+:\d{12}:parameter\/).+$/;

/** Into a secret or a parameter, as a person does with the AWS CLI. */
export function keepIn(
  { secrets, parameters }: Pick<Account["stores"], "secrets" | "parameters">,
  arn: string,
  content: object,
): void {
  const store = readArn(arn).service === "ssm" ? parameters : secrets;
  store.put(arn, JSON.stringify(content));
}
