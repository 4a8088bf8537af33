/** Between a program and the engine: what passes, and what is seen of it. */
import * as assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  ResourceMonitorClient,
  ResourceMonitorService,
} from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import type { Registration } from "../../../../rehearsal/aws/account/types";
import { Monitors } from "../../../../rehearsal/engine/monitor";

const urn = (type: string, name: string): string => `urn:pulumi:rehearsal::own::${type}::${name}`;
const gate = urn("my:index:Gate", "Production");

describe("Monitors", () => {
  let engine: grpc.Server;
  let client: ResourceMonitorClient;
  let monitors: Monitors;
  const components: Registration[] = [];
  /** Types that reached the engine, with the fields that this package does not know. */
  const reached: string[] = [];

  before(async () => {
    engine = new grpc.Server();
    engine.addService(ResourceMonitorService as unknown as grpc.ServiceDefinition, {
      registerResource: ({ request }: any, callback: any) => {
        reached.push(request.getType());
        callback(null, new resource.RegisterResourceResponse().setUrn("made"));
      },
      readResource: ({ request }: any, callback: any) => {
        reached.push(`${request.getType()} ${request.getId()}`);
        callback({ code: grpc.status.NOT_FOUND, details: "not there" });
      },
      registerResourceOutputs: (_: any, callback: any) => callback(null, new Empty()),
    });
    const port = await new Promise<number>((resolve) =>
      engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_, bound) =>
        resolve(bound),
      ),
    );
    monitors = new Monitors("/infra", async (component) => void components.push(component));
    const address = await monitors.open(`127.0.0.1:${port}`);
    client = new ResourceMonitorClient(address, grpc.credentials.createInsecure());
  });
  after(() => {
    client.close();
    monitors.close();
    engine.forceShutdown();
  });

  it("passes a registration on, and knows its parent", async () => {
    const request = new resource.RegisterResourceRequest()
      .setType("aws:sns/topic:Topic")
      .setName("alerts")
      .setCustom(true)
      .setParent(gate);
    const made = await new Promise<string>((resolve, reject) =>
      client.registerResource(request, (error, answer) =>
        error === null ? resolve(answer.getUrn()) : reject(error),
      ),
    );
    assert.equal(made, "made");
    const parent = { type: "my:index:Gate", name: "Production" };
    assert.deepEqual(monitors.parentOf({ type: "aws:sns/topic:Topic", name: "alerts" }), parent);
    assert.deepEqual(components, []);
  });

  it("tells components, which no provider makes, and not the stack", async () => {
    for (const [type, name] of [
      ["pulumi:pulumi:Stack", "own-rehearsal"],
      ["my:index:Gate", "Production"],
    ]) {
      const request = new resource.RegisterResourceRequest().setType(type).setName(name);
      await new Promise((resolve) => client.registerResource(request, resolve));
    }
    assert.deepEqual(components, [
      { type: "my:index:Gate", name: "Production", inputs: {}, custom: false },
    ]);
  });

  it("has references to other stacks read by the rehearsal, and passes what fails", async () => {
    const request = new resource.ReadResourceRequest()
      .setType("pulumi:pulumi:StackReference")
      .setName("platform")
      .setId("acme/platform/prod");
    const error = await new Promise<grpc.ServiceError | null>((resolve) =>
      client.readResource(request, resolve),
    );
    assert.equal(error?.code, grpc.status.NOT_FOUND);
    assert.equal(error?.details, "not there");
    assert.equal(reached.at(-1), "rehearsal:index:StackReference acme/platform/prod");
  });

  it("keeps the outputs of the stack, secrets unwrapped, and of nothing else", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const tell = (of: string, outputs: Record<string, any>) =>
      new Promise((resolve) =>
        client.registerResourceOutputs(
          new resource.RegisterResourceOutputsRequest()
            .setUrn(of)
            .setOutputs(Struct.fromJavaScript(outputs)),
          resolve,
        ),
      );
    await tell(gate, { stage: "x" });
    assert.equal(monitors.outputs, undefined);
    const outputs = { name: "orders", token: { ...secret, value: "hidden" } };
    await tell(urn("pulumi:pulumi:Stack", "own-rehearsal"), outputs);
    assert.deepEqual(monitors.outputs, { name: "orders", token: "hidden" });
  });
});
