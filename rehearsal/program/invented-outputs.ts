/**
 * Outputs that AWS would fill in, of resources that no service here makes: each has a value of AWS's form, for
 * what a program builds from undefined fails far from its cause. Which there are, the SDK's declarations say.
 */
import { regionalArn } from "../../iam/arns";
import { dnsSuffix } from "../../contract/partitions";
import * as fs from "node:fs";

/** What the values are made of. */
export interface Invented {
  readonly id: string;
  readonly name: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Of the ARN: `ecr`. */
  readonly service: string;
}

const declared = /^ {4}readonly (\w+): pulumi\.Output<(string|number|boolean)>;$/gm;

/** By name: outputs that are always there, and their types. */
export function declaredOutputs(declarations: string): ReadonlyMap<string, string> {
  return new Map([...declarations.matchAll(declared)].map(([, name, type]) => [name, type]));
}

/** The file in which the SDK declares a resource type; undefined for a type of no SDK that is here. */
export function declarationsOf(
  type: string,
  resolve: (file: string) => string,
): string | undefined {
  const [provider, module = ""] = type.split(":");
  try {
    return fs.readFileSync(resolve(`@pulumi/${provider}/${module}.d.ts`), "utf8");
  } catch {
    return undefined;
  }
}

/** Values for the outputs that the state does not have. */
export function inventedOutputs(
  outputs: ReadonlyMap<string, string>,
  state: Readonly<Record<string, unknown>>,
  from: Invented,
): Record<string, unknown> {
  const missing = [...outputs].filter(([name]) => state[name] === undefined);
  return Object.fromEntries(missing.map(([name, type]) => [name, valueOf(name, type, from)]));
}

function valueOf(name: string, type: string, from: Invented): unknown {
  if (type === "number") return 0;
  if (type === "boolean") return false;
  const { id, name: of, partition, region, accountId, service } = from;
  const suffix = dnsSuffix(partition);
  const label = of.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  if (service === "ecr" && name === "repositoryUrl") {
    return `${accountId}.dkr.ecr.${region}.${suffix}/${label}`;
  }
  if (/arn$/i.test(name)) return regionalArn({ partition, region, accountId }, service, label);
  if (/ur[il]$/i.test(name)) return `https://${label}.${service}.${region}.${suffix}`;
  if (/(dnsName|domainName|domain|endpoint|hostname|address)$/i.test(name)) {
    return `${label}.${service}.${region}.${suffix}`;
  }
  if (/^(registryId|ownerId|owner|accountId)$/.test(name)) return accountId;
  if (/region/i.test(name)) return region;
  if (/(id|name)$/i.test(name)) return id;
  return `invented-${name}`;
}
