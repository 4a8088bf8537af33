/**
 * The TypeScript of a program: which compiler, and with which options, as `pulumi up` chooses them
 * (cmd/run of @pulumi/pulumi, which hands them to ts-node).
 */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { manifestsAround, readManifest } from "./manifest";
import type { NodejsOptions } from "./nodejs-options";

export type TypeScriptModule = typeof TypeScript;

/** A compiler that is installed; it takes half a second to load, so it is not loaded yet. */
export interface Compiler {
  readonly file: string;
  readonly version: string;
  load(): TypeScriptModule;
}

/** Where a program's settings for TypeScript come from. */
export interface Place {
  /** The folder in which the program runs; its tsconfig.json counts, and none above it. */
  readonly cwd: string;
  readonly nodejs: NodejsOptions;
}

/** The version that comes with Pulumi's SDK, for programs without TypeScript of their own. */
export const builtIn = "3.8.3";

/** From this version on, the Pulumi SDK's defaults are Node's own modules. */
const sdkWithNodeModules = [3, 229];

/**
 * The TypeScript that the program, or Pulumi's SDK, finds; undefined where there is none with an API
 * that Pulumi can use (below 7).
 */
export function ownCompiler(cwd: string): Compiler | undefined {
  const load = createRequire(path.join(cwd, "Pulumi.yaml"));
  return usable(load) ?? usable(createRequire(sdkFolder(load) + path.sep));
}

function usable(load: NodeJS.Require): Compiler | undefined {
  try {
    const compiler = compilerAt(load);
    return Number.parseInt(compiler.version, 10) < 7 ? compiler : undefined;
  } catch {
    return undefined;
  }
}

/** What ts-node 10 has for a program without tsconfig.json: @tsconfig/node16, and Node's types. */
const withoutTsconfig = {
  lib: ["es2021"],
  types: ["node"],
  ...{ strict: true, esModuleInterop: true, skipLibCheck: true },
};

/** The program's own TypeScript, or else the rehearsal's. */
export function compilerFor(cwd: string): Compiler {
  return ownCompiler(cwd) ?? compilerAt(createRequire(__filename));
}

/** What `pulumi up` checks types with: the program's own, or else the old one that comes with the SDK. */
export function checkingCompiler(cwd: string): Compiler | undefined {
  const load = createRequire(path.join(cwd, "Pulumi.yaml"));
  const file = path.join(sdkFolder(load), `vendor/typescript@${builtIn}/typescript.js`);
  const ofSdk = { file, version: builtIn, load: () => load(file) };
  return ownCompiler(cwd) ?? (fs.existsSync(file) ? ofSdk : undefined);
}

/** Whether Pulumi's SDK, or the program, finds a module. */
export function finds(name: string, cwd: string): boolean {
  const load = createRequire(path.join(cwd, "Pulumi.yaml"));
  const ofSdk = createRequire(sdkFolder(load) + path.sep);
  return [load, ofSdk].some(({ resolve }) => {
    try {
      return resolve(name) !== "";
    } catch {
      return false;
    }
  });
}

/** Where Pulumi's SDK really is; it need not be below the program. */
function sdkFolder({ resolve }: NodeJS.Require): string {
  try {
    return path.dirname(resolve("@pulumi/pulumi/package.json"));
  } catch {
    // It is said elsewhere that it is not installed.
    return path.sep;
  }
}

function compilerAt(load: NodeJS.Require): Compiler {
  const file = load.resolve("typescript");
  return { file, version: versionAround(file), load: () => load(file) };
}

/** The file with the program's compiler options; undefined where it does without. */
export function tsconfigOf({ cwd, nodejs }: Place): string | undefined {
  const file = path.resolve(cwd, nodejs.tsconfig ?? "tsconfig.json");
  if (fs.existsSync(file)) return file;
  if (nodejs.tsconfig === undefined) return undefined;
  throw new Error(
    `\`runtime.options.tsconfig\` of Pulumi.yaml names ${file}, which does not exist. Its path is ` +
      `read from ${cwd}, where the program runs.`,
  );
}

/** What a tsconfig says, whatever it extends. */
export interface TsConfig {
  readonly options: TypeScript.CompilerOptions;
  /** ts-node's own settings. */
  readonly tsNode: Record<string, any>;
  readonly errors: readonly TypeScript.Diagnostic[];
}

/**
 * The options with which `pulumi up` compiles. Its defaults go before what a tsconfig extends, not
 * before what it says itself.
 */
export function readTsconfig(ts: TypeScriptModule, place: Place): TsConfig {
  const file = tsconfigOf(place);
  const read = file === undefined ? { config: {} } : ts.readConfigFile(file, ts.sys.readFile);
  const config = read.config ?? {};
  const ofTsNode = file === undefined && finds("ts-node", place.cwd) ? withoutTsconfig : {};
  const ofPulumi = defaults(ts, place.cwd);
  const compilerOptions = { ...ofTsNode, ...ofPulumi, ...config.compilerOptions };
  // Which files a project has is of no matter: the program is loaded from its entry point.
  const host = { ...ts.sys, readDirectory: () => [] };
  const folder = file === undefined ? place.cwd : path.dirname(file);
  const parsed = ts.parseJsonConfigFileContent(
    { ...config, compilerOptions },
    host,
    folder,
    {},
    file,
  );
  return {
    options: parsed.options,
    tsNode: parsed.raw?.["ts-node"] ?? {},
    errors: [...(read.error === undefined ? [] : [read.error]), ...parsed.errors],
  };
}

/** What else the options depend on, as text. */
export const surroundings = (cwd: string): string => `${sdkVersion(cwd)} ${finds("ts-node", cwd)}`;

function defaults({ versionMajorMinor }: TypeScriptModule, cwd: string): Record<string, unknown> {
  const node =
    isAtLeast(versionMajorMinor, [4, 7]) && isAtLeast(sdkVersion(cwd), sdkWithNodeModules);
  return {
    target: "ES2020",
    module: node ? "nodenext" : "commonjs",
    moduleResolution: node ? "nodenext" : "node",
  };
}

function sdkVersion(cwd: string): string {
  const load = createRequire(path.join(cwd, "Pulumi.yaml"));
  const manifest = path.join(sdkFolder(load), "package.json");
  return fs.existsSync(manifest) ? load(manifest).version : "3";
}

function isAtLeast(version: string, [major, minor]: readonly number[]): boolean {
  const [ofMajor, ofMinor = 0] = version.split(".").map(Number);
  return ofMajor > major || (ofMajor === major && ofMinor >= minor);
}

function versionAround(file: string): string {
  const [manifest] = manifestsAround(path.dirname(file));
  return manifest === undefined ? "0" : readManifest(manifest).version;
}
