/**
 * Pulumi's SDK takes a call that cannot connect for an engine that has shut down: it ends the program in
 * silence, and the engine, which was never told of a resource, plans to delete all there are. On a busy
 * machine that happens at the first calls of a program. Here they wait for the connection; later ones
 * do not, so that an engine that is gone is noticed.
 */
import { InterceptingCall, type Interceptor, ListenerBuilder, status } from "@grpc/grpc-js";
import * as settings from "@pulumi/pulumi/runtime/settings";

let isConnecting = false;

const waitForEngine: Interceptor = (options, nextCall) =>
  new InterceptingCall(nextCall(options), {
    start(metadata, _listener, next) {
      if (isConnecting) metadata.setOptions({ ...metadata.getOptions(), waitForReady: true });
      const told = new ListenerBuilder().withOnReceiveStatus((received, pass) => {
        if (received.code === status.OK) isConnecting = false;
        pass(received);
      });
      next(metadata, told.build());
    },
  });

const { grpcClientOptions } = settings as unknown as {
  grpcClientOptions: { interceptors: Interceptor[] };
};
grpcClientOptions.interceptors.push(waitForEngine);

/** From here to its first answer the engine is waited for. */
export function expectEngine(): void {
  isConnecting = true;
}
