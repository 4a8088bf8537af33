/** Packages of components in folders of this machine, as `packages` of Pulumi.yaml names them: they are really run. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { parse } from "yaml";
import type * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { projectFileOf } from "../program/project";
import { forward, type Served, withFields } from "./forward";
import { portOf, start } from "./processes";

export interface LocalPackage {
  readonly name: string;
  readonly folder: string;
}

/** Refuses what a network would be needed for. */
export function localPackages(programDir: string): LocalPackage[] {
  const file = projectFileOf(programDir);
  const { packages = {} } = parse(fs.readFileSync(file, "utf8")) as {
    packages?: Record<string, string | { source?: string }>;
  };
  return Object.entries(packages ?? {}).flatMap(([name, entry]) => {
    const source = typeof entry === "string" ? entry : (entry?.source ?? "");
    const folder = path.resolve(path.dirname(file), source.replace(/^file:\/\//, ""));
    if (fs.existsSync(path.join(folder, "PulumiPlugin.yaml"))) return [{ name, folder }];
    if (!/[/\\]|^\./.test(source)) return [];
    throw new Error(
      `\`packages.${name}\` of ${file} names ${source}, which is no folder with a PulumiPlugin.yaml, and a ` +
        "rehearsal fetches nothing. Name the folder of the package, for example " +
        `node_modules/${name}.`,
    );
  });
}

/** The command that Pulumi's host for Node.js runs for a plugin. */
function runner(folder: string): string {
  try {
    return createRequire(path.join(folder, "PulumiPlugin.yaml")).resolve(
      "@pulumi/pulumi/cmd/run-plugin",
    );
  } catch (error) {
    const reason = `${folder} has no Pulumi SDK in its node_modules.`;
    throw new Error(`${reason} Run \`npm install\` there.`, { cause: error });
  }
}

export interface Plugins {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly monitor: (engines: string) => Promise<string>;
}

/** Starts the plugin of a package, and serves it for the engine to attach. */
export async function servePlugin(
  { name, folder }: LocalPackage,
  { cwd, env, monitor }: Plugins,
): Promise<Served> {
  const { runtime } = parse(fs.readFileSync(path.join(folder, "PulumiPlugin.yaml"), "utf8"));
  const language = String(runtime?.name ?? runtime);
  if (language !== "nodejs") {
    throw new Error(
      `The package ${name} in ${folder} is written in ${language}. A rehearsal runs components in Node.js alone.`,
    );
  }
  // The last argument is where the engine takes lines for its log; it shows none of a plugin that is attached.
  const args = [runner(folder), folder, "127.0.0.1:1"];
  const typed = { ...env, PULUMI_NODEJS_TYPESCRIPT: "true" };
  const plugin = start(process.execPath, args, { cwd, env: typed });
  const port = await portOf(plugin, `The package ${name}`).catch((error: unknown) => {
    plugin.stop();
    throw error;
  });
  const construct = async (bytes: Buffer): Promise<Buffer> => {
    const request = provider.ConstructRequest.deserializeBinary(bytes);
    const address = await monitor(request.getMonitorendpoint());
    return withFields(bytes, new provider.ConstructRequest().setMonitorendpoint(address));
  };
  const served = await forward({
    service: ResourceProviderService as unknown as grpc.ServiceDefinition,
    target: () => `127.0.0.1:${port}`,
    rewrites: { construct },
  });
  return {
    port: served.port,
    close: () => {
      served.close();
      plugin.stop();
    },
  };
}
