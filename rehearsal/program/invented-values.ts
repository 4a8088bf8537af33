/**
 * A value of AWS's form for a field that nobody has said: what a program builds from undefined, or from any text,
 * fails far from its cause. The field's name and type say which form.
 */
import { dnsSuffix } from "../../contract/partitions";
import type { AwsScope } from "../../iam/arns";
import { arnOf, idOf, isKnownByArn } from "../aws/account/aws-forms";

/** What the values are made of. */
export interface Invented extends AwsScope {
  readonly id: string;
  readonly name: string;
  /** Of the ARN: `ecr`. Empty where it is not known. */
  readonly service: string;
  /** What the fields are of: `Repository`. */
  readonly kind?: string;
}

/** Two of each where the field is a list. */
export function inventedValue(name: string, type: string, from: Invented): unknown {
  if (!type.endsWith("[]")) return one(name, type, from, 0);
  const [single, of] = [singular(name), type.slice(0, -2)];
  return [0, 1].map((nth) => one(single, of, from, nth));
}

export const singular = (word: string): string =>
  word
    .replace(/ies$/, "y")
    .replace(/(alias|status|address)es$/i, "$1")
    .replace(/(?<![aiu]|s)s$/, "");

function one(name: string, type: string, from: Invented, nth: number): unknown {
  if (type === "number") return 0;
  if (type === "boolean") return false;
  return type === "string" ? text(name, from, nth) : {};
}

const document = JSON.stringify({ Version: "2012-10-17", Statement: [] });

function text(name: string, from: Invented, nth: number): string {
  const { id, name: of, region, accountId, service, kind = "" } = from;
  const suffix = dnsSuffix(from.partition);
  const label = of.toLowerCase().replace(/[^a-z0-9-]+/g, "-") + (nth === 0 ? "" : `-${nth + 1}`);
  // DNS names of load balancers have their number and another order (Elastic Load Balancing User Guide).
  const host = /^(elasticloadbalancing|[an]?lb)$/.test(service)
    ? `${label}-1234567890.${region}.elb.${suffix}`
    : `${label}.${service || "invented"}.${region}.${suffix}`;
  const subject = name.replace(/(id|arn)$/i, "") || kind;
  if (service === "ecr" && name === "repositoryUrl") {
    return `${accountId}.dkr.ecr.${region}.${suffix}/${label}`;
  }
  if (/arn$/i.test(name) || (name === "id" && isKnownByArn(kind)) || name === "kmsKey") {
    return arnOf(subject, service, { place: from, name: of, nth }) ?? `invented-${name}`;
  }
  if (/ur[il]$/i.test(name)) return `https://${host}`;
  if (/nameServer$/i.test(name)) return `ns-${nth + 1}.example.com`;
  if (/(dnsName|domainName|domain|endpoint|hostname|address)$/i.test(name)) return host;
  if (/^(registryId|ownerId|owner|(aws)?accountId)$/i.test(name)) return accountId;
  if (/availabilityZones?$/i.test(name)) return region + "ab"[nth];
  if (/availabilityZoneId$/i.test(name)) return `${region}-az${nth + 1}`;
  if (/region/i.test(name)) return region;
  if (/cidr(Block)?$/i.test(name)) return /ipv6/i.test(name) ? "2001:db8::/56" : `10.${nth}.0.0/16`;
  if (/ip$/i.test(name)) return `10.0.0.1${nth}`;
  if (/^(policy|policyDocument|assumeRolePolicy|json)$/.test(name)) return document;
  if (/(date|Date|time|Time|At)$/.test(name)) return "2026-01-01T00:00:00Z";
  if (/id$/i.test(name)) return idOf(subject, from, nth) ?? numbered(id, nth);
  if (/name$/i.test(name)) return numbered(id, nth);
  // A list of subnets is one of their ids.
  const isNetwork = /^(subnet|securityGroup)$/.test(name);
  return (isNetwork && idOf(name, from, nth)) || numbered(`invented-${name}`, nth);
}

const numbered = (value: string, nth: number): string =>
  nth === 0 ? value : `${value}-${nth + 1}`;
