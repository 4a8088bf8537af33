/** Provider functions ("look-ups", invokes), answered where the answer follows from the arguments. */
import { accountArn, globalArn, readArn, regionalArn } from "../../iam/arns";
import { dnsSuffix } from "../../contract/partitions";
import { policyDocument } from "../../iam/policy-document";
import { hex, uuid } from "./ids";
import { isKnownType, outputsOf } from "./outputs";
import type { AwsScope } from "./place";

type Fields = Record<string, unknown>;

/** What a program asks. */
interface Lookup {
  readonly token: string;
  readonly inputs: Readonly<Fields>;
}

/** The answer. Throws where only AWS knows it: the test has to say it. */
export function answer(lookup: Lookup, place: AwsScope): Fields {
  const known = Object.hasOwn(answers, lookup.token) ? answers[lookup.token] : existing;
  const given = known({ ...lookup.inputs }, place, lookup.token);
  if (given === undefined) throw new Error(notKnown(lookup));
  return given;
}

/** A public key of P-256, DER in base64: the curve's base point, whose private key signs nothing. */
const publicKeyText =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt" +
  "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==";

const publicKey = {
  publicKey: publicKeyText,
  publicKeyPem: `-----BEGIN PUBLIC KEY-----\n${publicKeyText.replace(/.{64}/g, "$&\n")}\n-----END PUBLIC KEY-----\n`,
};

type Answer = (inputs: Fields, place: AwsScope, token: string) => Fields | undefined;

const answers: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, place) => ({
    accountId: place.accountId,
    arn: accountArn(place, "iam", "user/pulumi"),
    userId: "AIDAEXAMPLEPULUMI",
    id: place.accountId,
  }),
  "aws:index/getRegion:getRegion": (inputs, { region }) => {
    const name = typeof inputs.region === "string" ? inputs.region : region;
    return { region: name, name, id: name, description: name };
  },
  "aws:index/getPartition:getPartition": (_, { partition }) => {
    const suffix = dnsSuffix(partition);
    const reverseDnsPrefix = suffix.split(".").reverse().join(".");
    return { partition, id: partition, dnsSuffix: suffix, reverseDnsPrefix };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": (inputs, { region }) => {
    const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
    return { ...inputs, id: region, names, zoneIds: names.map((_, at) => `${region}-az${at + 1}`) };
  },
  "aws:index/getDefaultTags:getDefaultTags": () => ({ id: "default", tags: {} }),
  "aws:index/getArn:getArn": (inputs) => {
    const { accountId: account, ...parts } = readArn(String(inputs.arn));
    return { ...inputs, id: inputs.arn, ...parts, account };
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": (inputs) => ({
    ...{ ...inputs, id: "0" },
    ...policyDocument(inputs),
  }),
  "aws:iam/getSessionContext:getSessionContext": (inputs) => {
    const issuerName = String(inputs.arn).split("/").at(-1);
    return { ...inputs, id: inputs.arn, issuerArn: inputs.arn, issuerName };
  },
  "aws:kms/getPublicKey:getPublicKey": (inputs, place) => {
    const key = String(inputs.keyId);
    const arn = key.startsWith("arn:") ? key : regionalArn(place, "kms", `key/${key}`);
    const settings = { keyUsage: "SIGN_VERIFY", customerMasterKeySpec: "ECC_NIST_P256" };
    const algorithms = { signingAlgorithms: ["ECDSA_SHA_256"], encryptionAlgorithms: [] };
    return { ...{ ...inputs, id: arn, arn }, ...settings, ...algorithms, ...publicKey };
  },
  // A bucket that a program names for a ledger is one that can hold it.
  "aws:s3/getBucketObjectLockConfiguration:getBucketObjectLockConfiguration": (inputs) => ({
    ...{ ...inputs, id: inputs.bucket, objectLockEnabled: "Enabled" },
    rules: [{ defaultRetentions: [{ mode: "GOVERNANCE", days: 0, years: 1 }] }],
  }),
  "aws:ssoadmin/getInstances:getInstances": (_, place) => ({
    id: place.region,
    arns: [globalArn(place, "sso", "instance/ssoins-0123456789abcdef")],
    identityStoreIds: ["d-0123456789"],
  }),
  "aws:identitystore/getGroup:getGroup": (inputs) => member(inputs, "groupId"),
  "aws:identitystore/getUser:getUser": (inputs) => member(inputs, "userId"),
  "aws:ec2/getSubnets:getSubnets": (inputs, { region }) => ({
    ...inputs,
    id: region,
    ids: [1, 2, 3].map((one) => `subnet-${hex(`${JSON.stringify(inputs)}${one}`, 17)}`),
  }),
  // Their values are not in their names.
  "aws:ssm/getParameter:getParameter": () => undefined,
};

/** Somebody of an identity store. */
function member(inputs: Fields, key: "groupId" | "userId"): Fields {
  const id = typeof inputs[key] === "string" ? inputs[key] : uuid(JSON.stringify(inputs));
  return { ...inputs, [key]: id, id: `${String(inputs.identityStoreId)}/${id}` };
}

/** `aws.iam.getRole({ name })` and its like read an existing resource: it has an ARN, as a new one has. */
const existing: Answer = (inputs, place, token) => {
  const [, module, className] = /^aws:(.+)\/get\w+:get(\w+)$/.exec(token) ?? [];
  if (className === undefined) return undefined;
  const key = `${className[0].toLowerCase()}${className.slice(1)}`;
  const type = `aws:${module}/${key}:${className}`;
  if (!isKnownType(type)) return undefined;
  const name = typeof inputs.functionName === "string" ? inputs.functionName : key;
  const given = typeof inputs.id === "string" ? { id: inputs.id } : {};
  const { id, state } = outputsOf({ type, name, inputs, ...given }, place);
  return { ...state, id };
};

/** The property that a program usually wants. */
const wanted: Readonly<Record<string, string>> = {
  "aws:ssm/getParameter:getParameter": 'value: "..."',
  "aws:secretsmanager/getSecretVersion:getSecretVersion": 'secretString: "..."',
};

function notKnown({ token, inputs }: Lookup): string {
  const result = Object.hasOwn(wanted, token) ? wanted[token] : "...";
  return (
    `The program looks up ${token} with ${JSON.stringify(inputs)}, and what the provider would ` +
    "answer is not known here. Give it in `calls`, of `deploy` or of `mocks`:\n" +
    `  calls: ({ token }) => (token === "${token}" ? { ${result} } : undefined)`
  );
}
