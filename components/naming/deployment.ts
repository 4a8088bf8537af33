/**
 * What the components of one program have to know of one another, because AWS has it once: an
 * approval action, and a subscription of a topic, protocol and endpoint.
 */
import * as pulumi from "@pulumi/pulumi";

type Registry = Map<string, unknown>;

const ofPrograms = new WeakMap<object, Registry>();
const ofPlugins = new Map<string, Registry>();

/**
 * A map that all components of the running deployment share, under the name of its subject. Another
 * program in the same process, and another run of this one, have maps of their own.
 */
export function sharedMap<V>(subject: string): Map<string, V> {
  const registry = ofDeployment();
  const found = registry.get(subject) ?? new Map<string, V>();
  registry.set(subject, found);
  return found as Map<string, V>;
}

function ofDeployment(): Registry {
  const scope = deployment();
  const registries = typeof scope === "string" ? ofPlugins : ofPrograms;
  const found = registries.get(scope as never) ?? new Map<string, unknown>();
  registries.set(scope as never, found);
  return found;
}

/** What its types leave out: the engine's monitor is a gRPC client, that of mocks is not. */
type Client = { getChannel(): { getTarget(): string } };

/**
 * A program has a stack; mocks have a monitor of their own for each run. A plugin, which makes the
 * components of other languages one call at a time, has neither: there the engine's address stands
 * for the deployment, because the engine listens on another port for each.
 */
function deployment(): object | string {
  const stack = pulumi.runtime.getStackResource();
  if (stack !== undefined) return stack;
  const monitor = pulumi.runtime.getMonitor() as Partial<Client> | undefined;
  if (monitor === undefined) return "no engine";
  return typeof monitor.getChannel === "function" ? monitor.getChannel().getTarget() : monitor;
}
