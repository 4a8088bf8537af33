/**
 * What a provider function answers that nobody has answered: every field that the SDK declares for its result, with a
 * value of AWS's form.
 */
import { createRequire } from "node:module";
import * as path from "node:path";
import type { AwsScope } from "../../iam/arns";
import { declarationsOf } from "./invented-outputs";
import { type Invented, inventedValue, singular } from "./invented-values";

/** By name: fields that are always there, and their types. */
type Fields = ReadonlyMap<string, string>;

const comments = /\/\*\*[^]*?\*\//g;
const field = /^\s*(?:readonly )?(\w+): ([^;{]+|\{[^}]*\});/gm;

function fieldsOf(declarations: string, name: string): Fields | undefined {
  const start = new RegExp(`^( *)(?:export )?interface ${name} \\{$`, "m").exec(declarations);
  if (start === null) return undefined;
  const rest = declarations.slice(start.index + start[0].length);
  const body = rest.slice(0, rest.indexOf(`\n${start[1]}}`)).replace(comments, "");
  return new Map([...body.matchAll(field)].map(([, key, type]) => [key, type]));
}

/** `outputs.eks.GetClusterVpcConfig`: a namespace of the SDK's types, and an interface in it. */
const nested = /^outputs\.(?:(\w+)\.)?(\w+)$/;

/** How deep types in types are filled: some name themselves. */
const deepest = 4;

class Inventor {
  private types: string | undefined;

  constructor(
    private readonly provider: string,
    private readonly from: Invented,
    private readonly resolve: (file: string) => string,
  ) {}

  values(fields: Fields, depth = 0): Record<string, unknown> {
    const entries = [...fields].map(([name, type]) => [name, this.value(name, type, depth)]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }

  private value(name: string, type: string, depth: number): unknown {
    const single = type.replace(/\[\]$/, "");
    const [, namespace, of] = nested.exec(single) ?? [];
    if (of === undefined) return inventedValue(name, type, this.from);
    const fields = depth < deepest ? this.fieldsOfType(namespace, of) : undefined;
    const value = this.values(fields ?? new Map<string, string>(), depth + 1);
    return single === type ? value : [value];
  }

  private fieldsOfType(namespace: string | undefined, name: string): Fields | undefined {
    this.types ??= declarationsOf(`${this.provider}:types/output`, this.resolve) ?? "";
    if (namespace === undefined) return fieldsOf(this.types, name);
    const start = this.types.indexOf(`\nexport declare namespace ${namespace} {`);
    const rest = start < 0 ? "" : this.types.slice(start + 1);
    return fieldsOf(rest.slice(0, rest.indexOf("\n}")), name);
  }
}

/** The argument by which most functions look: its value is in the ARN and the names of what is found. */
function nameIn(args: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(args).filter((key) => /^(name|\w+Name|bucket|domain)$/.test(key));
  const found = names.map((key) => args[key]).find((value) => typeof value === "string");
  return (found as string | undefined) ?? "invented";
}

/** `aws:ec2/getSecurityGroup:getSecurityGroup` is of a `SecurityGroup`. */
const kindOf = (name: string): string => singular(name.replace(/^get/, ""));

/** Without what was given as an argument, which the answer has too. */
function inventedResult(
  token: string,
  args: Readonly<Record<string, unknown>>,
  place: AwsScope,
  resolve: (file: string) => string,
): Record<string, unknown> {
  const [provider, module = "", name = ""] = token.split(":");
  const kind = kindOf(name);
  const declarations = declarationsOf(token, resolve) ?? "";
  const result = name[0]?.toUpperCase() + name.slice(1);
  const fields = fieldsOf(declarations, `${result}Result`) ?? new Map([["id", "string"]]);
  const label = nameIn(args);
  const service = provider === "aws" ? module.split("/")[0].replace(/^index$/, "") : "";
  const region = typeof args.region === "string" ? args.region : place.region;
  const from: Invented = { ...place, region, id: label, name: label, service, kind };
  const left = new Map([...fields].filter(([key]) => (args[key] ?? undefined) === undefined));
  return new Inventor(provider, from, resolve).values(left);
}

/** For the functions of a program, as its own SDK declares them, else that of this package. */
export function inventor(programDir: string, place: AwsScope) {
  const program = createRequire(path.join(path.resolve(programDir), "Pulumi.yaml"));
  const resolve = (file: string): string => {
    try {
      return program.resolve(file);
    } catch {
      return require.resolve(file);
    }
  };
  return (token: string, args: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    inventedResult(token, args, place, resolve);
}
