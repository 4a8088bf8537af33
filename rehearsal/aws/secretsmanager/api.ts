/** Secrets Manager: reading a secret's current value. */
import { regionalArn } from "../../../iam/arns";
import { GetSecretValue$, type GetSecretValueRequest } from "@aws-sdk/client-secrets-manager";
import { ServiceError } from "../../errors";
import { jsonService, schemaOperation } from "../api/json-service";
import { needDecrypt } from "../kms";
import model from "./api-model.json";

const getSecretValue = schemaOperation<GetSecretValueRequest>(GetSecretValue$, {
  resource: ({ SecretId: id = "" }, { stores, place }) => {
    const made = regionalArn(place, "secretsmanager", `secret:${id}`);
    const given = id.startsWith("arn:") ? id : made;
    return stores.secrets.find(id)?.arn ?? given;
  },
  run: ({ SecretId: id = "", VersionStage, VersionId }, ctx) => {
    const secret = ctx.stores.secrets.find(id);
    if (secret === undefined) {
      throw notFound("Secrets Manager can't find the specified secret.");
    }
    const stage = VersionStage ?? "AWSCURRENT";
    const isCurrent =
      stage === "AWSCURRENT" && (VersionId ?? secret.versionId) === secret.versionId;
    if (secret.value === undefined || !isCurrent) {
      const label = VersionId ?? `staging label: ${stage}`;
      throw notFound(`Secrets Manager can't find the specified secret value for ${label}`);
    }
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

function notFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", message);
}

export const secretsmanager = jsonService({
  name: "secretsmanager",
  model,
  title: "Secrets Manager",
  version: "1.1",
  target: "secretsmanager.",
  needs: "stores",
  operations: new Map([["GetSecretValue", getSecretValue]]),
});
