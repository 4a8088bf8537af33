/** The calls by which a deployment makes, changes and ends resources, as CloudTrail records them. */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type ApiCall, requestOf } from "../account/call-request";
import type { Context } from "../account/context";
import type { ResourceType } from "../account/resource-type";
import type { Registration } from "../account/types";
import { callName, type Change, parametersByName, serviceOf } from "./deployed-names";
import { deployer } from "./identity";
import { requestParameters } from "./parameters";

/** A resource as it is made or changed to. */
export interface Deployed {
  readonly change: Change;
  readonly type: string;
  readonly inputs: Registration["inputs"];
  readonly accountId?: string;
  /** What the service added; nothing where it refused. */
  readonly state?: Record<string, any>;
  /** Inputs before a change. */
  readonly before?: Registration["inputs"];
  readonly error?: { readonly code: string; readonly message: string };
}

type DeployContext = Pick<Context, "stores" | "place" | "resourceType">;

/** Keeps the calls of a deployment; what no call of a service makes is not recorded. */
export function recordDeployment(context: DeployContext, deployed: Deployed): void {
  const { place, resourceType } = context;
  const type = resourceType(deployed.type);
  const { accountId = place.accountId } = deployed;
  if (type?.call === undefined || accountId !== place.accountId) return;
  for (const call of [type.call, ...(type.call.each === undefined ? [] : (type.call.also ?? []))]) {
    for (const one of eachOf(call, deployed)) record(context, type, call, one);
  }
  if (deployed.error !== undefined) return;
  for (const part of partsOf(deployed)) recordDeployment(context, part);
}

/** A list of which each item takes a call: on a change, of what is new and of what has gone. */
function eachOf({ each }: ApiCall, deployed: Deployed): Deployed[] {
  if (each === undefined) return [deployed];
  const { change, inputs, before } = deployed;
  const items: unknown[] = inputs[each] ?? [];
  const earlier: unknown[] = before?.[each] ?? [];
  const of = (item: unknown, changed: Change): Deployed => ({
    ...deployed,
    change: changed,
    inputs: { ...inputs, [each]: item },
  });
  if (change !== "update") return items.map((item) => of(item, change));
  return [
    ...items.filter((item) => !earlier.includes(item)).map((item) => of(item, "create")),
    ...earlier.filter((item) => !items.includes(item)).map((item) => of(item, "delete")),
  ];
}

function record(
  { stores, place }: DeployContext,
  { name: key }: ResourceType,
  call: ApiCall,
  { change, inputs, state = {}, error }: Deployed,
): void {
  const { model, operation } = call;
  const name = callName(operation, change);
  const named = key === undefined ? {} : { [key.input]: state[key.input] ?? inputs[key.input] };
  const whole = { ...inputs, ...named };
  const parameters =
    parametersByName[name]?.(whole, state) ??
    requestParameters(model, operation, requestOf(call, whole));
  stores.trails.record((now) => ({
    ...{ service: serviceOf(model.source), name, error },
    identity: deployer(place, now),
    userAgent: "APN/1.0 Pulumi/1.0 (+https://www.pulumi.com)",
    requestId: randomUUID(),
    parameters: change === "delete" ? identifying(parameters) : parameters,
  }));
}

/** What ends something says which, and no more. */
function identifying(parameters: object | null): object {
  const entries = Object.entries(parameters ?? {});
  const isName = ([member, value]: [string, unknown]): boolean =>
    typeof value === "string" && /(name|arn|id)$/i.test(member);
  return Object.fromEntries(entries.filter((entry) => isName(entry)));
}

const inline = "aws:iam/rolePolicy:RolePolicy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** A role's own policies, each with a call of its own. */
function partsOf({ change, type, inputs, before, state = {} }: Deployed): Deployed[] {
  if (type !== "aws:iam/role:Role") return [];
  const role = state.name;
  const of = (from: Registration["inputs"] | undefined) => [
    ...(from?.inlinePolicies ?? []).map(({ name, policy }: Record<string, unknown>) => ({
      ...{ type: inline, inputs: { role, name, policy } },
    })),
    ...(from?.managedPolicyArns ?? []).map((policyArn: unknown) => ({
      ...{ type: attachment, inputs: { role, policyArn } },
    })),
  ];
  const now = change === "delete" ? [] : of(inputs);
  const earlier = change === "delete" ? of(inputs) : of(before);
  const isIn = (list: unknown[], one: unknown) => list.some((two) => isDeepStrictEqual(one, two));
  const isReplaced = ({ inputs: { name } }: Registration) =>
    name !== undefined && now.some((one) => one.inputs.name === name);
  return [
    ...now.filter((one) => !isIn(earlier, one)).map((one) => ({ ...one, change: "create" })),
    ...earlier
      .filter((one) => !isIn(now, one) && !isReplaced(one))
      .map((one) => ({ ...one, change: "delete" })),
  ];
}
