/** Reads an example's Pulumi.yaml and Pulumi.rehearsal.yaml the way the Pulumi CLI does. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { type EntryPoint, entryPoint } from "./entry-point";
import { type NodejsOptions, nodejsOptions } from "./nodejs-options";

/** The stack that a rehearsal runs. */
const stackName = "rehearsal";

/** What the program's process needs to know before it can run. */
export interface Project {
  readonly name: string;
  readonly stack: string;
  /** Folder in which the program runs. */
  readonly cwd: string;
  /** What to load: a file, or the folder that has the entry point. */
  readonly program: string;
  /** Full keys, for example `aws:region`; structured values as JSON. */
  readonly config: Record<string, string>;
  readonly nodejs: NodejsOptions;
}

/** Reads the project of an example. Every error names the file and what to write in it. */
export function readProject(exampleDir: string): Project {
  const root = path.resolve(exampleDir);
  const projectFile = projectFileOf(root);
  const settings = readYaml(projectFile, "Name an example's folder that has a Pulumi.yaml.");
  if (typeof settings.name !== "string" || settings.name === "") {
    throw new Error(`${projectFile} has no \`name\`. Add one, for example \`name: my-pipeline\`.`);
  }
  // As Pulumi takes it. It becomes the name of a folder.
  if (!/^(?!\.\.?$)[\w.-]{1,100}$/.test(settings.name)) {
    throw new Error(
      `\`name\` of ${projectFile} may have up to 100 letters, digits, hyphens, underscores and periods, ` +
        `got: ${settings.name}`,
    );
  }
  const isNodeJs = runtimeIn(settings) === "nodejs";
  return {
    name: settings.name,
    stack: stackName,
    ...(isNodeJs ? entryPoint(root, settings.main, projectFile) : folderOf(root, settings.main)),
    nodejs: nodejsOptions(isNodeJs ? settings.runtime : undefined, projectFile),
    config: { ...defaults(settings, projectFile), ...stackConfig(root, settings.name) },
  };
}

const runtimeIn = ({ runtime }: Record<string, any>): string =>
  String(runtime?.name ?? runtime ?? "nodejs");

/** The language of the program in a folder, as Pulumi names it. */
export function runtimeOf(programDir: string): string {
  const file = projectFileOf(programDir);
  const runtime = runtimeIn(readYaml(file, "Name the folder of a Pulumi program."));
  // It becomes the end of a command's name.
  if (/^[\w.-]+$/.test(runtime)) return runtime;
  throw new Error(`\`runtime\` of ${file} is no name of a language: ${runtime}`);
}

/** Pulumi's host of the language finds the entry point by itself. */
function folderOf(root: string, main: unknown): EntryPoint {
  const folder = path.resolve(root, typeof main === "string" ? main : ".");
  return { cwd: folder, program: folder };
}

/** The git checkout that a folder lies in, or the folder itself. */
export function checkoutOf(folder: string): string {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, ".git"))) return at;
    if (path.dirname(at) === at) return path.resolve(folder);
  }
}

/** Values that Pulumi.yaml itself gives: `key: value`, `{ value }` or `{ default }`. */
function defaults(settings: Record<string, any>, projectFile: string): Record<string, string> {
  const config: Record<string, string> = {};
  for (const [key, declared] of Object.entries<any>(settings.config ?? {})) {
    const isBlock = declared !== null && typeof declared === "object" && !Array.isArray(declared);
    const value = isBlock ? (declared.value ?? declared.default) : declared;
    if (value !== undefined) config[fullKey(key, settings.name)] = text(key, value, projectFile);
  }
  return config;
}

/** Its Pulumi.yaml or, as Pulumi takes it too, Pulumi.yml. */
export function projectFileOf(programDir: string): string {
  const files = ["Pulumi.yaml", "Pulumi.yml"].map((name) => path.resolve(programDir, name));
  return files.find((file) => fs.existsSync(file)) ?? files[0];
}

/** The file with the configuration of the stack that is rehearsed: it ends as the project's file does. */
export function stackFileOf(programDir: string): string {
  const projectFile = projectFileOf(programDir);
  const settings = fs.existsSync(projectFile) ? readYaml(projectFile, "") : {};
  const { stackConfigDir } = settings;
  const folder = typeof stackConfigDir === "string" ? stackConfigDir : ".";
  const name = `Pulumi.${stackName}${path.extname(projectFile)}`;
  return path.resolve(programDir, folder, name);
}

/** Its configuration, as it is written. */
export function readStackConfig(programDir: string): Record<string, unknown> {
  const remedy =
    "Create it with the lines `config:` and `  aws:region: eu-west-1`; of a program of your own: --init.";
  return readYaml(stackFileOf(programDir), remedy).config ?? {};
}

function stackConfig(root: string, project: string): Record<string, string> {
  const file = stackFileOf(root);
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(readStackConfig(root))) {
    config[fullKey(key, project)] = text(key, value, file);
  }
  return config;
}

function fullKey(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function text(key: string, value: any, file: string): string {
  if (value !== null && typeof value === "object") {
    if (typeof value.secure === "string") {
      throw new Error(
        `\`${key}\` in ${file} is encrypted, and a rehearsal has no key for it. Write a plain ` +
          "value that may be seen.",
      );
    }
    return JSON.stringify(value);
  }
  return String(value);
}

function readYaml(file: string, remedy: string): Record<string, any> {
  if (!fs.existsSync(file)) throw new Error(`${file} does not exist. ${remedy}`);
  try {
    return parse(fs.readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new Error(`${file} is not valid YAML: ${(error as Error).message}`, { cause: error });
  }
}
