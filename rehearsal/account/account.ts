/** The local account: everything that a program registers becomes something here. */
import { randomBytes, randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Buckets } from "../actions/buckets";
import type { Projects } from "../actions/projects";
import type { Clock } from "../clock";
import { EventBus } from "../events/bus";
import type { IamDirectory } from "../iam/types";
import type { Functions } from "../lambda/types";
import type { Topics } from "../notify/topics";
import type { Engine } from "../pipeline/engine";
import type { BusEvent } from "../pipeline/types";
import type { Queues } from "../queues/types";
import type { Parameters, Secrets, Stores, Tables } from "../stores/types";
import type { Context } from "./context";
import { deliver, type EventDelivery } from "./delivery";
import { invoke } from "./invokes";
import { handlerOf } from "./registry";
import { objectCreated, putObject } from "./s3-objects";
import { sourcesOf } from "./sources";
import type { Created, Place, RegisteredResource, Registration } from "./types";

/** The services that an account is put together from; `createAccount` makes the real ones. */
export interface AccountParts {
  readonly place: Place;
  readonly clock: Clock;
  readonly directory: IamDirectory;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly projects: Projects;
  readonly engine: Engine;
  readonly functions: Functions;
  readonly stores: Stores;
  readonly newId?: () => string;
  readonly hex?: (digits: number) => string;
}

export interface AccountEvents {
  /** An event reached a target of a rule, or was refused there. */
  delivery: [delivery: EventDelivery];
}

const pipelineType = "aws:codepipeline/pipeline:Pipeline";

/** Emits "delivery" with an `EventDelivery` for every target that a rule sends an event to. */
export class Account extends EventEmitter<AccountEvents> {
  readonly place: Place;
  readonly directory: IamDirectory;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly projects: Projects;
  readonly engine: Engine;
  readonly functions: Functions;
  readonly stores: Stores;
  readonly queues: Queues;
  readonly tables: Tables;
  readonly secrets: Secrets;
  readonly parameters: Parameters;
  readonly bus: EventBus;
  /** Everything that was registered, in order. */
  readonly resources: RegisteredResource[] = [];
  /** The part of it that this machine has no service for. */
  readonly recordedOnly: RegisteredResource[] = [];

  private readonly clock: Clock;
  private readonly context: Context;
  private readonly newId: () => string;
  private whenDeployed: (() => void)[] = [];
  private live = false;

  constructor(parts: AccountParts) {
    super();
    const { place, clock, directory, topics, buckets, projects, engine, functions } = parts;
    this.place = place;
    this.clock = clock;
    this.directory = directory;
    this.topics = topics;
    this.buckets = buckets;
    this.projects = projects;
    this.engine = engine;
    this.functions = functions;
    this.stores = parts.stores;
    this.queues = parts.stores.queues;
    this.tables = parts.stores.tables;
    this.secrets = parts.stores.secrets;
    this.parameters = parts.stores.parameters;
    this.newId = parts.newId ?? randomUUID;
    this.bus = new EventBus({
      deliver: (targetArn, event, rule) => {
        void deliver(this, targetArn, event, rule).then((d) => this.emit("delivery", d));
      },
    });
    this.context = this.createContext(parts.hex ?? randomHex);
    engine.on("event", (event: BusEvent) => this.bus.put(event));
    buckets.onObjectCreated((bucket, key, versionId, eTag) =>
      this.objectCreated({ bucket, key, versionId, eTag }),
    );
  }

  /** Registers one resource; throws the `ServiceError` that the AWS service would answer. */
  async create(registration: Registration): Promise<Created> {
    const { id, state } = await this.register(registration);
    return { id, state };
  }

  /** Answers a provider function such as `aws:index/getRegion:getRegion`. */
  async call(token: string, args: Record<string, any>): Promise<Record<string, any>> {
    return invoke(token, args, this.context);
  }

  /**
   * Tells the account that the program is done. As at AWS, each new pipeline starts by itself; it
   * does so only now, so that the first execution finds everything that the program creates.
   */
  deployed(): { pipelineName: string; pipelineExecutionId: string }[] {
    const actions = this.whenDeployed;
    this.whenDeployed = [];
    for (const action of actions) action();
    if (this.live) return [];
    this.live = true;
    return this.resources
      .filter(({ type, id, state }) => type === pipelineType && state.name === id)
      .map(({ state }) => ({
        pipelineName: state.name,
        pipelineExecutionId: this.engine.start(state.name, {
          triggerType: "CreatePipeline",
          triggerDetail: state.arn,
        }),
      }));
  }

  /**
   * A new revision arrives at every source of the pipeline: an uploaded object is put anew, which
   * its event rule may turn into an execution, and a connection reports a push.
   */
  commit(pipelineName: string): void {
    for (const { object, trigger } of sourcesOf(
      this.engine.declaration(pipelineName),
      this.resources,
    )) {
      if (object !== undefined) putObject(object, this.context);
      if (trigger !== undefined) this.engine.start(pipelineName, trigger);
    }
  }

  /** Ends the processes of functions and what else runs. */
  async close(): Promise<void> {
    await this.functions.close();
    await this.stores.close();
  }

  private async register(registration: Registration): Promise<RegisteredResource> {
    const { handler, recorded } = handlerOf(registration);
    const answer = this.known(registration) ?? this.handle(handler, registration);
    // A handler that answers at once is recorded at once, or a duplicate could slip in between.
    const done = answer instanceof Promise ? await answer : answer;
    const { id, state } = done;
    const resource: RegisteredResource = { ...registration, id, state };
    this.resources.push(resource);
    if (recorded || done.recorded === true) this.recordedOnly.push(resource);
    return resource;
  }

  /** A resource that the program reads may be one that it created itself. */
  private known({ type, id }: Registration): Created | undefined {
    return id === undefined
      ? undefined
      : this.resources.find((resource) => resource.type === type && resource.id === id);
  }

  private handle(
    handler: ReturnType<typeof handlerOf>["handler"],
    registration: Registration,
  ): Created | Promise<Created> {
    const { id } = registration;
    return id === undefined
      ? handler.create(registration, this.context)
      : handler.read!({ ...registration, id }, this.context);
  }

  private objectCreated(object: {
    bucket: string;
    key: string;
    versionId: string;
    eTag: string;
  }): void {
    if (!this.live || !this.context.notifyingBuckets.has(object.bucket)) return;
    this.bus.put(objectCreated(this, object, { id: this.newId(), time: this.clock.now() }));
  }

  private createContext(hex: (digits: number) => string): Context {
    const { place, directory, topics, bus, buckets, projects, engine, resources } = this;
    const { functions, stores } = this;
    return {
      ...{ place, directory, topics, bus, buckets, projects, engine, resources, hex },
      ...{ functions, stores },
      attached: new Map(),
      notifyingBuckets: new Set(),
      newId: this.newId,
      register: (registration) => this.register(registration),
      whenDeployed: (action) => void this.whenDeployed.push(action),
    };
  }
}

function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}
