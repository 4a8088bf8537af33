/** Serves the local account to the real Pulumi engine, as the provider of a package. */
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { wordingOf } from "../errors";
import { constructor, type Constructor } from "./construct";
import { operations, type Provided } from "./operations";

export interface ProviderServer {
  /** On 127.0.0.1. `PULUMI_DEBUG_PROVIDERS=aws:PORT` attaches it. */
  readonly port: number;
  close(): void;
}

type Call<Request, Response> = (request: Request) => Promise<Response> | Response;

function unary<Request, Response>(call: Call<Request, Response>) {
  const answer = async (request: Request): Promise<Response> => call(request);
  return (
    { request }: grpc.ServerUnaryCall<Request, Response>,
    callback: grpc.sendUnaryData<Response>,
  ): void => {
    answer(request).then(
      (response) => callback(null, response),
      (error) => callback({ code: grpc.status.UNKNOWN, details: wordingOf(error) }),
    );
  };
}

const unimplemented = (_call: unknown, callback: grpc.sendUnaryData<any>): void =>
  callback({ code: grpc.status.UNIMPLEMENTED, details: "The rehearsal does not serve this." });

function configured({ builtOn }: Provided): messages.ConfigureResponse {
  // Without it the engine takes secrets out of what it sends, and marks them again in what it
  // gets; but it asks nobody to construct a component who does not say this.
  return new messages.ConfigureResponse()
    .setAcceptsecrets(builtOn !== undefined)
    .setSupportspreview(true);
}

function version(text: string): plugin.PluginInfo {
  const info = new plugin.PluginInfo();
  info.setVersion(text);
  return info;
}

function schemaResponse(text: string): messages.GetSchemaResponse {
  const response = new messages.GetSchemaResponse();
  response.setSchema(text);
  return response;
}

/** Opens a provider for one package. */
export async function serveProvider(provided: Provided): Promise<ProviderServer> {
  const { check, diff, create, read, update, remove, invoke } = operations(provided);
  const { schema } = provided;
  const construct: Constructor = constructor(provided);
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService as grpc.ServiceDefinition, {
    handshake: unimplemented,
    parameterize: unimplemented,
    getMapping: unimplemented,
    getMappings: unimplemented,
    list: unimplemented,
    call: unimplemented,
    getSchema: schema ? unary(() => schemaResponse(schema())) : unimplemented,
    checkConfig: unary((request: messages.CheckRequest) =>
      new messages.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(() => new messages.DiffResponse()),
    configure: unary(() => configured(provided)),
    cancel: unary(() => new Empty()),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => version(provided.version)),
    ...{ check: unary(check), diff: unary(diff), create: unary(create), read: unary(read) },
    ...{ update: unary(update), delete: unary(remove), invoke: unary(invoke) },
    construct: unary(construct),
  });
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}
