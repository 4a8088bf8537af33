/** Keeps what the program registers. Mocks see neither parents nor dependencies: the requests do. */
import * as pulumi from "@pulumi/pulumi";
import { plainRecord } from "./plain";
import type { Callback, Monitor, Properties, RegisterRequest, RegisterResponse } from "./requests";
import { type RegisteredResource, stackType } from "./resource";
import { structOf, type Transforms } from "./transforms";

export interface Recorder {
  /** What was registered so far, in the order of the answers. */
  readonly resources: RegisteredResource[];
  /** How many requests came and were answered: no change means that nothing happens. */
  readonly activity: () => number;
  /** Refuses what is registered from now on: nobody would see it. */
  readonly end: () => void;
}

/** Listens to the mock monitor that is set now, and runs the transforms that it leaves out. */
export function record(transforms: Transforms): Recorder {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  const resources: RegisteredResource[] = [];
  let activity = 0;
  let ended = false;
  monitor.registerResource = async (request, callback): Promise<void> => {
    if (ended) {
      const error = tooLate(request);
      // Some runners do not mind a rejection that nobody handles.
      setImmediate(() => {
        throw error;
      });
      return callback(error, undefined);
    }
    activity += 1;
    let inputs: Record<string, unknown>;
    let own: ReturnType<Transforms["own"]>;
    try {
      inputs = read(request.getObject());
      own = transforms.own(request, declared(monitor, request));
      const changed = await transforms.apply(request, own, inputs);
      if (changed !== undefined) {
        inputs = changed;
        const serialized = await pulumi.runtime.serializeProperties(request.getName(), changed);
        request.setObject(structOf(request, serialized));
      }
    } catch (error) {
      callback(error, undefined);
      return;
    }
    await register(request, (error, response) => {
      const answered: Callback = (...given) => {
        activity += 1;
        callback(...given);
      };
      if (error || response === undefined) return answered(error, response);
      transforms.remember(response.getUrn(), own);
      registered(request, inputs, response).then(
        (resource) => {
          if (resource.type !== stackType) resources.push(resource);
          answered(error, response);
        },
        (reason: unknown) => answered(reason, undefined),
      );
    });
  };
  return { resources, activity: () => activity, end: () => void (ended = true) };
}

function tooLate(request: RegisterRequest): Error {
  return new Error(
    `${request.getType()} "${request.getName()}" was registered when \`deploy\` had ended, so no ` +
      "assertion has seen it. Let the program await what it does before, or return its promise.",
  );
}

function declared(monitor: Monitor, request: RegisterRequest): pulumi.ResourceTransform[] {
  return request.getTransformsList().map((callback) => {
    const transform = monitor.transformCallbacks?.get(callback.getToken());
    if (typeof transform === "function") return transform as pulumi.ResourceTransform;
    throw new Error(
      `The transforms of ${request.getType()} ${request.getName()} cannot be run by this version ` +
        "of @pulumi/pulumi, so what would be deployed is not known. Update @pulumi/pulumi.",
    );
  });
}

const read = (object: Properties): Record<string, unknown> =>
  pulumi.runtime.deserializeProperties(object) as Record<string, unknown>;

async function registered(
  request: RegisterRequest,
  inputs: Record<string, unknown>,
  response: RegisterResponse,
): Promise<RegisteredResource> {
  const parent = request.getParent();
  const ignoreChanges = request.getIgnorechangesList();
  return {
    type: request.getType(),
    name: request.getName(),
    urn: response.getUrn(),
    parent: parent.includes(`::${stackType}::`) ? "" : parent,
    custom: request.getCustom(),
    ...(request.getImportid() !== "" && { imported: true as const }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
    inputs: await plainRecord(inputs),
    outputs: await plainRecord(read(response.getObject())),
    id: response.getId(),
    dependencies: request.getDependenciesList(),
  };
}
