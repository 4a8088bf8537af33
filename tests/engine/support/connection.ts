/**
 * gRPC keeps connections by address for a whole process, also those that failed. An engine that gets the
 * port of one that is gone would be taken for gone as well: Pulumi's SDK ends the program in silence
 * then, and the engine, told of no resource, plans to delete all. Here every client has its own.
 */
import * as settings from "@pulumi/pulumi/runtime/settings";

const { grpcClientOptions } = settings as unknown as {
  grpcClientOptions: Record<string, unknown>;
};
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;
