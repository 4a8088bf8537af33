/**
 * What only one component of a program may have, because AWS has it once: an approval action, and a
 * subscription for a topic, protocol and endpoint. Where two had it, removing one would take it away
 * from the other.
 */
import * as pulumi from "@pulumi/pulumi";

/**
 * By deployment: its connection to the engine. A process may run many programs, one after the other
 * or at once, and each preview and each update has a connection of its own.
 */
const deployments = new WeakMap<object, Map<string, string>>();

/** Calls `refuse` with the name of the component that was first, where there is one. */
export function claim(what: string, owner: string, refuse: (first: string) => void): void {
  const deployment = pulumi.runtime.getMonitor();
  if (deployment === undefined) return;
  const claims = deployments.get(deployment) ?? new Map<string, string>();
  deployments.set(deployment, claims);
  const first = claims.get(what);
  if (first === undefined) claims.set(what, owner);
  else refuse(first);
}
