/** The right to read secrets of Secrets Manager, and parameters of Systems Manager. */
import { parseArn } from "../../scope/model/arn";
import { oneOrMany, type Statement } from "../../approval/model/policies";
import { viaServices } from "./function-rights";

export const isParameter = (arn: string, path: string): boolean =>
  parseArn(arn, path).service === "ssm";

export const readSecret = (Sid: string, arn: string, path: string): Statement =>
  readSecrets(Sid, [arn], path);

/** Of one store all. */
export const readSecrets = (Sid: string, arns: readonly string[], path: string): Statement => ({
  Sid,
  Effect: "Allow",
  Action: isParameter(arns[0], path) ? "ssm:GetParameter" : "secretsmanager:GetSecretValue",
  Resource: oneOrMany(arns),
});

/** With the key that encrypts them, which may be used for nothing else. */
export const decryptSecrets = (keyArn: string, arns: readonly string[], path: string): Statement =>
  decryptWithKeys([keyArn], arns, path);

export function decryptWithKeys(
  keyArns: readonly string[],
  arns: readonly string[],
  path: string,
): Statement {
  const places = arns.map((arn) => parseArn(arn, path));
  const services = [...new Set(places.map(({ service }) => service))];
  return {
    Sid: "DecryptCredentials",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: oneOrMany(keyArns),
    Condition: { StringEquals: { "kms:ViaService": oneOrMany(viaServices(services, places[0])) } },
  };
}
