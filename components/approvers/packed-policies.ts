/**
 * Policies for many approval actions: of an ApproverGroup, and of a stage whose approvals share their
 * approvers. How many there are depends on the length of the ARNs, which may still be to come: then
 * the policies are created when the ARNs resolve, and a preview in which some are unknown lays those
 * out as if they had a usual length, so that no policy that exists is shown as deleted.
 */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { quote, throwInvalid } from "../inputs/model/checks";
import { type PackingOptions, packActions, type PackedPolicy } from "./model/packing";
import { approverPolicy } from "../approval/model/policies";
import { needList } from "../inputs/model/records";
import { type ApproverPolicy, createPolicy, principalsWithinQuota } from "./approvers";
import type { PrincipalsSpec } from "./arguments";
import { applyInPreview, redactIfSecret, isPlain, isUnresolved } from "../inputs/inputs";
import { type InputList, isEmptyList } from "../inputs/lists";

interface Options {
  readonly requireMfa: pulumi.Input<boolean>;
  readonly consoleAccess: pulumi.Input<boolean>;
}

/** Plain ARNs are read, counted and packed at once, before anything is created. */
export function checkActionArns(arns: InputList<string>, options: Options): void {
  if (isEmptyList(arns)) refuseNone(arns);
  if (!isUnresolved(arns)) needList(arns, "actionArns", true);
  // MFA and console access not yet known: leave room for both.
  const room = isPlain(options)
    ? (options as PackingOptions)
    : { requireMfa: true, consoleAccess: true };
  if (isPlain(arns)) packActions(arns as string[], room, "actionArns");
}

function refuseNone(got: unknown): never {
  throwInvalid(
    "actionArns",
    `\`actionArns\` must name at least one approval action, got: ${quote(got)}. ` +
      "Use the `actionArn` output of a gate.",
  );
}

/** What the policies are made of, beside the people. */
export interface Packing {
  /** Name of the component: the policies are its children NAME-policy-1, NAME-policy-2. */
  readonly name: string;
  readonly actionArns: { readonly list: InputList<string>; readonly path: string };
  /** Beginning of the names in IAM; "-1", "-2" follow. */
  readonly policyName: pulumi.Input<string>;
  readonly tags?: ApproverPolicy["tags"];
}

/** Creates the policies, now where every ARN is plain, and attaches them; answers their ARNs. */
export function createPackedPolicies(
  { name, actionArns: { list, path }, policyName, tags }: Packing,
  group: aws.iam.Group | undefined,
  spec: PrincipalsSpec,
  parent: pulumi.ComponentResource,
): pulumi.Output<string[]> {
  const child = (number: number): string => `${name}-policy-${number}`;
  // There is a first one in any case: whom it passes IAM's quota for is said before anything is made.
  const first = Symbol(child(1));
  principalsWithinQuota(spec, first, parent);
  const create = (document: pulumi.Input<string>, index: number): pulumi.Output<string> => {
    const number = index + 1;
    const numbered = pulumi.interpolate`${policyName}-${number}`;
    const policy = { child: child(number), policyName: numbered, document, tags };
    const counted = index === 0 ? first : Symbol(policy.child);
    return createPolicy(policy, group, spec, parent, counted).arn;
  };
  const { requireMfa, consoleAccess } = spec;
  const options = { requireMfa, consoleAccess };
  if (isPlain(list) && isPlain(options)) {
    const documents = layOut(list as string[], options as PackingOptions, path);
    return pulumi.all(documents.map(create));
  }
  const all = pulumi.all([list, requireMfa, consoleAccess]);
  return applyInPreview(all, ([known, requireMfa, consoleAccess]) =>
    redactIfSecret(all, () => {
      const arns = known as MaybeUnknown<string>[];
      const documents = layOut(arns, { requireMfa, consoleAccess }, path);
      // Made of the ARNs, a document is as secret as they are.
      const made = documents.map((document) => applyInPreview(all, () => document));
      return pulumi.all(made.map(create));
    }),
  );
}

type MaybeUnknown<T> = T | typeof pulumi.unknown;

/** Policy documents; those that depend on something unknown are unknown. */
function layOut(
  arns: MaybeUnknown<string>[] | typeof pulumi.unknown,
  options: { requireMfa: MaybeUnknown<boolean>; consoleAccess: MaybeUnknown<boolean> },
  path: string,
): pulumi.Input<string>[] {
  if (!pulumi.isUnknown(arns)) needList(arns, path, true);
  const elements = Array.isArray(arns) ? arns : [pulumi.unknown];
  if (elements.length === 0) refuseNone(arns);
  const undecided = pulumi.containsUnknowns(Object.values(options));
  const room = undecided ? { requireMfa: true, consoleAccess: true } : (options as PackingOptions);
  const standIns = new Set<string>();
  const known = elements.map((arn, index) => {
    if (!pulumi.isUnknown(arn)) return arn as string;
    const standIn = `arn:aws:codepipeline:eu-west-1:000000000000:unknown-${index}/unknown/unknown`;
    standIns.add(standIn);
    return standIn;
  });
  const isUnknown = (packed: PackedPolicy): boolean =>
    undecided || packed.actionArns.some((arn) => standIns.has(arn));
  return packActions(known, room, path).map((packed) =>
    isUnknown(packed)
      ? (pulumi.unknown as string)
      : JSON.stringify(approverPolicy({ ...packed, ...room })),
  );
}
