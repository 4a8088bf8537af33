/** What a create handler works with: the local services and what the account remembers. */
import { regionalArn } from "../../../iam/arns";
import type { Buckets } from "../s3";
import type { Projects } from "../codebuild";
import { ServiceError } from "../../errors";
import type { EventBuses } from "../events";
import type { IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Topics } from "../sns";
import type { Engine } from "../codepipeline";
import type { Stores } from "./stores";
import { autoname, needName } from "./name-rules";
import type { ResourceType } from "./resource-type";
import type { Created, Place, RegisteredResource, Registration } from "./types";

/** The local services, one for each AWS service that an approval pipeline needs. */
export interface LocalServices {
  readonly place: Place;
  readonly directory: IamDirectory;
  readonly topics: Pick<
    Topics,
    | "createTopic"
    | "deleteTopic"
    | "setDisplayName"
    | "setKey"
    | "setPolicy"
    | "subscribe"
    | "resubscribe"
    | "unsubscribe"
  >;
  readonly buses: Pick<EventBuses, "create" | "has" | "get" | "delete" | "setPolicy">;
  readonly buckets: Pick<
    Buckets,
    | "create"
    | "delete"
    | "has"
    | "locks"
    | "object"
    | "putFile"
    | "putContent"
    | "putFolder"
    | "setPolicy"
    | "putText"
    | "deleteObject"
  >;
  readonly projects: Pick<Projects, "put" | "delete">;
  readonly engine: Pick<Engine, "createPipeline" | "updatePipeline" | "deletePipeline">;
  readonly functions: Functions;
  readonly stores: Stores;
}

/** What hangs on one user, group or role. */
export interface Attached {
  /** ARNs of managed policies. */
  readonly policies: Set<string>;
  /** Inline policies: name to document. */
  readonly inline: Map<string, string>;
}

export interface Context extends LocalServices {
  /** By `kind/name`, for IAM's quotas. */
  readonly attached: Map<string, Attached>;
  /** Names of buckets that send their events to EventBridge. */
  readonly notifyingBuckets: Set<string>;
  /** Everything that was registered so far, in order. */
  readonly resources: readonly RegisteredResource[];
  /** What is known of a type; undefined where the account only records it. */
  resourceType(token: string): ResourceType | undefined;
  /** Random lower-case hexadecimal digits. */
  hex(digits: number): string;
  newId(): string;
  /** Registers a resource that a remote component is made of. */
  register(registration: Registration): Promise<RegisteredResource>;
  /** Runs when the whole program is done, before the first execution starts. */
  whenDeployed(action: () => void): void;
}

/** What one type token becomes, from its creation to its end. */
export interface Handler {
  create(registration: Registration, context: Context): Created | Promise<Created>;
  /** Reads a resource that the program did not create (`.get`). */
  read?(registration: Registration & { id: string }, context: Context): Created | Promise<Created>;
  /**
   * Gives an existing resource new inputs; what identifies it stays. Without this function nothing
   * but the state changes, as fits a type that no service here acts out.
   */
  update?(
    current: RegisteredResource,
    registration: Registration,
    context: Context,
  ): Created | Promise<Created>;
  /**
   * What the service shows of an existing resource, beside its state; undefined where it has none.
   * Without this function a resource is as its program made it.
   */
  look?(current: RegisteredResource, context: Context): Record<string, any> | undefined;
  /** Ends a resource; without this function there is nothing to end. */
  delete?(current: RegisteredResource, context: Context): void | Promise<void>;
}

/** A handler with a create function, and with what is to happen to the resource later. */
export function createHandler(
  create: Handler["create"],
  later: Pick<Handler, "update" | "delete"> = {},
): Handler {
  return { create, ...later };
}

/** An update that does what create does: for services whose calls put a thing, new or not. */
export function upsert(create: Handler["create"]): NonNullable<Handler["update"]> {
  return (current, registration, context) => {
    const { name = current.state.name } = registration.inputs;
    const inputs = name === undefined ? registration.inputs : { ...registration.inputs, name };
    const resources = context.resources.filter((resource) => resource !== current);
    return create({ ...registration, inputs }, { ...context, resources });
  };
}

/**
 * A handler of something that is taken back and given anew when it changes. Where the new inputs
 * are refused, what was there before is there again.
 */
export function detachAndReattach(
  create: (registration: Registration, context: Context) => Created,
  end: (current: Pick<RegisteredResource, "inputs" | "state">, context: Context) => void,
): Handler {
  const update: Handler["update"] = (current, registration, context) => {
    end(current, context);
    try {
      return create(registration, context);
    } catch (error) {
      end({ ...current, inputs: registration.inputs }, context);
      create(current, context);
      throw error;
    }
  };
  return { create, update, delete: end };
}

/** A handler whose service puts a thing, new or not. */
export function putHandler(create: Handler["create"], end?: Handler["delete"]): Handler {
  return { create, update: upsert(create), ...(end && { delete: end }) };
}

/** A handler whose resource, when read, is taken to exist with its id in `nameInput`. */
export function createOrReadHandler(
  nameInput: string,
  create: Handler["create"],
  later: Pick<Handler, "update" | "delete"> = {},
): Handler {
  return {
    create,
    ...later,
    read: (registration, context) =>
      create(
        { ...registration, inputs: { ...registration.inputs, [nameInput]: registration.id } },
        context,
      ),
  };
}

/**
 * The physical name as Pulumi chooses it: the input, or the logical name and seven hex digits.
 * Refuses what the service refuses.
 */
export function physicalName(registration: Registration, context: Context): string {
  const type = context.resourceType(registration.type);
  const name = type?.name ?? { input: "name" };
  const value = registration.inputs[name.input] ?? autoname(registration, name, context.hex(7));
  needName(type, value);
  return value;
}

/** The Region that a resource names itself, or the provider's. */
export function regionOf({ inputs }: Pick<Registration, "inputs">, place: Place): string {
  return inputs.region ?? place.region;
}

/** An ARN on the account. Global services pass an empty region. */
export function arn(
  { place }: Pick<LocalServices, "place">,
  service: string,
  resource: string,
  options: { region?: string; accountId?: string } = {},
): string {
  const { region = place.region, accountId = place.accountId } = options;
  return regionalArn({ ...place, region, accountId }, service, resource);
}

/** Inputs and outputs together, as the engine keeps them. */
export function created(
  id: string,
  { inputs }: Registration,
  outputs: Record<string, any>,
): Created {
  return { id, state: { ...inputs, tagsAll: inputs.tags ?? {}, ...outputs } };
}

/** Finds a resource by its type and one value of its state. */
export function find(
  { resources }: Pick<Context, "resources">,
  types: readonly string[],
  property: string,
  value: string,
): RegisteredResource | undefined {
  return resources.find((r) => types.includes(r.type) && r.state[property] === value);
}

/** Refuses a second resource of the same name. */
export function refuseDuplicate(
  context: Context,
  type: string,
  property: string,
  value: string,
  refusal: { code: string; message: string; status?: number },
): void {
  if (find(context, [type], property, value) !== undefined) {
    throw new ServiceError(refusal.code, refusal.message, refusal.status);
  }
}
