/** KMS: signing and verifying with asymmetric keys. */
import { createHash } from "node:crypto";
import { accountArn, regionalArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { parseBody } from "../api/codec";
import { type JsonOperation, jsonService } from "../api/json-service";
import type { RequestContext, Right } from "../api/types";
import { besidePolicy, type Decision, evaluateResourcePolicy } from "../iam";
import model from "./api-model.json";
import { curves, signDigest, verifyDigest } from "./ecdsa";
import type { LocalKey } from "./keys";
import { algorithmsOf, needSigning } from "./public-key";

interface Input {
  readonly KeyId: string;
  readonly Message: string;
  readonly MessageType?: string;
  readonly Signature: string;
  readonly SigningAlgorithm: string;
  readonly DryRun?: boolean;
}

/** API Reference, "KeyId": a key's id or ARN, an alias's name or ARN. */
function arnOf({ KeyId }: Pick<Input, "KeyId">, { place }: RequestContext): string {
  if (KeyId.startsWith("arn:")) return KeyId;
  return regionalArn(place, "kms", KeyId.startsWith("alias/") ? KeyId : `key/${KeyId}`);
}

/** IAM knows a key by its own ARN, whatever name it was called by. */
function resource(input: Input, ctx: RequestContext): string {
  const arn = arnOf(input, ctx);
  return ctx.stores.keys.find(arn)?.arn ?? arn;
}

/**
 * Developer Guide, "Default key policy": it gives the account every right, so that policies of IAM can.
 * Where a key policy does not, they have no effect.
 */
function decide(_: Input, ctx: RequestContext, { action, resource: arn }: Right): Decision {
  const { directory, caller, context, place, stores } = ctx;
  const own = directory.decide(caller, action, arn, context);
  const key = stores.keys.find(arn);
  const isOwn = caller.accountId === place.accountId;
  if (key === undefined) return besidePolicy(own, undefined, isOwn);
  const everything = {
    Version: "2012-10-17",
    Statement: {
      ...{ Effect: "Allow", Action: "kms:*", Resource: "*" },
      Principal: { AWS: accountArn(place, "iam", "root") },
    },
  };
  const document: unknown = key.policy === undefined ? everything : JSON.parse(key.policy);
  const requester = {
    ...{ arn: caller.arn, accountId: caller.accountId },
    roleArn: caller.context["aws:PrincipalArn"],
  };
  const values = { ...context, ...caller.context };
  const verdict = evaluateResourcePolicy(document, requester, action, arn, values);
  if (own.explicitDeny || verdict.effect !== "None") return besidePolicy(own, verdict, isOwn);
  const reason = "The key policy allows neither the caller nor the account to delegate it";
  return { allowed: false, reason: `Denied: ${reason}.` };
}

function usable(input: Input, ctx: RequestContext, operation: string): LocalKey {
  const arn = arnOf(input, ctx);
  const key = ctx.stores.keys.find(arn);
  if (key === undefined) {
    const what = arn.includes(":alias/") ? "Alias" : "Key";
    throw new ServiceError("NotFoundException", `${what} ${arn} is not found.`);
  }
  needSigning(key, operation);
  return key;
}

/** The private key, and the digest that is signed. */
function prepared(input: Input, ctx: RequestContext, operation: string) {
  const key = usable(input, ctx, operation);
  const { SigningAlgorithm: algorithm, MessageType: type = "RAW" } = input;
  if (key.pair === undefined) {
    const known = Object.keys(curves).join(", ");
    throw new ServiceError(
      "UnsupportedOperationException",
      `The rehearsal signs with keys of ${known} alone, got: ${key.spec}.`,
    );
  }
  if (!algorithmsOf(key).includes(algorithm)) {
    throw new ServiceError(
      "InvalidKeyUsageException",
      `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`,
    );
  }
  const curve = curves[key.spec];
  const message = Buffer.from(input.Message, "base64");
  const isDigest = type === "DIGEST";
  if (type === "EXTERNAL_MU" || (isDigest && message.length !== curve.digest)) {
    const why = isDigest ? "Digest is invalid length" : `MessageType ${type} is not valid`;
    throw new ServiceError("ValidationException", `${why} for algorithm ${algorithm}.`);
  }
  const digest = isDigest ? message : createHash(curve.hash).update(message).digest();
  return { key, digest, curve, privateKey: key.pair.privateKey };
}

function needRealRun({ DryRun = false }: Input): void {
  if (!DryRun) return;
  const message = "The request would have succeeded, but the DryRun option is set.";
  throw new ServiceError("DryRunOperationException", message);
}

function operation(run: (input: Input, ctx: RequestContext) => object): JsonOperation<Input> {
  return {
    read: ({ body }) => parseBody(body) as Input,
    ...{ resource, decide },
    context: ({ SigningAlgorithm: algorithm, MessageType: type }) => ({
      ...(algorithm && { "kms:SigningAlgorithm": algorithm, "kms:MessageType": type ?? "RAW" }),
    }),
    run: (input, ctx) => JSON.stringify(run(input, ctx)),
  };
}

const sign = operation((input, ctx) => {
  const { key, digest, curve, privateKey } = prepared(input, ctx, "Sign");
  needRealRun(input);
  const signature = signDigest(digest, privateKey, curve).toString("base64");
  const { SigningAlgorithm } = input;
  return { KeyId: key.arn, Signature: signature, SigningAlgorithm };
});

const verify = operation((input, ctx) => {
  const { key, digest, curve, privateKey } = prepared(input, ctx, "Verify");
  needRealRun(input);
  const signature = Buffer.from(input.Signature, "base64");
  if (!verifyDigest(digest, signature, privateKey, curve)) {
    throw new ServiceError("KMSInvalidSignatureException", "");
  }
  const { SigningAlgorithm } = input;
  return { KeyId: key.arn, SignatureValid: true, SigningAlgorithm };
});

const getPublicKey = operation((input, ctx) => {
  const key = usable(input, ctx, "GetPublicKey");
  const der = key.pair?.publicKey.export({ format: "der", type: "spki" });
  return {
    KeyId: key.arn,
    PublicKey: der?.toString("base64"),
    ...{ KeySpec: key.spec, CustomerMasterKeySpec: key.spec, KeyUsage: key.usage },
    SigningAlgorithms: algorithmsOf(key),
  };
});

export const kms = jsonService({
  name: "kms",
  model,
  title: "KMS",
  version: "1.1",
  target: "TrentService.",
  needs: "stores",
  operations: new Map([
    ["GetPublicKey", getPublicKey],
    ["Sign", sign],
    ["Verify", verify],
  ]),
});
