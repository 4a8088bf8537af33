/**
 * The policies of an ApproverGroup. How many there are depends on the length of the ARNs, which
 * may still be to come: then the policies are created when the ARNs resolve, and a preview in which
 * some are unknown lays those out as if they had a usual length, so that no policy that exists is
 * shown as deleted.
 */
import * as pulumi from "@pulumi/pulumi";
import { quote, refuse } from "../model/checks";
import { type PackingOptions, packActions, type PackedPolicy } from "../model/packing";
import { approverPolicy } from "../model/policies";
import { needList } from "../model/records";
import { applyInPreview, discreet, isPlain, isToCome } from "./inputs";
import { type InputList, isEmptyList } from "./lists";

interface Options {
  readonly requireMfa: pulumi.Input<boolean>;
  readonly consoleAccess: pulumi.Input<boolean>;
}

/** Plain ARNs are read, counted and packed at once, before anything is created. */
export function checkActionArns(arns: InputList<string>, options: Options): void {
  if (isEmptyList(arns)) refuseNone(arns ?? []);
  if (!isToCome(arns)) needList(arns, "actionArns", true);
  // MFA and console access not yet known: leave room for both.
  const room = isPlain(options)
    ? (options as PackingOptions)
    : { requireMfa: true, consoleAccess: true };
  if (isPlain(arns)) packActions(arns as string[], room, "actionArns");
}

function refuseNone(got: unknown): never {
  refuse(
    "actionArns",
    `\`actionArns\` must name at least one approval action, got: ${quote(got)}. ` +
      "Use the `actionArn` output of a gate.",
  );
}

/** Creates the policies, now where every ARN is plain; `create` gets numbers from 1. */
export function createPackedPolicies(
  arns: InputList<string>,
  options: Options,
  create: (number: number, document: pulumi.Input<string>) => pulumi.Output<string>,
): pulumi.Output<string[]> {
  const createAll = (documents: pulumi.Input<string>[]): pulumi.Output<string[]> =>
    pulumi.all(documents.map((document, index) => create(index + 1, document)));
  if (isPlain(arns) && isPlain(options)) {
    return createAll(layOut(arns as string[], options as PackingOptions));
  }
  const all = pulumi.all([arns, options.requireMfa, options.consoleAccess]);
  return applyInPreview(all, ([known, requireMfa, consoleAccess]) =>
    discreet(all, () =>
      createAll(layOut(known as MaybeUnknown<string>[], { requireMfa, consoleAccess })),
    ),
  );
}

type MaybeUnknown<T> = T | typeof pulumi.unknown;

/** Policy documents; those that depend on something unknown are unknown. */
function layOut(
  arns: MaybeUnknown<string>[] | typeof pulumi.unknown,
  options: { requireMfa: MaybeUnknown<boolean>; consoleAccess: MaybeUnknown<boolean> },
): pulumi.Input<string>[] {
  if (!pulumi.isUnknown(arns)) needList(arns, "actionArns", true);
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
  const isToCome = (packed: PackedPolicy): boolean =>
    undecided || packed.actionArns.some((arn) => standIns.has(arn));
  return packActions(known, room, "actionArns").map((packed) =>
    isToCome(packed)
      ? (pulumi.unknown as string)
      : JSON.stringify(approverPolicy({ ...packed, ...room })),
  );
}
