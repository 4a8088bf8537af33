/** The right to read one secret of Secrets Manager, or one parameter of Systems Manager. */
import { parseArn } from "../../scope/model/arn";
import { oneOrMany, type Statement } from "../../approval/model/policies";
import { viaServices } from "./function-rights";

export const readSecret = (Sid: string, arn: string, path: string): Statement => ({
  Sid,
  Effect: "Allow",
  Action:
    parseArn(arn, path).service === "ssm" ? "ssm:GetParameter" : "secretsmanager:GetSecretValue",
  Resource: arn,
});

/** With the key that encrypts them, which may be used for nothing else. */
export function decryptSecrets(keyArn: string, arns: readonly string[], path: string): Statement {
  const places = arns.map((arn) => parseArn(arn, path));
  const services = [...new Set(places.map(({ service }) => service))];
  return {
    Sid: "DecryptCredentials",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": oneOrMany(viaServices(services, places[0])) } },
  };
}
