/** Words what a program imports and does not find, with what to type. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { manifestsAround, readManifest } from "./manifest";
import { addCommand, installationOf, installCommand } from "./package-manager";
import { compilerFor, type Place, readTsconfig } from "./typescript";

/** What Node.js says of it: `require` and `import` have different words. */
interface Missing {
  readonly name: string;
  /** The file that asks for it. */
  readonly importer: string;
}

/** The text for an error of Node.js that is about a missing module; undefined for any other. */
export function missingModule(error: Error, place: Place): string | undefined {
  const { cwd } = place;
  const missing = readMissing(error);
  if (missing === undefined) return undefined;
  const { name, importer } = missing;
  const isProgram = path.resolve(name) === cwd && importer === path.join(cwd, "Pulumi.yaml");
  if (isProgram || importer === path.join(cwd, "package.json")) {
    return noEntryPoint(cwd);
  }
  if (!/^[./]/.test(name)) return missingPackage(missing, place);
  const named = path.isAbsolute(name) ? name : path.resolve(path.dirname(importer), name);
  const text = `${path.relative(cwd, importer)} imports ${path.relative(cwd, named)}, which is not there.`;
  const source = named.replace(/\.([cm]?)js$/, ".$1ts");
  return source !== named && fs.existsSync(source)
    ? `${text} For ${path.basename(source)}, CommonJS is to import it without .js.`
    : text;
}

function noEntryPoint(cwd: string): string {
  const file = path.join(cwd, "package.json");
  const manifest = fs.existsSync(file) ? readManifest(file) : {};
  const { manager } = installationOf(cwd);
  const { main } = manifest;
  const remedy =
    manifest.scripts?.build === undefined
      ? "Say in Pulumi.yaml which file to run, for example `main: src/index.ts`."
      : `Pulumi builds nothing before it runs. Type in ${cwd}: ${manager} run build`;
  return (
    `${cwd} has no index.ts and no index.js` +
    `${main === undefined ? "" : `, nor the ${main} of its package.json`}. ${remedy}`
  );
}

function readMissing({ message, ...error }: Error & NodeJS.ErrnoException): Missing | undefined {
  const {
    code,
    requireStack,
    path: manifest,
  } = error as typeof error & { requireStack?: string[] };
  if (code === "MODULE_NOT_FOUND") {
    const name = /^Cannot find module '(.+)'/.exec(message)?.[1];
    // Of a `main` that is not there, Node.js names the package.json.
    const importer = requireStack?.[0] ?? manifest;
    return name === undefined || importer === undefined ? undefined : { name, importer };
  }
  if (code !== "ERR_MODULE_NOT_FOUND") return undefined;
  const [, name, from] = /^Cannot find \w+ '(.+)' imported from (.+)$/s.exec(message) ?? [];
  if (name === undefined) return undefined;
  return { name, importer: from.startsWith("file:") ? fileURLToPath(from) : from };
}

function missingPackage({ name, importer }: Missing, place: Place): string {
  const { cwd } = place;
  const [scope, second] = name.split("/");
  const packageName = scope.startsWith("@") ? `${scope}/${second}` : scope;
  const importing =
    importer === path.join(cwd, "Pulumi.yaml") ? "Pulumi" : path.relative(cwd, importer);
  const imports = `${importing} imports ${name}`;
  if (isInstalled(packageName, importer)) {
    return `${imports}, which the installed package ${packageName} does not have.`;
  }
  if (isDeclared(packageName, importer)) {
    const installation = installationOf(cwd);
    if (fs.existsSync(path.join(installation.folder, ".pnp.cjs"))) {
      return (
        `${imports}, and Yarn keeps no node_modules here, which Pulumi needs: \`nodeLinker: ` +
        `node-modules\` in .yarnrc.yml. Then type in ${installation.folder}: yarn install`
      );
    }
    const typed = `Type in ${installation.folder}: ${installCommand(installation)}`;
    return `${imports}, and ${packageName} is not installed. ${typed}`;
  }
  if (isAlias(name, place)) {
    return (
      `${imports} by \`paths\` of the tsconfig, which are for the compiler alone: neither Node.js nor ` +
      "`pulumi up` finds it. Import it by its relative path, or have a package such as " +
      "tsconfig-paths in `nodeargs` of Pulumi.yaml."
    );
  }
  return (
    `${imports}, and no package.json of the program names ${packageName}. Type in ${cwd}: ` +
    addCommand(cwd, packageName)
  );
}

/** Whether the tsconfig has another path for it. */
function isAlias(name: string, place: Place): boolean {
  const { options } = readTsconfig(compilerFor(place.cwd).load(), place);
  return Object.keys(options.paths ?? {}).some((alias) => {
    const [before, after = ""] = alias.split("*");
    return alias.includes("*")
      ? name.startsWith(before) && name.endsWith(after) && alias !== "*"
      : name === alias;
  });
}

function isInstalled(packageName: string, importer: string): boolean {
  const folders = createRequire(importer).resolve.paths(packageName) ?? [];
  return folders.some((folder) => fs.existsSync(path.join(folder, packageName)));
}

/** Whether a package.json around the file names it. */
function isDeclared(packageName: string, importer: string): boolean {
  const kinds = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
  return manifestsAround(path.dirname(importer)).some((file) => {
    const manifest = readManifest(file);
    return kinds.some((kind) => manifest[kind]?.[packageName] !== undefined);
  });
}
