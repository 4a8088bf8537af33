/** `--init`: what a program has asked for is written into its Pulumi.rehearsal.yaml. */
import * as fs from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Document, isMap, parseDocument, type YAMLMap } from "yaml";
import { findPulumi } from "../engine/find-pulumi";
import { checkoutOf, type Project, readProject, stackFileOf } from "../program/project";
import { clean } from "../screen/text";
import { isMapping } from "./merge";
import type { RehearsalSettings } from "./schema";

/** The file as it is, comments and all, or a new one with a Region and the program's configuration. */
function documentOf(programDir: string): Document {
  const file = stackFileOf(programDir);
  if (fs.existsSync(file)) return parseDocument(fs.readFileSync(file, "utf8"));
  return new Document({ config: { "aws:region": "eu-west-1", ...otherStack(programDir) } });
}

/** Configuration of the program's first other stack, without what is encrypted. */
function otherStack(programDir: string): Record<string, unknown> {
  const { dir, ext } = path.parse(stackFileOf(programDir));
  const files = fs.existsSync(dir) ? fs.readdirSync(dir) : [];
  const [first] = files
    .filter((name) => /^Pulumi\.[^.]+\.ya?ml$/.test(name) && path.extname(name) === ext)
    .sort();
  if (first === undefined) return {};
  const { config = {} } = parseDocument(fs.readFileSync(path.join(dir, first), "utf8")).toJS() as {
    config?: Record<string, unknown>;
  };
  return withoutSecrets(config) as Record<string, unknown>;
}

/** What is encrypted has no key here. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isMapping(value)) return value;
  if ("secure" in value) return "invented";
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutSecrets(one)]));
}

/** A link may lead to a file of something else, which is not written. */
function write(programDir: string, document: Document): void {
  const file = stackFileOf(programDir);
  if (fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      `${file} is a symbolic link, so nothing is written through it. Put a file there.`,
    );
  }
  needOwnFolder(path.dirname(file), programDir);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
}

/** `stackConfigDir` is the program's to say, who may be a stranger: it leads to nothing of others. */
function needOwnFolder(folder: string, programDir: string): void {
  const checkout = fs.realpathSync(checkoutOf(programDir));
  const [first] = path.relative(checkout, whereItIs(folder)).split(path.sep);
  if (first !== ".." && !path.isAbsolute(first)) return;
  throw new Error(
    `${folder} is outside of ${checkout}, so nothing is written there. Put Pulumi.rehearsal.yaml there yourself.`,
  );
}

/** Behind all links, also of a folder that is not there yet. */
function whereItIs(folder: string): string {
  if (fs.existsSync(folder)) return fs.realpathSync(folder);
  return path.join(whereItIs(path.dirname(folder)), path.basename(folder));
}

/** Makes the file where there is none, so that the program can be run; answers what is to be run. */
export function prepareFile(programDir: string): Project {
  findPulumi(programDir);
  const document = documentOf(programDir);
  if (!document.hasIn(["config", "aws:region"]))
    document.setIn(["config", "aws:region"], "eu-west-1");
  write(programDir, document);
  return readProject(programDir);
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
  write(programDir, document);
  return entries.map(([key]) => `rehearsal:${key}`);
}

/** What was written, and what to type next; undefined where something failed, which is said apart. */
export function initLines(
  programDir: string,
  keys: readonly string[],
  next: string | undefined,
  isOpen = false,
): string[] {
  const file = clean(path.relative(process.cwd(), stackFileOf(programDir)));
  const written = keys.map((key) => `  ${key}`);
  const made = keys.length === 0 ? [] : [`Wrote into ${file}:`, ...written];
  if (next === undefined) return made;
  if (keys.length === 0 && isOpen)
    return [`When that stands in ${file}, which has all the rest:`, `  ${next}`];
  if (keys.length === 0)
    return [`The program asks for nothing more than ${file} says. Next:`, `  ${next}`];
  return [
    ...made,
    "What is written is made up, and roles of others have every right that is checked of them: put in what " +
      "is true. Then:",
    `  ${next}`,
  ];
}
