/** Between a program, or a component's plugin, and the engine: who registers what below whom, and the stack's outputs. */
import type * as grpc from "@grpc/grpc-js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Registration } from "../aws/account/types";
import { parentIn } from "../program/parents";
import { inward, properties } from "../provider/values";
import { forward, type Served, withFields } from "./forward";

const stackType = "pulumi:pulumi:Stack";
const referenceType = "pulumi:pulumi:StackReference";
/** A reference as the provider of the rehearsal reads it: the engine would ask its backend, which knows no organization. */
export const rehearsedReference = "rehearsal:index:StackReference";
export const rehearsalPackage = "rehearsal";

type Parent = Registration["parent"];
type Named = Pick<Registration, "type" | "name">;

const keyOf = ({ type, name }: Named): string => `${type}::${name}`;

export class Monitors {
  /** Secrets unwrapped; undefined until the program has said them. */
  outputs: Record<string, any> | undefined;
  private readonly parents = new Map<string, Parent>();
  private readonly served: Served[] = [];

  /** `onComponent` is told each component as it is registered. */
  constructor(
    private readonly folder: string,
    private readonly onComponent: (component: Registration) => Promise<void>,
  ) {}

  parentOf(of: Named): Parent {
    return this.parents.get(keyOf(of));
  }

  /** Opens one in front of the engine's; answers its address. */
  async open(engines: string): Promise<string> {
    const served = await forward({
      service: ResourceMonitorService as unknown as grpc.ServiceDefinition,
      target: () => engines,
      rewrites: {
        registerResource: (bytes) => this.registered(bytes),
        readResource: (bytes) => this.read(bytes),
        registerResourceOutputs: (bytes) => this.ended(bytes),
      },
    });
    this.served.push(served);
    return `127.0.0.1:${served.port}`;
  }

  close(): void {
    for (const one of this.served) one.close();
  }

  private async registered(bytes: Buffer): Promise<Buffer> {
    const request = resource.RegisterResourceRequest.deserializeBinary(bytes);
    const named = { type: request.getType(), name: request.getName() };
    const parent = parentIn(request.getParent());
    if (parent !== undefined) this.parents.set(keyOf(named), parent);
    if (!request.getCustom() && named.type !== stackType) {
      await this.onComponent({ ...named, ...(parent && { parent }), inputs: {}, custom: false });
    }
    return bytes;
  }

  private read(bytes: Buffer): Buffer {
    const request = resource.ReadResourceRequest.deserializeBinary(bytes);
    const named = { type: request.getType(), name: request.getName() };
    const parent = parentIn(request.getParent());
    if (parent !== undefined) this.parents.set(keyOf(named), parent);
    if (request.getType() !== referenceType) return bytes;
    return withFields(bytes, new resource.ReadResourceRequest().setType(rehearsedReference));
  }

  private ended(bytes: Buffer): Buffer {
    const request = resource.RegisterResourceOutputsRequest.deserializeBinary(bytes);
    const [, , types] = request.getUrn().split("::");
    if (types === stackType) {
      this.outputs = inward(properties(request.getOutputs()), this.folder);
    }
    return bytes;
  }
}
