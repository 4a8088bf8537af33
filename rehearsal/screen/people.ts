/** Who may decide an approval request: the directory is asked about every person, none is assumed. */
import { pipelineArn } from "../../iam/arns";
import type { Place } from "../aws/account/types";
import type { AccessKey, IamDirectory, Principal } from "../aws/iam/index";
import type { ApprovalRequest } from "../aws/codepipeline/index";

/** What an approver policy allows. */
export const decideAction = "codepipeline:PutApprovalResult";
/** Who may do this may do anything, and is not whom a gate is made for. */
const powerfulAction = "iam:CreateUser";

/** One way in which one person can call: with or without MFA. */
interface Caller {
  readonly key: AccessKey;
  /** The user's name, or `role` and the role's. */
  readonly name: string;
  readonly mfa: boolean;
  readonly groups: readonly string[];
}

/** A caller, and how they stand to the account. */
export interface KnownCaller extends Caller {
  /** True for who may do anything. */
  readonly isPowerful: boolean;
  readonly isRole: boolean;
}

/** A caller, and whether something, a decision for example, is theirs to make. */
export interface Person extends Caller {
  readonly allowed: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** The ARN that an approver policy names. */
export function actionArn(place: Place, request: ApprovalRequest): string {
  const { pipelineName, stageName, actionName } = request;
  return pipelineArn(place, [pipelineName, stageName, actionName].join("/"));
}

/** Everybody who has keys. Members of groups come first and those who may do anything last. */
export function listCallers(directory: IamDirectory): KnownCaller[] {
  const ranked = directory.accessKeys().map((key) => {
    const { principal } = key;
    const name = nameOf(principal);
    const mfa = principal.context["aws:MultiFactorAuthPresent"] === "true";
    // A role may have a user's name, and has no groups.
    const user = principal.context["aws:username"];
    const groups = user === undefined ? [] : directory.groupsOf(user);
    const isPowerful = directory.decide(principal, powerfulAction, "*").allowed;
    const rank = isPowerful ? 2 : groups.length > 0 ? 0 : 1;
    return { rank, one: { key, name, mfa, groups, isPowerful, isRole: user === undefined } };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** Everybody, with the answer to whether this request is theirs to decide. */
export function people(directory: IamDirectory, place: Place, request: ApprovalRequest): Person[] {
  return peopleWith(directory, decideAction, actionArn(place, request));
}

/** Everybody, with the answer to whether they may call `action` on `resource`. */
export function peopleWith(directory: IamDirectory, action: string, resource: string): Person[] {
  return listCallers(directory).map(({ key, name, mfa, groups }) => {
    const { allowed, reason } = directory.decide(key.principal, action, resource);
    return { key, name, mfa, groups, allowed, reason };
  });
}

/** `user/NAME` or `assumed-role/NAME/SESSION` at the end of the ARN. */
function nameOf({ arn, context }: Principal): string {
  return context["aws:username"] ?? `role ${arn.split("/")[1]}`;
}

/** The first who may decide, without MFA where that is enough. */
export function firstAllowed(all: readonly Person[]): Person | undefined {
  const first = all.find((person) => person.allowed);
  return all.find((p) => p.allowed && !p.mfa && p.name === first?.name) ?? first;
}

/** The people who may decide, each named once; says so where only a session with MFA may. */
export function allowedNames(all: readonly Person[]): string[] {
  const names = new Set(all.filter((p) => p.allowed).map((p) => p.name));
  return [...names].map((name) => {
    const needsMfa = !all.some((p) => p.name === name && p.allowed && !p.mfa);
    return needsMfa ? `${name} (with MFA)` : name;
  });
}

/**
 * Somebody who may not decide, with or without MFA. An approver of another gate says most, so
 * members of groups come first.
 */
export function wrongPerson(all: readonly Person[]): Person | undefined {
  const allowedNow = new Set(all.filter((p) => p.allowed).map((p) => p.name));
  return all.find((p) => !allowedNow.has(p.name));
}
