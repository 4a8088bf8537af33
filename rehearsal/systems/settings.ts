/** Reads `systems.rehearsal.yaml`: the systems beside Slack that an example's connectors call. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { orRather } from "../settings/nearest";
import { credentialsArn } from "../credentials";
import type { CreateStandIn, StandIn, SystemSurroundings } from "./system";

const systemsFile = "systems.rehearsal.yaml";

type Kinds = Readonly<Record<string, CreateStandIn>>;

/** The stand-ins of an example; none where its folder has no such file. */
export function readSystems(exampleDir: string, kinds: Kinds, ctx: SystemSurroundings): StandIn[] {
  const path = join(exampleDir, systemsFile);
  if (!existsSync(path)) return [];
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} is not YAML: ${(error as Error).message}`, { cause: error });
  }
  if (!Array.isArray(content)) {
    throw new Error(`${path} must be a list of systems, each with its \`kind\`.`);
  }
  const systems = content.map((entry: unknown, index) => {
    const kind = kindOf(entry);
    const wrong = (problem: string): Error =>
      new Error(`${path}: entry ${index + 1}${kind === undefined ? "" : ` (${kind})`}: ${problem}`);
    if (kind === undefined) throw wrong("must be a map with `kind`.");
    if (!Object.hasOwn(kinds, kind)) {
      throw wrong(`there is no such kind. ${orRather(kind, Object.keys(kinds))}`);
    }
    try {
      return kinds[kind](entry, ctx);
    } catch (error) {
      throw wrong((error as Error).message);
    }
  });
  needApart(systems, path);
  return systems;
}

function kindOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || !("kind" in entry)) return undefined;
  return typeof entry.kind === "string" ? entry.kind : undefined;
}

/** Two systems under one address, or two values in one secret, would be one of them. */
function needApart(systems: readonly StandIn[], path: string): void {
  const origins = systems.flatMap((system) => system.origins);
  for (const origin of origins) {
    const { protocol, origin: whole } = new URL(origin);
    if (protocol === "https:" && whole === origin && !isTaken(origin)) continue;
    throw new Error(`${path}: a system cannot have the address ${origin}.`);
  }
  const arns = systems.flatMap(({ credentials }) => Object.keys(credentials));
  const odd = arns.find((arn) => !credentialsArn.test(arn));
  if (odd !== undefined) {
    throw new Error(
      `${path}: ${odd} is no ARN of a Secrets Manager secret or of an SSM parameter.`,
    );
  }
  const twice = repeated(origins) ?? repeated(arns);
  if (twice !== undefined) throw new Error(`${path}: two systems have ${twice}.`);
}

const repeated = (texts: readonly string[]): string | undefined =>
  texts.find((text, index) => texts.indexOf(text) !== index);

/** What stands for these is described elsewhere. */
function isTaken(origin: string): boolean {
  const { hostname } = new URL(origin);
  return hostname === "slack.com" || /(^|\.)(amazonaws\.com(\.cn)?|on\.aws)$/.test(hostname);
}
