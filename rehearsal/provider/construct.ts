/**
 * Constructs remote components, which a process of their package would build: the account's own
 * handlers build them, and each part is registered with the engine.
 */
import * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as monitors from "@pulumi/pulumi/proto/resource_pb";
import type { RegisteredResource, Registration } from "../aws/account/types";
import { isResourceReference } from "../aws/account/types";
import type { Provided } from "./operations";
import {
  holdsUnknown,
  inward,
  type Properties,
  properties,
  reference,
  struct,
  unknownValue,
} from "./values";

export type Constructor = (
  request: messages.ConstructRequest,
) => Promise<messages.ConstructResponse>;

interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly state: Properties;
}

/** The engine's end of a construction. */
class Monitor {
  private readonly client: ResourceMonitorClient;

  constructor(
    private readonly request: messages.ConstructRequest,
    /** Of the AWS provider, so that the parts share the one that the program uses. */
    private readonly version: string,
  ) {
    const credentials = grpc.credentials.createInsecure();
    this.client = new ResourceMonitorClient(request.getMonitorendpoint(), credentials);
  }

  register(registration: Registration, parent: string): Promise<Registered> {
    const { type, name, custom, inputs } = registration;
    const aws = this.request.getProvidersMap().get(type.split(":")[0]);
    const message = new monitors.RegisterResourceRequest()
      .setType(type)
      .setName(name)
      .setParent(parent)
      .setCustom(custom)
      .setObject(struct(wholly(inputs)))
      .setAcceptresources(true)
      .setSupportsresultreporting(true)
      .setVersion(custom ? this.version : "")
      .setProvider(custom && aws !== undefined ? aws : "");
    return new Promise((resolve, reject) =>
      this.client.registerResource(message, (error, answer) => {
        if (error !== null) return reject(error);
        if (answer.getResult() !== monitors.Result.SUCCESS) {
          return reject(new Error(`${name} (${type}) could not be registered.`));
        }
        const state = { ...inputs, ...properties(answer.getObject()) };
        const id = answer.getId() === "" ? unknownValue : answer.getId();
        resolve({ urn: answer.getUrn(), id, state });
      }),
    );
  }

  outputs(urn: string, outputs: Properties): Promise<void> {
    const message = new monitors.RegisterResourceOutputsRequest()
      .setUrn(urn)
      .setOutputs(struct(outputs));
    return new Promise((resolve, reject) =>
      this.client.registerResourceOutputs(message, (error) =>
        error === null ? resolve() : reject(error),
      ),
    );
  }

  close(): void {
    this.client.close();
  }
}

/** A text around an unknown value is unknown: the engine knows only whole ones. */
function wholly(value: any): any {
  if (typeof value === "string") return holdsUnknown(value) ? unknownValue : value;
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(wholly);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, wholly(item)]));
}

export function constructor({ account, folder, builtOn = "" }: Provided): Constructor {
  return async (request) => {
    const monitor = new Monitor(request, builtOn);
    try {
      const type = request.getType();
      const name = request.getName();
      const inputs = inward(properties(request.getInputs()), folder);
      const self = { type, name, inputs, custom: false };
      const { urn } = await monitor.register({ ...self, inputs: {} }, request.getParent());
      const urns = new Map<RegisteredResource, string>();
      const { state } = await account.compose(self, async (part) => {
        const made = await monitor.register(part, urn);
        const resource = { ...part, id: made.id, state: made.state };
        urns.set(resource, made.urn);
        return resource;
      });
      const outputs = Object.fromEntries(
        Object.entries(state)
          .filter(([, value]) => isResourceReference(value))
          .map(([key, { resource }]) => [key, reference(urns.get(resource)!, resource.id)]),
      );
      await monitor.outputs(urn, outputs);
      return new messages.ConstructResponse().setUrn(urn).setState(struct(outputs));
    } finally {
      monitor.close();
    }
  };
}
