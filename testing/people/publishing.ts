/** Whether a pipeline's role may announce its approvals: CodePipeline fails an approval action that it cannot. */
import { readArn } from "../../iam/arns";
import { dnsSuffix } from "../../contract/partitions";
import { acrossAccounts, type OwnAnswer, type Said, withinAccount } from "../../iam/access";
import type { Context } from "../../iam/context";
import { evaluateBounded, type Request } from "../../iam/evaluate";
import { evaluateResource } from "../../iam/resource-policy";
import { all, type Ternary } from "../../iam/ternary";
import type { AwsScope } from "../engine/place";
import { unknown } from "../engine/plain";
import type { RegisteredResource } from "../engine/resource";
import { publish, useKey } from "./actions";
import { type Directory, keyOf } from "./directory";
import { type KeyFacts, type TopicFacts, topicFacts } from "./topics";

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
  readonly can: Ternary;
  /** For people, where it cannot or nobody knows. */
  readonly words: string;
}

/** Asks IAM, as far as the stack says, for everything that publishing to the topic needs. */
export function canPublish(
  announcement: Announcement,
  directory: Directory,
  resources: readonly RegisteredResource[],
  place: AwsScope,
): Finding {
  const { pipeline, path, topicArn, roleArn } = announcement;
  const start = `Pipeline "${pipeline}": `;
  if (topicArn === unknown || roleArn === unknown) {
    return { can: "unknown", words: `${start}topic or role of approval ${path} is not known` };
  }
  const asked = new Asked(directory, roleArn, topicArn, place);
  const facts = topicFacts(resources, topicArn);
  const { key } = facts;
  const needs = [
    { what: `publish to ${topicArn}`, can: asked.topic(facts) },
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
  private readonly context: ReadonlyMap<string, readonly string[]>;
  private readonly region: string;
  private readonly accountId: string;

  constructor(
    private readonly directory: Directory,
    private readonly roleArn: string,
    private readonly topicArn: string,
    private readonly place: AwsScope,
  ) {
    this.isHere = this.identity?.created ?? false;
    this.region = readArn(topicArn).region ?? place.region;
    this.accountId = readArn(roleArn).accountId ?? place.accountId;
    this.context = new Map<string, readonly string[]>([
      ["aws:principalarn", [roleArn]],
      ["aws:principalaccount", [this.accountId]],
      ["aws:requestedregion", [this.region]],
      ["aws:securetransport", ["true"]],
      ["aws:principaltype", ["AssumedRole"]],
      ["aws:principalisawsservice", ["false"]],
      ["aws:multifactorauthpresent", []],
      ["aws:username", []],
    ]);
  }

  topic({ policies, isHere }: TopicFacts): Ternary {
    const context: Context = new Map([
      ...this.context,
      ["aws:resourceaccount", [this.ownerOf(this.topicArn)]] as const,
      ["aws:viaawsservice", ["false"]] as const,
    ]);
    const request = { action: publish, resource: this.topicArn, context };
    const own = this.own(request);
    const said = this.askEach(policies, request);
    if (this.isOwn(this.topicArn)) return withinAccount(own, said, { needed: false });
    return this.foreign(own, said, isHere);
  }

  key({ arn, isKnown, aliases, policies, isEnabled }: KeyFacts, action: string): Ternary {
    const suffix = dnsSuffix(this.place.partition);
    const context: Context = new Map([
      ...this.context,
      ["aws:resourceaccount", [this.ownerOf(arn)]] as const,
      ["kms:viaservice", [`sns.${this.region}.${suffix}`]] as const,
      ["kms:calleraccount", [this.accountId]] as const,
      ["kms:resourcealiases", aliases] as const,
      ["kms:encryptioncontext:aws:sns:topicarn", [this.topicArn]] as const,
      ["kms:encryptioncontextkeys", ["aws:sns:topicArn"]] as const,
    ]);
    const request = { action, resource: arn, context };
    const found = this.own(request);
    const open = !isKnown && found.allowed === "no" && found.denied !== "yes";
    const own: OwnAnswer = open ? { ...found, allowed: "unknown" } : found;
    const said = this.askEach(policies ?? [], request);
    const can = this.isOwn(arn)
      ? this.ownKey(own, said, policies)
      : this.foreign(own, said, policies !== undefined);
    return all([isEnabled, can]);
  }

  /** The key's own policy must let the account decide: KMS Developer Guide, "Default key policy". */
  private ownKey(own: OwnAnswer, said: readonly Said[], policies: KeyFacts["policies"]): Ternary {
    if (said.length > 0) return withinAccount(own, said, { needed: true });
    // The policy of a key that is elsewhere may allow the role itself, unless something forbids it.
    const mayBe = policies === undefined && own.allowed === "no" && own.denied !== "yes";
    return mayBe && own.bound !== "no" ? "unknown" : own.allowed;
  }

  /** Of another account. The policies that AWS gives to a topic or key let its own account alone. */
  private foreign(own: OwnAnswer, said: readonly Said[], isHere: boolean): Ternary {
    if (said.length > 0) return acrossAccounts(own, said);
    return isHere ? "no" : all([own.allowed, "unknown"]);
  }

  /** What the policies of the topic or key say of some session of the role. */
  private askEach(policies: readonly unknown[], request: Request): Said[] {
    const hasBoundary = this.identity?.boundary !== undefined;
    const requester = { roleArn: this.roleArn, accountId: this.accountId, hasBoundary };
    return policies.map((document) =>
      evaluateResource({ name: "its policy", document }, requester, request),
    );
  }

  private ownerOf(arn: string): string {
    return readArn(arn).accountId ?? this.place.accountId;
  }

  private isOwn(arn: string): boolean {
    return this.ownerOf(arn) === this.accountId;
  }

  private get identity() {
    if (readArn(this.roleArn).accountId !== this.place.accountId) return undefined;
    return this.directory.identities.get(keyOf("role", this.roleArn.split("/").at(-1)!));
  }

  /** What the role's own policies say. */
  private own(request: Request): OwnAnswer {
    const { policies = [], boundary } = this.identity ?? {};
    const answer = evaluateBounded(policies, boundary, request);
    const open = answer.allowed === "no" && answer.denied !== "yes" && !this.isHere;
    return open ? { ...answer, allowed: "unknown" } : answer;
  }
}
