/** The arguments of `breakGlass`: each checked by itself, then who breaks the glass beside who reviews it. */
import * as pulumi from "@pulumi/pulumi";
import { principalArguments, type PrincipalsSpec, sameName } from "../approvers/arguments";
import type { BreakGlass, Reviewers } from "../break-glass-args";
import type { ShapesOf } from "../inputs/argument-shape";
import {
  defaultsTo,
  optional,
  required,
  shapesOf,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { given, isPlain, redactIfSecret } from "../inputs/inputs";
import { judged, listOf, number, record, string } from "../inputs/kinds";
import type { InputList } from "../inputs/lists";
import { breakGlass as limits } from "../inputs/model/limits";
import { requirePlain } from "../inputs/require-plain";
import * as check from "./model/break-glass-checks";

const { users, existingGroupNames, roleNames, permissionSets } = principalArguments;

const reviewerArguments = { users, existingGroupNames, roleNames, permissionSets };

const reviewerShapes: ShapesOf<Reviewers> = shapesOf(reviewerArguments);

const breakGlassFields = {
  userArns: required(judged(listOf(string(check.userArn), sameName), check.someUser)),
  reviewers: required(
    record(reviewerShapes, (reviewers: Reviewers, path) =>
      validateFields(
        requirePlain(reviewers, path) ?? {},
        reviewerArguments,
        (key) => `${path}.${key}`,
      ),
    ),
  ),
  reviewWithinMinutes: defaultsTo(
    limits.reviewWithinMinutes.standard,
    number(check.reviewWithinMinutes),
  ),
};

const breakGlassShapes: ShapesOf<BreakGlass> = shapesOf(breakGlassFields);

export interface BreakGlassSpec {
  /** What the user calls it: "breakGlass" or "approvals[1].breakGlass". */
  readonly path: string;
  readonly userArns: InputList<string>;
  readonly reviewers: PrincipalsSpec;
  readonly reviewWithinMinutes: pulumi.Input<number>;
}

/** The argument of a gate, and of an approval among others. */
export const breakGlassArgument = optional(
  record(breakGlassShapes, (argument: BreakGlass, path): BreakGlassSpec => {
    const plain = requirePlain(argument, path);
    if (!given(plain.userArns)) check.someUser(undefined, `${path}.userArns`);
    const valid = validateFields(plain, breakGlassFields, (key) => `${path}.${key}`);
    const { reviewWithinMinutes, reviewers } = valid;
    return {
      path,
      userArns: reviewedByOthers(valid, path),
      reviewers: {
        ...reviewers,
        prefix: `${path}.reviewers.`,
        requireMfa: false,
        consoleAccess: false,
      },
      reviewWithinMinutes,
    };
  }),
);

type Valid = Validated<typeof breakGlassFields>;

/** Compares what is plain at once, and everything when it resolves: no role is made before. */
function reviewedByOthers({ userArns, reviewers }: Valid, path: string): InputList<string> {
  const { users: people, ...others } = reviewers;
  const lists = [others.existingGroupNames, others.roleNames, others.permissionSets];
  const judge = (known: (list: unknown) => readonly unknown[] | undefined): void =>
    check.somebodyElse(
      known(userArns),
      { users: known(people), others: lists.map(known) },
      `${path}.reviewers`,
    );
  judge((list) => (isPlain(list) ? asList(list) : undefined));
  const all: unknown[] = [userArns, people, ...lists];
  if (isPlain(all)) return userArns;
  const output = pulumi.all(all as pulumi.Input<unknown>[]);
  return output.apply((resolved) =>
    redactIfSecret(output, () => {
      judge((list) => asList(resolved[all.indexOf(list)]));
      return resolved[0] as string[];
    }),
  );
}

const asList = (list: unknown): readonly unknown[] => (given(list) ? (list as unknown[]) : []);
