/** Secrets Manager: reading a secret's current value. */
import { regionalArn } from "../../../iam/arns";
import { GetSecretValue$, type GetSecretValueRequest } from "@aws-sdk/client-secrets-manager";
import { jsonService, schemaOperation } from "../api/json-service";
import { needDecrypt } from "../kms";
import model from "./api-model.json";
import { secretVersion } from "./secrets";

const getSecretValue = schemaOperation<GetSecretValueRequest>(GetSecretValue$, {
  resource: ({ SecretId: id = "" }, { stores, place }) => {
    const made = regionalArn(place, "secretsmanager", `secret:${id}`);
    const given = id.startsWith("arn:") ? id : made;
    return stores.secrets.find(id)?.arn ?? given;
  },
  run: ({ SecretId: id = "", VersionStage, VersionId }, ctx) => {
    const secret = secretVersion(ctx.stores.secrets.find(id), { VersionStage, VersionId });
    needDecrypt(secret.keyArn, ctx, "secretsmanager");
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: secret.versionId,
      SecretString: secret.value,
      VersionStages: ["AWSCURRENT"],
      CreatedDate: secret.changedAt,
    };
  },
});

export const secretsmanager = jsonService({
  name: "secretsmanager",
  model,
  title: "Secrets Manager",
  version: "1.1",
  target: "secretsmanager.",
  needs: "stores",
  operations: new Map([["GetSecretValue", getSecretValue]]),
});
