/** The functions that are deployed now, and the processes of those that were. */
import { ServiceError } from "../../errors";
import type { Pool } from "./pool";
import type { Deployed } from "./runs";
import type { FunctionPermission, FunctionSettings } from "./types";

export class Deployments {
  private readonly deployed = new Map<string, Deployed>();
  /** Of functions that run, and of those whose last events end in the old code. */
  private readonly pools = new Set<Pool>();

  /** Deploys a function; what was set on it, and events that wait for it, stay. */
  put(settings: FunctionSettings, logStream: string, pool: Pool): void {
    this.pools.add(pool);
    const known = this.deployed.get(settings.name);
    if (known === undefined) {
      const kept = { permissions: [], faults: [], invokeConfig: {}, running: 0 };
      this.deployed.set(settings.name, { settings, logStream, pool, ...kept });
      return;
    }
    void known.pool.retire();
    Object.assign(known, { settings, logStream, pool });
  }

  /** Ends a function and its processes, with whatever they are doing. */
  async delete(deployed: Deployed): Promise<void> {
    this.deployed.delete(deployed.settings.name);
    await deployed.pool.close();
  }

  isThere(deployed: Deployed): boolean {
    return this.deployed.get(deployed.settings.name) === deployed;
  }

  names(): string[] {
    return [...this.deployed.keys()];
  }

  /** By name, by ARN, or by either with the one version that there is. */
  find(nameOrArn: string): Deployed | undefined {
    const [head, qualifier = "$LATEST"] = nameOrArn.startsWith("arn:")
      ? [nameOrArn.split(":").slice(0, 7).join(":"), nameOrArn.split(":")[7]]
      : nameOrArn.split(":");
    if (qualifier !== "$LATEST") return undefined;
    return [...this.deployed.values()].find(
      ({ settings }) => settings.arn === head || settings.name === head,
    );
  }

  get(nameOrArn: string): Deployed {
    const found = this.find(nameOrArn);
    if (found !== undefined) return found;
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools].map((pool) => pool.close()));
  }
}

/** Adds a statement to a function's resource policy. */
export function addPermission({ permissions }: Deployed, permission: FunctionPermission): void {
  if (permissions.some(({ statementId }) => statementId === permission.statementId)) {
    throw new ServiceError(
      "ResourceConflictException",
      `The statement id (${permission.statementId}) provided already exists. ` +
        "Please provide a new statement id, or remove the existing statement.",
      409,
    );
  }
  permissions.push(permission);
}

/** Removes one; what is not there is no error, as its function may have been made anew. */
export function removePermission({ permissions }: Deployed, id: string): void {
  const at = permissions.findIndex(({ statementId }) => statementId === id);
  if (at >= 0) permissions.splice(at, 1);
}
