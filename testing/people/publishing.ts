/** Whether a pipeline's role may announce its approvals: CodePipeline fails an approval action that it cannot. */
import type { Place } from "../engine/place";
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { publish, useKey } from "./actions";
import { type Directory, keyOf } from "./directory";
import { evaluateBounded } from "./evaluate";
import type { Context } from "./pattern";
import { askResource } from "./resource-policy";
import { type KeyFacts, topicFacts } from "./topics";
import { all, any, not, type Tri } from "./tri";

/** An approval that is announced. */
export interface Announcement {
  readonly pipeline: string;
  /** `PIPELINE/STAGE/ACTION`. */
  readonly path: string;
  readonly topicArn: string;
  /** Role with which CodePipeline publishes. */
  readonly roleArn: string;
}

export interface Finding {
  readonly can: Tri;
  /** For people, where it cannot or nobody knows. */
  readonly words: string;
}

/** Asks IAM, as far as the stack says, for everything that publishing to the topic needs. */
export function canPublish(
  announcement: Announcement,
  directory: Directory,
  resources: readonly RegisteredResource[],
  place: Place,
): Finding {
  const { pipeline, path, topicArn, roleArn } = announcement;
  const start = `Pipeline "${pipeline}": `;
  if (topicArn === unknown || roleArn === unknown) {
    return { can: "unknown", words: `${start}topic or role of approval ${path} is not known` };
  }
  const asked = new Asked(directory, roleArn, topicArn, place);
  const { policies, key } = topicFacts(resources, topicArn);
  const needs = [
    { what: `publish to ${topicArn}`, can: asked.topic(policies) },
    ...(key === undefined
      ? []
      : useKey.map((action) => ({
          what: `use the key of ${topicArn} (${action} on ${key.arn})`,
          can: asked.key(key, action),
        }))),
  ];
  const can = all(needs.map((need) => need.can));
  const lacking = needs.filter((need) => need.can === can).map(({ what }) => what);
  const role = roleArn.split("/").at(-1)!;
  const how = asked.isHere ? "" : ", because the stack does not create the role";
  const said =
    can === "no"
      ? `role ${role} may not ${lacking.join(" nor ")}, so approval ${path} would fail instead of being announced`
      : `whether role ${role} may ${lacking.join(" and ")} cannot be told${how}; approval ${path} fails where it may not`;
  return {
    can,
    words:
      `${start}${said}. Attach what its gate needs: ` +
      `new aws.iam.RolePolicy("announce", { role: "${role}", policy: gate.pipelinePolicyJson })`,
  };
}

/** The questions about one role and one topic. */
class Asked {
  /** Whether the stack creates the role: else it may have rights that the stack does not say. */
  readonly isHere: boolean;
  private readonly context: Context;
  private readonly region: string;

  constructor(
    private readonly directory: Directory,
    private readonly roleArn: string,
    private readonly topicArn: string,
    private readonly place: Place,
  ) {
    this.isHere = this.identity?.created ?? false;
    this.region = topicArn.split(":")[3] ?? place.region;
    this.context = new Map<string, readonly string[]>([
      ["aws:principalarn", [roleArn]],
      ["aws:principalaccount", [place.accountId]],
      ["aws:resourceaccount", [topicArn.split(":")[4] ?? place.accountId]],
      ["aws:requestedregion", [this.region]],
      ["aws:securetransport", ["true"]],
      ["aws:principaltype", ["AssumedRole"]],
      ["aws:principalisawsservice", ["false"]],
      ["aws:multifactorauthpresent", []],
      ["aws:username", []],
    ]);
  }

  topic(policies: readonly unknown[]): Tri {
    const context = new Map([...this.context, ["aws:viaawsservice", ["false"]] as const]);
    const request = { action: publish, resource: this.topicArn, context };
    const said = policies.map((policy) => askResource(policy, this.roleArn, request));
    const own = this.identitys(publish, this.topicArn, context);
    const direct = any(said.map((one) => one.direct));
    return all([not(any(said.map((one) => one.denied))), any([own, direct])]);
  }

  key({ arn, isKnown, aliases, policies }: KeyFacts, action: string): Tri {
    const suffix = this.place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    const context = new Map([
      ...this.context,
      ["kms:viaservice", [`sns.${this.region}.${suffix}`]] as const,
      ["kms:calleraccount", [this.place.accountId]] as const,
      ["kms:resourcealiases", aliases] as const,
      ["kms:encryptioncontext:aws:sns:topicarn", [this.topicArn]] as const,
      ["kms:encryptioncontextkeys", ["aws:sns:topicArn"]] as const,
    ]);
    const found = this.identitys(action, arn, context);
    const own = !isKnown && found === "no" ? "unknown" : found;
    // The key's own policy must let the account decide: KMS Developer Guide, "Default key policy".
    if (policies === undefined) return own === "no" ? "unknown" : own;
    if (policies.length === 0) return own;
    const request = { action, resource: arn, context };
    const said = policies.map((policy) => askResource(policy, this.roleArn, request));
    const account = any(said.map((one) => one.account));
    const direct = any(said.map((one) => one.direct));
    return all([not(any(said.map((one) => one.denied))), any([direct, all([account, own])])]);
  }

  private get identity() {
    const [, , , , accountId] = this.roleArn.split(":");
    if (accountId !== this.place.accountId) return undefined;
    return this.directory.identities.get(keyOf("role", this.roleArn.split("/").at(-1)!));
  }

  /** What the role's own policies say. */
  private identitys(action: string, resource: string, context: Context): Tri {
    const { policies = [], boundary } = this.identity ?? {};
    const { allowed } = evaluateBounded(policies, boundary, { action, resource, context });
    return allowed === "no" && !this.isHere ? "unknown" : allowed;
  }
}
