/** Reads `slack.rehearsal.yaml`: the Slack workspace around an example. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { credentialsArn as credentials } from "../credentials";
import type { Grid, Workspace } from "./types";

const workspaceFile = "slack.rehearsal.yaml";

const ids = {
  team: /^T[A-Z0-9]{2,63}$/,
  app: /^A[A-Z0-9]{2,63}$/,
  user: /^[UW][A-Z0-9]{2,63}$/,
  userGroup: /^S[A-Z0-9]{2,63}$/,
  channel: /^[CG][A-Z0-9]{2,63}$/,
  enterprise: /^E[A-Z0-9]{2,63}$/,
  home: /^[TE][A-Z0-9]{2,63}$/,
} as const;

const fields = [
  ...["team", "app", "credentialsArn", "signingSecretArn"],
  ...["users", "emails", "userGroups", "channels", "grid"],
];

/** The workspace of an example; undefined where its folder has no such file. */
export function readWorkspace(exampleDir: string): Workspace | undefined {
  const path = join(exampleDir, workspaceFile);
  if (!existsSync(path)) return undefined;
  const wrong = (field: string, problem: string): Error =>
    new Error(`${path}: \`${field}\` ${problem}.`);
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} is not YAML: ${(error as Error).message}`, { cause: error });
  }
  if (!isRecord(content)) throw new Error(`${path} must be a map with ${fields.join(", ")}.`);
  const unknown = Object.keys(content).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw wrong(unknown, `is not one of ${fields.join(", ")}`);
  return checked(content, wrong);
}

type Wrong = (field: string, problem: string) => Error;

function checked(content: Record<string, unknown>, wrong: Wrong): Workspace {
  const users = names(content.users, "users", ids.user, wrong);
  const userGroups = Object.entries(map(content.userGroups ?? {}, "userGroups", wrong));
  return {
    team: text(content.team, "team", ids.team, wrong),
    app: text(content.app, "app", ids.app, wrong),
    credentialsArn: text(content.credentialsArn, "credentialsArn", credentials, wrong),
    ...(content.signingSecretArn === undefined
      ? {}
      : {
          signingSecretArn: text(content.signingSecretArn, "signingSecretArn", credentials, wrong),
        }),
    users,
    ...(content.emails === undefined ? {} : { emails: emails(content.emails, users, wrong) }),
    userGroups: Object.fromEntries(
      userGroups.map(([id, value]) => [id, userGroup(id, value, users, wrong)]),
    ),
    channels: names(content.channels, "channels", ids.channel, wrong),
    ...(content.grid === undefined ? {} : { grid: grid(content.grid, users, wrong) }),
  };
}

const address = /^[^\s@]+@[^\s@]+$/;

function emails(
  value: unknown,
  users: Workspace["users"],
  wrong: Wrong,
): NonNullable<Workspace["emails"]> {
  const all = Object.entries(map(value, "emails", wrong)).map(([user, email]) => {
    const field = `emails.${user}`;
    if (!Object.hasOwn(users, user)) throw wrong(field, "is not in `users`");
    return [user, text(email, field, address, wrong).toLowerCase()];
  });
  return Object.fromEntries(all) as Record<string, string>;
}

function grid(value: unknown, users: Workspace["users"], wrong: Wrong): Grid {
  const { enterprise, orgWide = false, homes = {} } = map(value, "grid", wrong);
  if (typeof orgWide !== "boolean") throw wrong("grid.orgWide", "must be true or false");
  const all = Object.entries(map(homes, "grid.homes", wrong));
  for (const [user, home] of all) {
    const field = `grid.homes.${user}`;
    if (!Object.hasOwn(users, user)) throw wrong(field, "is not in `users`");
    text(home, field, ids.home, wrong);
  }
  return {
    enterprise: text(enterprise, "grid.enterprise", ids.enterprise, wrong),
    orgWide,
    homes: Object.fromEntries(all) as Record<string, string>,
  };
}

function userGroup(
  id: string,
  value: unknown,
  known: Readonly<Record<string, string>>,
  wrong: Wrong,
): Workspace["userGroups"][string] {
  const field = `userGroups.${id}`;
  if (!ids.userGroup.test(id)) throw wrong(field, `must have an id like ${example(ids.userGroup)}`);
  const { handle, users } = map(value, field, wrong);
  if (!Array.isArray(users)) throw wrong(`${field}.users`, "must be a list of user ids");
  const stranger = users.find((user) => !Object.hasOwn(known, String(user)));
  if (stranger !== undefined) {
    throw wrong(`${field}.users`, `has ${String(stranger)}, who is not in \`users\``);
  }
  return { handle: text(handle, `${field}.handle`, /\S/, wrong), users: users.map(String) };
}

function names(value: unknown, field: string, id: RegExp, wrong: Wrong): Record<string, string> {
  const entries = Object.entries(map(value, field, wrong));
  if (entries.length === 0) throw wrong(field, "must name at least one");
  for (const [key, name] of entries) {
    if (!id.test(key)) throw wrong(`${field}.${key}`, `must have an id like ${example(id)}`);
    text(name, `${field}.${key}`, /\S/, wrong);
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function text(value: unknown, field: string, pattern: RegExp, wrong: Wrong): string {
  if (typeof value === "string" && pattern.test(value)) return value;
  const given = value === undefined ? "nothing" : JSON.stringify(value);
  throw wrong(field, `must be ${meaning(pattern)}, got: ${given}`);
}

function meaning(pattern: RegExp): string {
  if (pattern === credentials) {
    return "the ARN of a Secrets Manager secret or of an SSM parameter";
  }
  if (pattern === address) return "an e-mail address";
  return pattern.source === "\\S" ? "text that is not blank" : `an id like ${example(pattern)}`;
}

/** An id of the kind that the pattern takes: its first letter says which. */
function example({ source }: RegExp): string {
  return `${/[A-Z]/.exec(source)![0]}0123ABCDEF`;
}

function map(value: unknown, field: string, wrong: Wrong): Record<string, unknown> {
  if (isRecord(value)) return value;
  throw wrong(field, "must be a map");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
