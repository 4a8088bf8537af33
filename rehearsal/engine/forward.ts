/**
 * A server in front of another one of Pulumi's protocol. Messages pass as the bytes that they are, so that fields which
 * are newer than this package are not lost; single requests are looked at, or get a field anew.
 */
import * as grpc from "@grpc/grpc-js";

/** Looks at one request, and answers what to send on: the last value of a field counts (Protocol Buffers). */
type Rewrite = (request: Buffer) => Buffer | Promise<Buffer>;

export interface Forwarded {
  readonly service: grpc.ServiceDefinition;
  /** `127.0.0.1:PORT`; asked for at each request. */
  readonly target: () => string;
  /** By the method's name, as the service has it: `run`. */
  readonly rewrites?: Readonly<Record<string, Rewrite>>;
  /** Answered here, and not sent on. */
  readonly answers?: Readonly<Record<string, Rewrite>>;
}

export interface Served {
  readonly port: number;
  close(): void;
}

const same = (bytes: Buffer): Buffer => bytes;
const options = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Unary = grpc.handleUnaryCall<Buffer, Buffer>;
type Streaming = grpc.handleServerStreamingCall<Buffer, Buffer>;

/** Opens it on 127.0.0.1. */
export async function forward({
  service,
  target,
  rewrites = {},
  answers = {},
}: Forwarded): Promise<Served> {
  const clients = new Map<string, grpc.Client>();
  const client = (): grpc.Client => {
    const address = target();
    const known = clients.get(address);
    if (known !== undefined) return known;
    // gRPC keeps connections by address for the whole process, also those that failed.
    const own = { ...options, "grpc.use_local_subchannel_pool": 1 };
    const made = new grpc.Client(address, grpc.credentials.createInsecure(), own);
    clients.set(address, made);
    return made;
  };
  const sent = async (name: string, request: Buffer): Promise<Buffer> =>
    Object.hasOwn(rewrites, name) ? rewrites[name](request) : request;

  const unary =
    (name: string, path: string): Unary =>
    (call, callback) => {
      if (Object.hasOwn(answers, name)) {
        Promise.resolve(answers[name](call.request)).then(
          (answer) => callback(null, answer),
          (error: unknown) => callback(failure(error)),
        );
        return;
      }
      sent(name, call.request).then(
        (request) =>
          void client().makeUnaryRequest(path, same, same, request, call.metadata, callback),
        (error: unknown) => callback(failure(error)),
      );
    };
  const streaming =
    (name: string, path: string): Streaming =>
    (call) => {
      sent(name, call.request).then(
        (request) => {
          const stream = client().makeServerStreamRequest(path, same, same, request, call.metadata);
          stream.on("data", (message: Buffer) => call.write(message));
          stream.on("end", () => call.end());
          stream.on("error", (error) => call.emit("error", error));
          call.on("cancelled", () => stream.cancel());
        },
        (error: unknown) => call.emit("error", failure(error)),
      );
    };

  const server = new grpc.Server(options);
  const definition: Record<string, grpc.MethodDefinition<Buffer, Buffer>> = {};
  const handlers: grpc.UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service)) {
    if (method.requestStream) continue;
    definition[name] = {
      ...{ path: method.path, requestStream: false, responseStream: method.responseStream },
      ...{ requestSerialize: same, requestDeserialize: same },
      ...{ responseSerialize: same, responseDeserialize: same },
    };
    handlers[name] = method.responseStream
      ? streaming(name, method.path)
      : unary(name, method.path);
  }
  server.addService(definition, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const close = (): void => {
    server.forceShutdown();
    for (const one of clients.values()) one.close();
  };
  return { port, close };
}

function failure(error: unknown): Partial<grpc.StatusObject> {
  const details = error instanceof Error ? error.message : String(error);
  return { code: grpc.status.UNKNOWN, details };
}

/** A request with fields of another message of its type in the place of its own. */
export function withFields(request: Uint8Array, fields: { serializeBinary(): Uint8Array }): Buffer {
  return Buffer.concat([request, fields.serializeBinary()]);
}
