/** The local account: everything that a program registers becomes something here. */
import { regionalArn } from "../../../iam/arns";
import { randomBytes, randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { type Buckets, objectCreated, putObject } from "../s3";
import type { Projects } from "../codebuild";
import type { Clock } from "../../clock";
import {
  defaultBus,
  deliver,
  type EventBus,
  EventBuses,
  type EventDelivery,
  scheduledEvent,
} from "../events";
import type { IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Topics } from "../sns";
import { type BusEvent, type Engine, sourcesOf } from "../codepipeline";
import type { Queues } from "../sqs";
import type { Parameters, Secrets, Stores, Tables } from "./stores";
import type { Context } from "./context";
import { CallAnswers } from "../../settings/calls";
import { invoke } from "./invokes";
import { handlerOf, resourceTypeOf } from "./registry";
import { remainingOf } from "./remaining";
import { Records } from "./records";
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
  readonly calls?: CallAnswers;
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
  readonly buses: EventBuses;
  /** The default one. */
  readonly bus: EventBus;
  private readonly records = new Records();
  /** Everything that was registered and not deleted since, in order. */
  readonly resources: readonly RegisteredResource[] = this.records.all;
  /** The part of it that this machine has no service for. */
  readonly recordedOnly: readonly RegisteredResource[] = this.records.recordedOnly;

  private readonly clock: Clock;
  private readonly context: Context;
  private readonly newId: () => string;
  private whenDeployed: (() => void)[] = [];
  /** Names of pipelines that have not been started by their creation yet. */
  private readonly fresh = new Set<string>();
  private live = false;

  /** Answers of provider functions that a person has given: the first that fits counts. */
  readonly calls: CallAnswers;

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
    this.calls = parts.calls ?? new CallAnswers();
    this.buses = new EventBuses({
      deliver: (targetArn, event, rule) => {
        void deliver(this, targetArn, event, rule).then((d) => this.emit("delivery", d));
      },
      schedule: {
        clock: this.clock,
        event: (arn, time) => scheduledEvent(place, arn, this.newId(), time),
      },
    });
    this.buses.create(defaultBus, regionalArn(place, "events", `event-bus/${defaultBus}`));
    this.bus = this.buses.get(defaultBus);
    this.context = this.createContext(parts.hex ?? randomHex);
    engine.on("event", (event: BusEvent) => this.bus.put(event));
    buckets.onObjectCreated((bucket, key, versionId, eTag) =>
      this.objectCreated({ bucket, key, versionId, eTag }),
    );
  }

  /** Registers one resource; throws the `ServiceError` that the AWS service would answer. */
  async create(registration: Registration): Promise<Created> {
    const resource = await this.register(registration);
    const { id, state } = resource;
    return this.recordedOnly.includes(resource) ? { id, state, recorded: true } : { id, state };
  }

  /** Puts what others than the program have made: it is there before the program, and stays. */
  async put(registration: Registration): Promise<void> {
    await this.records.register(registration, this.context, { existed: true });
  }

  /** What there is now, as the service knows it; `inputs` say which one where its id does not. */
  read(type: string, id: string, inputs?: Registration["inputs"]): RegisteredResource | undefined {
    return this.records.look(type, id, this.context, inputs);
  }

  /** Gives an existing resource new inputs; its id and what the service chose for it stay. */
  async update(type: string, id: string, registration: Registration): Promise<Created> {
    return this.records.update(type, id, registration, this.context);
  }

  /** Ends a resource; throws what its service throws where that cannot be. */
  async delete(type: string, id: string, inputs?: Registration["inputs"]): Promise<void> {
    return this.records.delete(type, id, this.context, inputs);
  }

  /** Names everything that is still there, so that one sees whether a program left something. */
  remaining(): string[] {
    return remainingOf(this);
  }

  /**
   * Builds a remote component out of parts that `register` makes, for an engine that keeps account
   * of every part itself. Nothing is recorded here but what `register` records.
   */
  async compose(
    registration: Registration,
    register: (part: Registration) => Promise<RegisteredResource>,
  ): Promise<Created> {
    const { handler } = handlerOf(registration);
    return handler.create(registration, { ...this.context, register });
  }

  /** Answers a provider function such as `aws:index/getRegion:getRegion`. */
  async call(token: string, args: Record<string, any>): Promise<Record<string, any>> {
    return this.calls.answer(token, args, () => invoke(token, args, this.context));
  }

  /**
   * Tells the account that the program is done. As at AWS, each new pipeline starts by itself; it
   * does so only now, so that the first execution finds everything that the program creates.
   */
  deployed(): { pipelineName: string; pipelineExecutionId: string }[] {
    const actions = this.whenDeployed;
    this.whenDeployed = [];
    for (const action of actions) action();
    this.live = true;
    const fresh = this.resources.filter(
      ({ type, id }) => type === pipelineType && this.fresh.has(id),
    );
    this.fresh.clear();
    return fresh.map(({ state }) => ({
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
    const resource = await this.records.register(registration, this.context);
    if (resource.type === pipelineType && !resource.existed) this.fresh.add(resource.id);
    return resource;
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
    const { place, directory, topics, buses, buckets, projects, engine, resources } = this;
    const { functions, stores } = this;
    return {
      ...{ place, directory, topics, buses, buckets, projects, engine, resources, hex },
      ...{ functions, stores },
      resourceType: resourceTypeOf,
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
