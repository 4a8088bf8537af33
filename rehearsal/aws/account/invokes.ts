/** Provider functions (`aws.getRegion` and so on) that a program calls while it runs. */
import { dnsSuffix } from "../../../contract/partitions";
import { policyDocument } from "../../../iam/policy-document";
import { ServiceError } from "../../errors";
import { MissingError } from "../../settings/missing";
import { arn, find, type Context } from "./context";
import { existingGroup } from "../iam";
import { findAlias, findKey, missingKey, publicKeyOf } from "../kms";
import { objectLockOf } from "../s3";
import { instance, instanceArn } from "../ssoadmin";
import type { RegisteredResource } from "./types";

type Args = Record<string, any>;
type Invoke = (args: Args, context: Context) => Args;

/** Finds one resource by an argument, which is compared with a property of its own. */
function lookup(type: string, argument: string, property: string): Invoke {
  return (args, context) =>
    result(find(context, [type], property, args[argument]), type, args[argument]);
}

/** Every function that is answered, by its token. */
const invokes: Record<string, Invoke> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, context) => {
    const { accountId } = context.place;
    const userArn = arn(context, "iam", "user/platform-engineer", { region: "" });
    return { id: accountId, accountId, arn: userArn, userId: "AIDAREHEARSAL0000000" };
  },
  "aws:index/getRegion:getRegion": ({ region, name }, { place }) => {
    const found = region ?? name ?? place.region;
    const endpoint = `ec2.${found}.${dnsSuffix(place.partition)}`;
    return { id: found, region: found, name: found, endpoint, description: found };
  },
  "aws:index/getPartition:getPartition": (_, { place: { partition } }) => ({
    id: partition,
    partition,
    dnsSuffix: dnsSuffix(partition),
    reverseDnsPrefix: dnsSuffix(partition).split(".").reverse().join("."),
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { place: { region } }) => ({
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["1", "2", "3"].map((zone) => `${region}-az${zone}`),
  }),
  "aws:index/getDefaultTags:getDefaultTags": () => ({ id: "default", tags: {} }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => ({
    ...{ id: "policy-document" },
    ...policyDocument(args),
  }),
  "aws:iam/getPolicy:getPolicy": (args, context) => {
    const policies = ["aws:iam/policy:Policy"];
    const found = args.arn
      ? find(context, policies, "arn", args.arn)
      : find(context, policies, "name", args.name);
    return result(found, policies[0], args.arn ?? args.name);
  },
  "aws:iam/getUser:getUser": lookup("aws:iam/user:User", "userName", "name"),
  "aws:iam/getGroup:getGroup": lookup("aws:iam/group:Group", "groupName", "name"),
  "aws:iam/getRole:getRole": lookup("aws:iam/role:Role", "name", "name"),
  "aws:sns/getTopic:getTopic": lookup("aws:sns/topic:Topic", "name", "name"),
  "aws:kms/getAlias:getAlias": ({ name }, context) => {
    const found = findAlias(context, name);
    if (found === undefined) throw missingKey(name, context);
    return { ...found.state, id: found.id };
  },
  "aws:kms/getKey:getKey": ({ keyId }, context) => {
    const found = findKey(context, keyId);
    if (found === undefined) throw missingKey(keyId, context);
    const { accountId: awsAccountId } = context.place;
    const enabled = { enabled: true, keyState: "Enabled", keyManager: "CUSTOMER" };
    const { description = "", keyUsage = "ENCRYPT_DECRYPT", ...state } = found.state;
    return { ...state, ...enabled, description, keyUsage, id: found.id, awsAccountId };
  },
  "aws:kms/getPublicKey:getPublicKey": publicKeyOf,
  "aws:s3/getBucket:getBucket": lookup("aws:s3/bucket:Bucket", "bucket", "bucket"),
  "aws:s3/getBucketObjectLockConfiguration:getBucketObjectLockConfiguration": (args, context) =>
    objectLockOf(args, context) ?? result(undefined, "aws:s3/bucket:Bucket", args.bucket),
  "aws:ssm/getParameter:getParameter": lookup("aws:ssm/parameter:Parameter", "name", "name"),
  "aws:ssoadmin/getPermissionSet:getPermissionSet": lookup(
    "aws:ssoadmin/permissionSet:PermissionSet",
    "name",
    "name",
  ),
  "aws:ssoadmin/getInstances:getInstances": (_, context) => ({
    id: context.place.region,
    arns: [instanceArn(context)],
    identityStoreIds: [instance.identityStoreId],
  }),
};

/** Tokens of all functions that are answered. */
export const functionTokens = Object.keys(invokes).sort();

/** Answers a provider function, from the account's own resources where it is a lookup; undefined for any other. */
export function invoke(token: string, args: Args, context: Context): Args | undefined {
  return Object.hasOwn(invokes, token) ? invokes[token](args, context) : undefined;
}

/** How a person says that one exists, by its type. */
const existing: Readonly<Record<string, (name: string) => unknown>> = {
  "aws:iam/user:User": (name) => ({ users: [name] }),
  "aws:iam/group:Group": existingGroup,
  "aws:iam/role:Role": (name) => ({
    roles: { [name]: { trusts: ["codepipeline.amazonaws.com"] } },
  }),
  "aws:sns/topic:Topic": (name) => ({ topics: [name] }),
  "aws:s3/bucket:Bucket": (name) => ({ buckets: { [name]: {} } }),
  "aws:ssm/parameter:Parameter": (name) => ({ parameters: { [name]: "invented" } }),
};

function result(found: RegisteredResource | undefined, type: string, value: string): Args {
  if (found !== undefined) return { ...found.state, id: found.id };
  const what = type.split(":").at(-1);
  const refusal = {
    code: "NotFound",
    message: `The account has no ${what} of the name ${value}. It has what the program itself created.`,
    status: 404,
  };
  const exists = existing[type]?.(value);
  if (exists !== undefined) throw new MissingError(refusal, "exists", exists);
  throw new ServiceError(refusal.code, refusal.message, refusal.status);
}
