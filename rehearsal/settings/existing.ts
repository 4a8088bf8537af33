/** What is on the account before the program runs, as `rehearsal:exists` says. */
import { createHash } from "node:crypto";
import * as path from "node:path";
import { readArn, regionalArn } from "../../iam/arns";
import type { Account } from "../aws/account/account";
import { aliasIn } from "../aws/kms";
import { filesUnder } from "../files";
import type { Registration } from "../aws/account/types";
import type { Existing } from "./schema";

const document = (policy: unknown): string =>
  typeof policy === "string" ? policy : JSON.stringify(policy);

const registration = (type: string, name: string, inputs: object): Registration => ({
  ...{ type, name, custom: true },
  inputs: { ...inputs },
});

/** A name and the path before it, as IAM's ARNs have them: `role/service-role/Name`. */
function named(nameOrArn: string): { name: string; path: string } {
  const isArn = nameOrArn.startsWith("arn:");
  const full = isArn ? readArn(nameOrArn).resource!.replace(/^role\//, "") : nameOrArn;
  const at = full.lastIndexOf("/") + 1;
  return { name: full.slice(at), path: `/${full.slice(0, at).replace(/^\//, "")}` };
}

/** A service, an ARN, or the number of an account. */
const principalOf = (who: string): object =>
  /^(arn:|\d{12}$|\*$)/.test(who) ? { AWS: who } : { Service: who };

const trustOf = (principals: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: principals.map((who) => ({
      ...{ Effect: "Allow", Principal: principalOf(who), Action: "sts:AssumeRole" },
    })),
  });

type Role = NonNullable<Existing["roles"]>[string];

function roleOf(nameOrArn: string, role: Role): Registration {
  const { name, path: folder } = named(nameOrArn);
  const { trusts = ["codepipeline.amazonaws.com"], policies = [] } = role ?? {};
  const { accountId } = readArn(nameOrArn);
  const inlinePolicies = policies.map((policy, n) => ({
    name: `policy-${n + 1}`,
    policy: document(policy),
  }));
  const inputs = { name, path: folder, assumeRolePolicy: trustOf(trusts), inlinePolicies };
  const made = registration("aws:iam/role:Role", name, inputs);
  return accountId === undefined ? made : { ...made, accountId };
}

type Key = NonNullable<Existing["keys"]>[string];

/** Of the form of an id, and another for each name. */
function idFor(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map((at) => hex.slice(...at))
    .join("-");
}

function keyOf(named: string, key: Key): Registration[] {
  const { aliases = [], policy } = key ?? {};
  const alias = aliasIn(named);
  const keyId = alias === undefined ? named.split("key/").at(-1)! : idFor(named);
  const arn = alias === undefined && named.startsWith("arn:") ? { arn: named } : {};
  const inputs = { keyId, ...arn, ...(policy !== undefined && { policy: document(policy) }) };
  return [
    registration("aws:kms/key:Key", keyId, inputs),
    ...[...(alias === undefined ? [] : [alias]), ...aliases].map((name) =>
      registration("aws:kms/alias:Alias", name, { name, targetKeyId: keyId }),
    ),
  ];
}

/** Everything that exists, in an order in which each finds what it needs. */
function registrationsOf(exists: Existing): Registration[] {
  const groups = Object.entries(exists.groups ?? {});
  const users = [
    ...new Set([...(exists.users ?? []), ...groups.flatMap(([, members]) => members)]),
  ];
  return [
    ...users.map((name) => registration("aws:iam/user:User", name, { name })),
    ...groups.flatMap(([name, members]) => [
      registration("aws:iam/group:Group", name, { name }),
      ...members.map((user) =>
        registration("aws:iam/userGroupMembership:UserGroupMembership", `${user}-${name}`, {
          ...{ user, groups: [name] },
        }),
      ),
    ]),
    ...Object.entries(exists.roles ?? {}).map(([name, role]) => roleOf(name, role)),
    ...Object.entries(exists.keys ?? {}).flatMap(([name, key]) => keyOf(name, key)),
    ...(exists.topics ?? []).map((topic) => {
      const name = topic.split(":").at(-1)!;
      return registration("aws:sns/topic:Topic", name, { name });
    }),
    ...(exists.customActionTypes ?? []).map((text) => {
      const [category, providerName, version = "1"] = text.split("/");
      const counts = { minimumCount: 0, maximumCount: 5 };
      return registration("aws:codepipeline/customActionType:CustomActionType", text, {
        ...{ category, providerName, version },
        ...{ inputArtifactDetails: counts, outputArtifactDetails: counts },
      });
    }),
    ...Object.keys(exists.buckets ?? {}).map((bucket) =>
      registration("aws:s3/bucket:Bucket", bucket, { bucket }),
    ),
    ...Object.entries(exists.parameters ?? {}).map(([name, value]) =>
      registration("aws:ssm/parameter:Parameter", name, { name, type: "String", value }),
    ),
  ];
}

/** A role that the program has read already is the one that is described here. */
async function putOrChange(one: Registration, account: Account): Promise<void> {
  const { type, name, accountId = account.place.accountId } = one;
  const found = type === "aws:iam/role:Role" ? account.read(type, name) : undefined;
  const isThis = found?.existed === true && readArn(found.state.arn).accountId === accountId;
  if (isThis) await account.update(type, name, one);
  else await account.put(one);
}

/** Puts all of it on the account: the program finds it, and leaves it when it is destroyed. */
export async function putExisting(
  exists: Existing,
  account: Account,
  programDir: string,
): Promise<void> {
  for (const one of registrationsOf(exists)) await putOrChange(one, account);
  for (const [bucket, settings] of Object.entries(exists.buckets ?? {})) {
    if (settings?.folder === undefined) continue;
    const folder = path.resolve(programDir, settings.folder);
    for (const file of filesUnder(folder)) {
      account.buckets.putFile(bucket, file, path.join(folder, file));
    }
  }
  for (const [name, value] of Object.entries(exists.secrets ?? {})) {
    // Secrets Manager appends six characters to each name.
    const arn = regionalArn(account.place, "secretsmanager", `secret:${name}-AbCdEf`);
    account.stores.secrets.put(name.startsWith("arn:") ? name : arn, value);
  }
  for (const [name, project] of Object.entries(exists.projects ?? {})) {
    const { buildspec } = project ?? {};
    account.projects.put(name, { buildspec, environmentVariables: [], roleArn: "" });
  }
}
