/**
 * Loads the program's own TypeScript, with the compiler and the options that are the program's. As
 * with ts-node, files below a node_modules are left alone; a package of the workspace is a symbolic
 * link there, and is loaded from where it really is.
 */
import * as fs from "node:fs";
import * as nodeModule from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { createCompile, type Compile, type Kind, preloadsOf } from "./compile";
import { manifestsAround, readManifest } from "./manifest";
import { hasLoader } from "./nodejs-options";
import { UncompiledDependency } from "./problems";
import { noteModule } from "./syntax-errors";
import type { Place } from "./typescript";

/** Modules that Node.js compiles when they are given to it as text; the third argument is newer than its types. */
interface Compilable extends NodeJS.Module {
  _compile(code: string, file: string, kind?: Kind): void;
}

type Handlers = Record<string, (module: Compilable, file: string) => void>;

const extensions = [".ts", ".tsx", ".cts", ".mts"];

/** Compiles what the program loads from now on; stack traces name the lines of TypeScript. */
export function registerTypeScript(place: Place): void {
  const compile = createCompile(place);
  const handlers = require.extensions as unknown as Handlers;
  for (const extension of extensions) {
    handlers[extension] = (module, file) => {
      if (isDependency(file)) throw new UncompiledDependency(file);
      const kind = kindOf(file);
      module._compile(compile(file, fs.readFileSync(file, "utf8"), kind), file, kind);
    };
  }
  // Pulumi leaves ES modules to the loader that `nodeargs` name.
  if (!hasLoader(place.nodejs)) {
    nodeModule.registerHooks({ resolve: withSources, load: loaderOf(compile) });
  }
  mapStackTraces();
  const load = nodeModule.createRequire(path.join(place.cwd, "Pulumi.yaml"));
  for (const name of preloadsOf(place)) load(name);
}

export function isDependency(file: string): boolean {
  return file.includes(`${path.sep}node_modules${path.sep}`);
}

/** What Node.js takes a file for: by its ending, else by the nearest package.json. */
export function kindOf(file: string): Kind {
  const ending = path.extname(file);
  if (/^\.m[jt]s$/.test(ending)) return "module";
  if (/^\.c[jt]s$/.test(ending)) return "commonjs";
  const [manifest] = manifestsAround(path.dirname(file));
  if (manifest === undefined || isAbovePackage(manifest, file)) return "commonjs";
  return readManifest(manifest).type === "module" ? "module" : "commonjs";
}

/** A package in a node_modules has its own package.json, or none. */
const isAbovePackage = (manifest: string, file: string): boolean =>
  isDependency(path.join(path.sep, path.relative(path.dirname(manifest), file)));

function sourceFileOf(url: string): string | undefined {
  if (!url.startsWith("file:")) return undefined;
  const file = fileURLToPath(url);
  return extensions.includes(path.extname(file)) && !isDependency(file) ? file : undefined;
}

/** TypeScript names what a file becomes: `./stack.js` is stack.ts where there is no stack.js. */
const withSources: nodeModule.ResolveHookSync = (specifier, context, next) => {
  try {
    return next(specifier, context);
  } catch (error) {
    const source = /^(\.\.?\/.*)\.([cm]?)js(x?)$/.exec(specifier);
    // CommonJS finds no such file with ts-node either.
    const imports = context.conditions?.includes("import");
    if (source === null || !imports || sourceFileOf(context.parentURL ?? "") === undefined)
      throw error;
    const [, name, kind, x] = source;
    for (const ending of x === "" ? [`${kind}ts`, `${kind}tsx`] : ["tsx"]) {
      try {
        return next(`${name}.${ending}`, context);
      } catch {
        // What is told is that the file is missing which the program names.
      }
    }
    throw error;
  }
};

const loaderOf =
  (compile: Compile): nodeModule.LoadHookSync =>
  (url, context, next) => {
    const file = sourceFileOf(url);
    if (file === undefined) return noted(next(url, context), url);
    const format = kindOf(file);
    const source = compile(file, fs.readFileSync(file, "utf8"), format);
    return { format, source, shortCircuit: true };
  };

/** Of what is JavaScript Node.js does not always say where it cannot be read. */
function noted(loaded: nodeModule.LoadFnOutput, url: string): nodeModule.LoadFnOutput {
  if (loaded.format === "module" && url.startsWith("file:")) noteModule(fileURLToPath(url));
  return loaded;
}

/** Node's own way, in the place of what else words stack traces in this process. */
function mapStackTraces(): void {
  Reflect.deleteProperty(Error, "prepareStackTrace");
  // Maps of dependencies would be read for nothing: 2 s with @pulumi/aws.
  nodeModule.setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
}
