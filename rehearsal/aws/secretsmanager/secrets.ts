/** The local Secrets Manager. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import type { Secrets, StoredValue } from "../account/stores";

/** What Secrets Manager appends to a name, so that no old policy fits a new secret. */
const randomEnd = /-[A-Za-z0-9]{6}$/;

export class LocalSecrets implements Secrets {
  private readonly secrets = new Map<string, StoredValue>();

  constructor(private readonly clock: Clock) {}

  create(arn: string, settings: { keyArn?: string; givenAs?: string } = {}): void {
    const name = arn.split(":").slice(6).join(":").replace(randomEnd, "");
    const changedAt = this.clock.now();
    this.secrets.set(arn, { arn, name, versionId: "", version: 0, changedAt, ...settings });
  }

  put(arn: string, value: string): void {
    if (!this.secrets.has(arn)) this.create(arn);
    const before = this.secrets.get(arn)!;
    const version = before.version + 1;
    const changedAt = this.clock.now();
    this.secrets.set(arn, { ...before, value, versionId: randomUUID(), version, changedAt });
  }

  setKey(arn: string, keyArn: string | undefined): void {
    const secret = this.secrets.get(arn);
    if (secret !== undefined) this.secrets.set(arn, { ...secret, keyArn });
  }

  delete(arn: string): void {
    this.secrets.delete(arn);
  }

  arns(): string[] {
    return [...this.secrets.keys()];
  }

  find(arnOrName: string): StoredValue | undefined {
    const exact = this.secrets.get(arnOrName);
    if (exact !== undefined) return exact;
    return [...this.secrets.values()].find(
      ({ arn, name }) => name === arnOrName || arn.replace(randomEnd, "") === arnOrName,
    );
  }
}

/** A secret that has the version; throws what GetSecretValue answers where there is none. */
export function secretVersion(
  secret: StoredValue | undefined,
  { VersionStage, VersionId }: { VersionStage?: string; VersionId?: string },
): StoredValue & { readonly value: string } {
  if (secret === undefined) throw notFound("Secrets Manager can't find the specified secret.");
  const stage = VersionStage ?? "AWSCURRENT";
  const isCurrent = stage === "AWSCURRENT" && (VersionId ?? secret.versionId) === secret.versionId;
  const { value } = secret;
  if (value !== undefined && isCurrent) return { ...secret, value };
  const label = VersionId ?? `staging label: ${stage}`;
  throw notFound(`Secrets Manager can't find the specified secret value for ${label}`);
}

function notFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", message);
}
