/** Topics and keys of a stack, as far as somebody who publishes has to know them. */
import { readArn, regionalArn } from "../../iam/arns";
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { type Ternary, ternary } from "../../iam/ternary";

export interface TopicFacts {
  /** Policies of the topic that the stack sets. */
  readonly policies: readonly unknown[];
  /** Whether the stack creates it: without a policy of the stack it has the one that AWS gives. */
  readonly isHere: boolean;
  /** The customer's key that encrypts it; undefined where there is none, or the topic is elsewhere. */
  readonly key?: KeyFacts;
}

export interface KeyFacts {
  readonly arn: string;
  /** False where the stack does not say which key it is, but by an alias. */
  readonly isKnown: boolean;
  readonly aliases: readonly string[];
  /** Policies of the key; undefined where the key is not of this stack. */
  readonly policies?: readonly unknown[];
  /** AWS KMS Developer Guide, "Key states": a disabled key encrypts nothing. */
  readonly isEnabled: Ternary;
}

/** A key that no policy names. */
const someKey = "00000000-0000-4000-8000-000000000000";

export function topicFacts(resources: readonly RegisteredResource[], topicArn: string): TopicFacts {
  const topic = find(resources, "aws:sns/topic:Topic", ({ outputs }) => outputs.arn === topicArn);
  const own = ofType(resources, "aws:sns/topicPolicy:TopicPolicy").filter(
    ({ inputs }) => inputs.arn === topicArn,
  );
  const policies = [...(topic ? [topic] : []), ...own]
    .map(({ inputs }) => inputs.policy)
    .filter((policy) => policy !== undefined && policy !== null);
  const isHere = topic !== undefined;
  const key = String(topic?.inputs.kmsMasterKeyId ?? "");
  // Any principal of the account may use the AWS managed key: AWS KMS Developer Guide.
  if (key === "" || key.endsWith("alias/aws/sns")) return { policies, isHere };
  return { policies, isHere, key: keyFacts(resources, key, topicArn) };
}

function keyFacts(
  resources: readonly RegisteredResource[],
  given: string,
  topicArn: string,
): KeyFacts {
  const [alias] = /alias\/.+$/.exec(given) ?? [];
  const aliases = ofType(resources, "aws:kms/alias:Alias");
  const { partition = "", region = "", accountId = "" } = readArn(topicArn);
  const { accountId: owner = accountId } = readArn(given);
  // An alias of the same name in another account is another one.
  const own = owner === accountId ? aliases : [];
  const target = own.find(({ outputs }) => outputs.name === alias)?.inputs.targetKeyId;
  const id = alias === undefined ? given : String(target ?? someKey);
  const isIt = (value: unknown): boolean =>
    String(value).split("/").at(-1) === id.split("/").at(-1);
  const key = resources.find(
    ({ type, outputs }) => keyTypes.test(type) && isIt(outputs.keyId ?? outputs.arn),
  );
  const named = aliases.filter(({ inputs }) => isIt(inputs.targetKeyId));
  const setApart = ofType(resources, "aws:kms/keyPolicy:KeyPolicy").filter(({ inputs }) =>
    isIt(inputs.keyId),
  );
  const policed = [...(key ? [key] : []), ...setApart];
  return {
    arn: id.startsWith("arn:")
      ? id
      : regionalArn({ partition, region, accountId: owner }, "kms", `key/${id}`),
    isKnown: id !== someKey,
    aliases: [
      ...new Set([...(alias ? [alias] : []), ...named.map((one) => String(one.outputs.name))]),
    ],
    isEnabled: enabled(key),
    ...(policed.length > 0 && {
      policies: policed
        .map(({ inputs }) => inputs.policy)
        .filter((policy) => policy !== undefined && policy !== null),
    }),
  };
}

const keyTypes = /^aws:kms\/(key|externalKey|replicaKey|replicaExternalKey):/;

/** Whether the program leaves it enabled. Nobody disables a key that is elsewhere, as far as the stack says. */
function enabled(key: RegisteredResource | undefined): Ternary {
  const given = key?.inputs.isEnabled ?? key?.inputs.enabled ?? true;
  return given === unknown ? "unknown" : ternary(given !== false);
}

const ofType = (resources: readonly RegisteredResource[], type: string): RegisteredResource[] =>
  resources.filter((resource) => resource.type === type);

const find = (
  resources: readonly RegisteredResource[],
  type: string,
  fits: (resource: RegisteredResource) => boolean,
): RegisteredResource | undefined => ofType(resources, type).find(fits);
