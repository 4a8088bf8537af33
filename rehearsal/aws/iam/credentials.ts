/** Access keys as AWS issues them, new in every run, and the file that carries them. */
import { accountArn, sessionArn } from "../../../iam/arns";
import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { sessionValues, transitiveTags } from "./session";
import type { AccessKey, AssumedRole, Principal } from "./types";
import type { Place } from "../account/types";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function letters(count: number): string {
  return Array.from({ length: count }, () => base32[randomInt(base32.length)]).join("");
}

/** An IAM unique id: AIDA for a user, AROA for a role. */
export function uniqueId(prefix: "AIDA" | "AROA"): string {
  return prefix + letters(17);
}

/** Keys of a person: long-term without a token, temporary with one. */
export function issueKey(
  profile: string,
  principal: Principal,
  kind: "long-term" | "temporary",
): AccessKey {
  const temporary = kind === "temporary";
  return {
    profile,
    accessKeyId: (temporary ? "ASIA" : "AKIA") + letters(16),
    secretAccessKey: randomBytes(30).toString("base64"),
    ...(temporary && { sessionToken: randomBytes(192).toString("base64") }),
    principal,
  };
}

/** What a caller's keys say of multi-factor authentication; long-term keys say nothing. */
const mfa = {
  never: {},
  absent: { "aws:MultiFactorAuthPresent": "false" },
  passed: { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0" },
} as const;

export function userPrincipal(
  place: Place,
  name: string,
  userId: string,
  state: keyof typeof mfa,
): Principal {
  const arn = accountArn(place, "iam", `user/${name}`);
  return {
    arn,
    accountId: place.accountId,
    userId,
    context: {
      "aws:username": name,
      "aws:userid": userId,
      "aws:PrincipalArn": arn,
      "aws:PrincipalAccount": place.accountId,
      "aws:PrincipalType": "User",
      ...mfa[state],
    },
  };
}

type RoleName = { readonly name: string; readonly arn: string; readonly id: string };

/** A person's session of a role. */
export function rolePrincipal(place: Place, role: RoleName, state: keyof typeof mfa): Principal {
  const principal = sessionPrincipal(place, role, { sessionName: "rehearsal" });
  return { ...principal, context: { ...principal.context, ...mfa[state] } };
}

/** A session of a role. `aws:PrincipalArn` is the role's, as in AWS, and has no session in it. */
export function sessionPrincipal(
  place: Place,
  role: RoleName,
  session: Omit<AssumedRole, "roleArn">,
): Principal {
  const { accountId } = place;
  const { sessionName } = session;
  const assumed = { ...session, roleArn: role.arn };
  const userId = `${role.id}:${sessionName}`;
  const passedOn = transitiveTags(assumed);
  return {
    arn: sessionArn(place, role.name, sessionName),
    accountId,
    userId,
    context: {
      "aws:userid": userId,
      "aws:PrincipalArn": role.arn,
      "aws:PrincipalAccount": accountId,
      "aws:PrincipalType": "AssumedRole",
      ...mfa.absent,
      ...sessionValues(assumed),
    },
    ...(passedOn !== undefined && { transitiveTags: passedOn }),
  };
}

/** The text of an AWS shared credentials file, one profile a key. */
export function credentialsText(keys: readonly AccessKey[]): string {
  return keys
    .map((key) =>
      [
        `[${key.profile}]`,
        `aws_access_key_id = ${key.accessKeyId}`,
        `aws_secret_access_key = ${key.secretAccessKey}`,
        ...(key.sessionToken === undefined ? [] : [`aws_session_token = ${key.sessionToken}`]),
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** Writes the file that `AWS_SHARED_CREDENTIALS_FILE` names, for its owner's eyes only. */
export function writeCredentials(path: string, keys: readonly AccessKey[]): void {
  writeFileSync(path, credentialsText(keys), { mode: 0o600 });
  // The mode above counts only for a new file.
  chmodSync(path, 0o600);
}
