/** The program's language host, with the rehearsal between it and the engine. */
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import type * as grpc from "@grpc/grpc-js";
import { forward, type Served, withFields } from "./forward";
import { portOf, start, type Started, type Written } from "./processes";

export interface LanguageHost {
  /** The command, for example `pulumi-language-yaml`. */
  readonly command: string;
  readonly cwd: string;
  readonly env: () => NodeJS.ProcessEnv;
  /** Opens a monitor in front of the engine's, and answers its address. */
  readonly monitor: (engines: string) => Promise<string>;
  /** Takes what the program prints, and what the host says of it. */
  readonly written: Written;
}

/** Serves it for the engine to attach; the host itself is started once the engine has said where it is. */
export async function serveLanguage({
  command,
  cwd,
  env,
  monitor,
  written,
}: LanguageHost): Promise<Served> {
  let port = 0;
  const hosts: Started[] = [];
  const handshake = async (bytes: Buffer): Promise<Buffer> => {
    const request = language.LanguageHandshakeRequest.deserializeBinary(bytes);
    const host = start(command, [request.getEngineAddress()], { cwd, env: env() });
    hosts.push(host);
    port = await portOf(host, command, written);
    return Buffer.from(new language.LanguageHandshakeResponse().serializeBinary());
  };
  const run = async (bytes: Buffer): Promise<Buffer> => {
    const request = language.RunRequest.deserializeBinary(bytes);
    const address = await monitor(request.getMonitorAddress());
    return withFields(bytes, new language.RunRequest().setMonitorAddress(address));
  };
  const served = await forward({
    service: LanguageRuntimeService as unknown as grpc.ServiceDefinition,
    target: () => `127.0.0.1:${port}`,
    rewrites: { run },
    answers: { handshake },
  });
  return {
    port: served.port,
    close: () => {
      served.close();
      for (const host of hosts) host.stop();
    },
  };
}
