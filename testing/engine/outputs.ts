/** What the AWS provider answers about a resource: its id, its ARN, its URL. */
import { accountArn, globalArn, regionalArn } from "../../iam/arns";
import { dnsSuffix } from "../../contract/partitions";
import type { Kind, Named } from "./kind";
import { kinds } from "./kinds";
import type { AwsScope } from "./place";
import { serviceOf, withoutRegion } from "./services";

type Fields = Record<string, unknown>;

/** A resource of which the outputs are requested. */
export interface RequestedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Fields;
  /** Set where the program reads an existing resource, or imports it. */
  readonly id?: string;
}

const last = (text: string, separator: string): string => text.split(separator).at(-1) ?? text;

/** Names that a resource goes by in its own arguments. */
const nameKeys = [
  ...["name", "bucket", "roleName", "userName", "groupName", "repositoryName", "layerName"],
  ...["clusterName", "deploymentGroupName", "family"],
];

/** Whether the outputs of a type are known, and not only guessed. */
export const isKnownType = (type: string): boolean =>
  Object.hasOwn(kinds, type.replace(/^aws:/, ""));

/** Id and outputs of a resource. Names are as given; where none is, the name in the program. */
export function outputsOf(
  requested: RequestedResource,
  place: AwsScope,
): { id: string; state: Fields } {
  const { type, inputs } = requested;
  const name = nameOf(requested);
  if (!type.startsWith("aws:")) {
    return { id: requested.id ?? `${requested.name}-id`, state: { ...inputs, name } };
  }
  const kind = isKnownType(type) ? kinds[type.slice("aws:".length)] : undefined;
  const region = textOf(inputs.region) ?? place.region;
  const named: Named = {
    ...{ name, inputs, place: { ...place, region }, seed: `${type} ${name}` },
    suffix: dnsSuffix(place.partition),
  };
  const arn = textOf(inputs.arn) ?? existingArn(requested) ?? arnOf(type, kind, named);
  const state = { ...inputs, name, arn, region, ...kind?.more?.({ ...named, arn }) };
  return { id: requested.id ?? idOf(requested, kind, { ...named, arn }, state), state };
}

function idOf(
  requested: RequestedResource,
  kind: Kind | undefined,
  named: Named & { readonly arn: string },
  state: Fields,
): string {
  if (kind === undefined) return `${requested.name}-id`;
  if (typeof kind.id === "function") return kind.id(named);
  return String(state[kind.id ?? "name"] ?? named.name);
}

/** An existing resource is read by its id, which is its ARN, its URL or its name. */
function existingArn({ id }: RequestedResource): string | undefined {
  return id?.startsWith("arn:") ? id : undefined;
}

function nameOf({ type, name, inputs, id }: RequestedResource): string {
  const given = nameKeys
    .filter((key) => key !== "groupName" || type.startsWith("aws:iam/"))
    .map((key) => textOf(inputs[key]))
    .find((value) => value !== undefined);
  if (given !== undefined) return given;
  const own = id === undefined ? name : last(last(id, ":"), "/");
  const isFifo = inputs.fifoTopic === true || inputs.fifoQueue === true;
  return isFifo && !own.endsWith(".fifo") ? `${own}.fifo` : own;
}

function arnOf(type: string, kind: Kind | undefined, named: Named): string {
  const [, module = "", className = ""] = type.split(":");
  const service = kind?.service ?? serviceOf(module.split("/")[0]);
  const write = { global: globalArn, account: accountArn, regional: regionalArn };
  const scope = kind?.scope ?? (withoutRegion.has(service) ? "account" : "regional");
  const resource = kind?.resource(named) ?? `${kebab(className)}/${named.name}`;
  return write[scope](named.place, service, resource);
}

/** `CapacityProvider` as most services write it in ARNs: `capacity-provider`. */
const kebab = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
