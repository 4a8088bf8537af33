/** Which packages a program names, and what of them: the engine is to find a provider for each. */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

export interface NamedType {
  /** `aws:sns/topic:Topic`, however the program writes it. */
  readonly token: string;
  /** Names of its arguments. */
  readonly inputs: readonly string[];
  /** Names of its outputs that the program reads. */
  readonly outputs: readonly string[];
}

export interface Named {
  readonly packages: readonly string[];
  readonly resources: readonly NamedType[];
  readonly functions: readonly NamedType[];
  /**
   * Outputs that the program reads of a stack, by the reference's name. Where the text does not say of which stack, all
   * that it reads of any: these are for `invents` alone.
   */
  readonly stackOutputs: (reference: string, invents: boolean) => readonly string[];
}

const nothing: Named = { packages: [], resources: [], functions: [], stackOutputs: () => [] };

/** In full: `aws:sns:Topic` and `aws:Topic` leave out what the name says. Undefined for what is Pulumi's own. */
export function fullToken(token: string): string | undefined {
  const parts = token.split(":");
  if (parts.length < 2 || parts[0] === "pulumi" || parts.some((part) => part === "")) {
    return undefined;
  }
  const [name, module = "index"] = parts.slice(1).reverse();
  const file = name[0].toLowerCase() + name.slice(1);
  return [parts[0], module.includes("/") ? module : `${module}/${file}`, name].join(":");
}

/** Of a program in YAML: whatever stands where a type or a function does. */
export function namedInYaml(text: string): Named {
  const program: any = parse(text) ?? {};
  const resources: NamedType[] = [];
  const packages = new Set<string>();
  for (const [name, resource] of Object.entries<any>(program.resources ?? {})) {
    const type = String(resource?.type ?? "");
    const provider = /^pulumi:providers:(.+)$/.exec(type)?.[1];
    if (provider !== undefined) packages.add(provider);
    const token = fullToken(type);
    if (token === undefined) continue;
    const inputs = [
      ...Object.keys(resource.properties ?? {}),
      ...Object.keys(resource.get?.state ?? {}),
    ];
    resources.push({ token, inputs, outputs: readOf(name, text) });
  }
  const functions = [...invokes(program)];
  for (const { token } of [...resources, ...functions]) packages.add(token.split(":")[0]);
  const stackOutputs = (reference: string): string[] => readOf(`${reference}.outputs`, text);
  return { packages: [...packages], resources, functions, stackOutputs };
}

/** `${name.output}` and `${name["output"]}`. */
function readOf(name: string, text: string): string[] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const reads = new RegExp(`\\$\\{${escaped}(?:\\.(\\w+)|\\["(\\w+)"\\])`, "g");
  return [...new Set([...text.matchAll(reads)].map(([, plain, quoted]) => plain ?? quoted))];
}

/** `fn::invoke`, and its short form `fn::aws:getRegion`. */
function* invokes(value: any): Generator<NamedType> {
  if (value === null || typeof value !== "object") return;
  for (const [key, item] of Object.entries<any>(value)) {
    const isShort = /^fn::.+:/.test(key);
    const called = isShort ? key.slice("fn::".length) : item?.function;
    const token = isShort || key === "fn::invoke" ? fullToken(String(called ?? "")) : undefined;
    if (token !== undefined) {
      const args = isShort ? item : item.arguments;
      const { return: output } = item ?? {};
      const outputs = isShort || output === undefined ? [] : [String(output)];
      yield { token, inputs: Object.keys(args ?? {}), outputs };
    }
    yield* invokes(item);
  }
}

const skipped = new Set(["node_modules", "venv", ".venv", "sdks", "__pycache__", ".git"]);

/** Of a program in another language: the SDKs that it imports, as their names have them. */
export function namedInText(text: string): Named {
  const found = [
    ...text.matchAll(/^\s*(?:import|from)\s+pulumi_(\w+)/gm), // Python
    ...text.matchAll(/"github\.com\/pulumi\/pulumi-([\w-]+)\//g), // Go
    ...text.matchAll(/\busing\s+(?:\w+\s*=\s*)?Pulumi\.([A-Z]\w+)/g), // C#
    ...text.matchAll(/^import\s+(?:static\s+)?com\.pulumi\.([a-z]\w+)\./gm), // Java
  ].map(([, name]) => name.replace(/_/g, "-").toLowerCase());
  const reads =
    /(?:get|require)_?(?:secret_?)?output(?:_?details)?\(\s*(?:pulumi\.String\()?["']([^"']+)["']/gi;
  const outputs = [...new Set([...text.matchAll(reads)].map(([, name]) => name))];
  return {
    ...nothing,
    packages: [...new Set(found)],
    stackOutputs: (_, invents) => (invents ? outputs : []),
  };
}

/** What the program in a folder names. */
export function namedBy(folder: string, runtime: string): Named {
  if (runtime !== "yaml") {
    return namedInText(
      sources(folder)
        .map((file) => fs.readFileSync(file, "utf8"))
        .join("\n"),
    );
  }
  // As Pulumi's host looks for it.
  const files = ["Main.json", "Main.yaml", "Pulumi.yaml"].map((name) => path.join(folder, name));
  const file = files.find((name) => fs.existsSync(name));
  return file === undefined ? nothing : namedInYaml(fs.readFileSync(file, "utf8"));
}

function sources(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sources(file);
    return /\.(py|go|cs|fs|vb|java|kt|scala)$/.test(entry.name) ? [file] : [];
  });
}
