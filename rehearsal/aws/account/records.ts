/** What is on the account: each resource from its registration to its end. */
import { ServiceError } from "../../errors";
import { needCallable } from "./call-rules";
import { dependentsOf } from "./dependents";
import { type Context, created, type Handler } from "./context";
import { needKeyHere } from "./key-rules";
import { needLimits } from "./limit-rules";
import { accountIdOf, contextIn } from "./other-accounts";
import { recorded } from "./recorded";
import { handlerOf, resourceTypeOf } from "./registry";
import { isShared } from "./shared";
import { needTags } from "./tag-rules";
import type { Created, RegisteredResource, Registration } from "./types";

type Inputs = RegisteredResource["inputs"];

/** What a service chose once and for ever, where a handler's update makes it anew. */
const chosen = ["createDate", "policyId", "uniqueId"];

export class Records {
  /** Everything that was registered, in order. */
  readonly all: RegisteredResource[] = [];
  /** The part of it that this machine has no service for. */
  readonly recordedOnly: RegisteredResource[] = [];

  /** Where an id does not say it, `inputs` say which one is meant: objects of two buckets may have one key. */
  find(type: string, id: string, inputs?: Inputs): RegisteredResource | undefined {
    const all = this.all.filter((resource) => resource.type === type && resource.id === id);
    const identity = resourceTypeOf(type)?.identity;
    if (identity === undefined || inputs === undefined) return all[0];
    return all.find((one) => identity(one) === identity({ id, inputs })) ?? all[0];
  }

  /** A resource as its service has it now; undefined where somebody else has ended it. */
  look(
    type: string,
    id: string,
    context: Context,
    inputs?: Inputs,
  ): RegisteredResource | undefined {
    const found = this.find(type, id, inputs);
    const look = found && makerOf(found).handler.look;
    if (found === undefined || look === undefined) return found;
    const state = look(found, contextIn(context, found.accountId));
    return state && { ...found, state: { ...found.state, ...state } };
  }

  async register(
    asked: Registration,
    given: Context,
    { existed = asked.id !== undefined }: { existed?: boolean } = {},
  ): Promise<RegisteredResource> {
    const accountId = accountIdOf(asked, this.all);
    const registration = { ...asked, ...(accountId !== undefined && { accountId }) };
    const context = contextIn(given, accountId);
    const { handler, recorded: isOnlyKept } = handlerOf(registration);
    needAcceptable(registration, context);
    const make = (): Created | Promise<Created> => made(handler, registration, context);
    const answer =
      this.known(registration) ??
      (existed ? make() : recorded(given, { ...registration, change: "create" }, make));
    // A handler that answers at once is recorded at once, or a duplicate could slip in between.
    const done = answer instanceof Promise ? await answer : answer;
    const { id, state } = done;
    const resource: RegisteredResource = {
      ...{ ...registration, id, state },
      ...(existed && { existed: true }),
    };
    if (done.instead !== undefined) swap(this.all, done.instead);
    if (!existed) this.share(resource);
    this.all.push(resource);
    if (isOnlyKept || done.recorded === true) this.recordedOnly.push(resource);
    return resource;
  }

  async update(
    type: string,
    id: string,
    registration: Registration,
    given: Context,
  ): Promise<Created> {
    const current = this.need(type, id, registration.inputs);
    const context = contextIn(given, current.accountId);
    const { handler, recorded: isOnlyKept } = makerOf(current);
    needAcceptable(registration, context);
    const { accountId, inputs: before } = current;
    const changed = { ...registration, accountId, before, change: "update" } as const;
    const done = await recorded(given, changed, () =>
      handler.update === undefined
        ? created(id, registration, outputsOf(current, registration))
        : handler.update(current, registration, context),
    );
    const kept = Object.entries(current.state).filter(([key]) => chosen.includes(key));
    const state = { ...done.state, ...Object.fromEntries(kept) };
    const next: RegisteredResource = { ...current, ...registration, id, state };
    swap(this.all, current, next);
    this.share(next);
    swap(this.recordedOnly, current);
    if (isOnlyKept || done.recorded === true) this.recordedOnly.push(next);
    return { id, state };
  }

  async delete(type: string, id: string, context: Context, inputs?: Inputs): Promise<void> {
    const current = this.need(type, id, inputs);
    try {
      const { handler } = makerOf(current);
      const end = () => handler.delete?.(current, contextIn(context, current.accountId));
      await recorded(context, { ...current, change: "delete" }, () => end());
    } catch (error) {
      if (isGone(error)) this.drop(current);
      throw error;
    }
    this.drop(current);
  }

  /** A resource that the program reads may be one that it created itself. */
  private known({ type, id }: Registration): Created | undefined {
    return id === undefined ? undefined : this.find(type, id);
  }

  private need(type: string, id: string, inputs?: Inputs): RegisteredResource {
    const found = this.find(type, id, inputs);
    if (found !== undefined) return found;
    throw new ServiceError("NotFound", `There is no ${type} with the id ${id}.`, 404);
  }

  /** Where a service puts a thing that it has already, every resource of it shows what it is now. */
  private share(latest: RegisteredResource): void {
    const { inputs, state } = latest;
    for (const one of this.all.filter((other) => other !== latest && isShared(latest, other))) {
      const next = { ...one, inputs, state };
      swap(this.all, one, next);
      if (this.recordedOnly.includes(one)) swap(this.recordedOnly, one, next);
    }
  }

  /** With it goes what belongs to it, and whatever else stands for it. */
  private drop(gone: RegisteredResource): void {
    const same = this.all.filter((one) => isShared(gone, one));
    for (const one of [gone, ...same, ...dependentsOf(gone, this.all)]) {
      swap(this.all, one);
      swap(this.recordedOnly, one);
    }
  }
}

/** What every service looks at before it does anything. */
function needAcceptable(registration: Registration, { place }: Context): void {
  const type = resourceTypeOf(registration.type);
  const { tags, limits, key } = type ?? {};
  needTags(tags, registration);
  needCallable(type, registration);
  needLimits(limits, registration);
  needKeyHere(key, registration, place);
}

function made(
  handler: Handler,
  registration: Registration,
  context: Context,
): Created | Promise<Created> {
  const { id } = registration;
  return id === undefined
    ? handler.create(registration, context)
    : handler.read!({ ...registration, id }, context);
}

/** With an id it would be taken for a resource that is only read. */
function makerOf(current: RegisteredResource): ReturnType<typeof handlerOf> {
  return handlerOf({ ...current, id: undefined });
}

/** What the service added to the inputs, and still does. */
function outputsOf({ inputs, state }: RegisteredResource, next: Registration): object {
  return Object.fromEntries(
    Object.entries(state).filter(
      ([key]) => !(key in inputs) && !(key in next.inputs) && key !== "tagsAll",
    ),
  );
}

/** True for what every service says of a thing that it does not have. */
function isGone(error: unknown): boolean {
  return error instanceof ServiceError && /NotFound|NoSuch|NonExistent|NotExist/.test(error.code);
}

/** Puts another resource in the place of one, or nothing. */
function swap(list: RegisteredResource[], one: RegisteredResource, ...next: RegisteredResource[]) {
  const at = list.indexOf(one);
  if (at >= 0) list.splice(at, 1, ...next);
}
