/**
 * A Pulumi YAML program run as an inline program, for a machine without Pulumi's YAML host. Knows
 * what examples/yaml uses and refuses the rest, so that nothing in the file is passed over.
 */
import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/aws/package.json";
import { parse } from "yaml";
import { builtin } from "./yaml-functions";
import { evaluator, references, type Scope } from "./yaml-values";

interface Declaration {
  readonly type: string;
  readonly properties?: Record<string, unknown>;
  readonly options?: { readonly dependsOn?: readonly unknown[] };
}

const allowed = {
  program: ["name", "runtime", "description", "packages", "variables", "resources", "outputs"],
  resource: ["type", "properties", "options"],
  options: ["dependsOn"],
};

function only(kind: keyof typeof allowed, record: object, where: string): void {
  for (const key of Object.keys(record)) {
    if (!allowed[kind].includes(key)) {
      throw new Error(`${where} has \`${key}\`, which this reader of YAML does not know.`);
    }
  }
}

/** `aws:s3:Bucket` is short for `aws:s3/bucket:Bucket`, and `package:Name` for `package:index:Name`. */
export function fullToken(token: string): string {
  const [name, module, member] = token.split(":");
  if (member === undefined) return `${name}:index:${module}`;
  if (module.includes("/") || module === "index") return token;
  return `${name}:${module}/${member[0].toLowerCase()}${member.slice(1)}:${member}`;
}

/** `aws:getRegion` is short for `aws:index/getRegion:getRegion`. */
export function fullFunction(token: string): string {
  const parts = token.split(":");
  const [name, module, member] = parts.length === 2 ? [parts[0], "index", parts[1]] : parts;
  return module.includes("/") ? token : `${name}:${module}/${member}:${member}`;
}

/** A resource of a provider. */
class ProviderResource extends pulumi.CustomResource {}

/** A component that its plugin constructs. */
class RemoteComponent extends pulumi.ComponentResource {}

/** The inline program that registers what the text declares and exports its outputs. */
export function yamlProgram(text: string): () => Promise<Record<string, unknown>> {
  const program = parse(text);
  only("program", program, "The program");
  const { variables = {}, resources = {}, outputs = {} } = program;
  return async () => {
    const known = new Map<string, unknown>();
    const inWork = new Set<string>();
    const scope: Scope = { lookUp, call: builtin(fullFunction) };
    const evaluate = evaluator(scope);

    function lookUp(name: string): unknown {
      if (name === "pulumi") return { project: pulumi.getProject(), stack: pulumi.getStack() };
      if (known.has(name)) return known.get(name);
      if (inWork.has(name)) throw new Error(`\`${name}\` needs itself.`);
      inWork.add(name);
      known.set(name, name in resources ? register(name) : evaluate(variable(name)));
      return known.get(name);
    }

    function variable(name: string): unknown {
      if (name in variables) return variables[name];
      throw new Error(`There is no resource or variable named \`${name}\`.`);
    }

    function register(name: string): pulumi.Resource {
      const declaration: Declaration = resources[name];
      only("resource", declaration, name);
      const { type, properties = {}, options = {} } = declaration;
      only("options", options, `${name}.options`);
      const props = evaluate(properties) as Record<string, unknown>;
      const dependsOn = (options.dependsOn ?? []).map(evaluate) as pulumi.Resource[];
      // What others read of it is an output, also where it is no argument.
      const read = references(program).filter(([owner]) => owner === name);
      const wanted = Object.fromEntries(read.map(([, property]) => [property, undefined]));
      return resource(fullToken(type), name, { ...wanted, ...props }, { dependsOn });
    }

    for (const name of Object.keys(resources)) lookUp(name);
    return evaluate(outputs) as Record<string, unknown>;
  };
}

function resource(
  type: string,
  name: string,
  props: Record<string, unknown>,
  options: pulumi.ResourceOptions,
): pulumi.Resource {
  return type.startsWith("aws:")
    ? new ProviderResource(type, name, props, { ...options, version })
    : new RemoteComponent(type, name, props, options, true);
}
