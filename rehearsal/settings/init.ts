/** `--init`: what a program has asked for is written into its Pulumi.rehearsal.yaml. */
import * as fs from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Document, isMap, parseDocument, type YAMLMap } from "yaml";
import { stackFileOf } from "../program/project";
import { isObject } from "./invented";
import type { RehearsalSettings } from "./schema";

/** The file as it is, comments and all, or a new one with a Region and the program's configuration. */
function documentOf(programDir: string): Document {
  const file = stackFileOf(programDir);
  if (fs.existsSync(file)) return parseDocument(fs.readFileSync(file, "utf8"));
  return new Document({ config: { "aws:region": "eu-west-1", ...otherStack(programDir) } });
}

/** Configuration of the program's first other stack, without what is encrypted. */
function otherStack(programDir: string): Record<string, unknown> {
  const files = fs.readdirSync(programDir).filter((name) => /^Pulumi\.[^.]+\.yaml$/.test(name));
  const [first] = files.sort();
  if (first === undefined) return {};
  const { config = {} } = parseDocument(
    fs.readFileSync(path.join(programDir, first), "utf8"),
  ).toJS() as {
    config?: Record<string, unknown>;
  };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      isObject(value) && "secure" in value ? "invented" : value,
    ]),
  );
}

/** Makes the file where there is none, so that the program can be run. */
export function prepareFile(programDir: string): void {
  const file = stackFileOf(programDir);
  const document = documentOf(programDir);
  if (!document.hasIn(["config", "aws:region"]))
    document.setIn(["config", "aws:region"], "eu-west-1");
  fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** Writes the settings that have grown; every other line stays as it was. Answers their keys. */
export function writeSettings(
  programDir: string,
  before: RehearsalSettings,
  settings: RehearsalSettings,
): string[] {
  const document = documentOf(programDir);
  const entries = Object.entries(settings).filter(
    ([key, value]) => !isDeepStrictEqual(value, before[key as keyof RehearsalSettings]),
  );
  if (entries.length === 0) return [];
  for (const [key, value] of entries) {
    const config = document.get("config");
    const node = document.createNode(value);
    if (isMap(config)) (config as YAMLMap<unknown, unknown>).set(`rehearsal:${key}`, node);
    else document.setIn(["config", `rehearsal:${key}`], node);
  }
  fs.writeFileSync(stackFileOf(programDir), document.toString({ lineWidth: 0 }));
  return entries.map(([key]) => `rehearsal:${key}`);
}

/** What was written, and what to type next. */
export function initLines(programDir: string, keys: readonly string[], next: string): string[] {
  const file = path.relative(process.cwd(), stackFileOf(programDir));
  if (keys.length === 0)
    return [`The program asks for nothing more than ${file} says. Next:`, `  ${next}`];
  const written = keys.map((key) => `  ${key}`);
  return [
    `Wrote into ${file}:`,
    ...written,
    "Values with the word invented are made up: put in what the program should see. Then:",
    `  ${next}`,
  ];
}
