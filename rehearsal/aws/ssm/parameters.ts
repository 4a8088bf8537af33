/** The local Parameter Store of Systems Manager. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import type { Parameters, ParameterType, StoredValue } from "../account/stores";

export class LocalParameters implements Parameters {
  private readonly parameters = new Map<string, StoredValue>();

  constructor(private readonly clock: Clock) {}

  put(arn: string, value: string, settings: { type?: ParameterType; keyArn?: string } = {}): void {
    const before = this.parameters.get(arn);
    const { type = before?.type ?? "SecureString", keyArn = before?.keyArn } = settings;
    this.parameters.set(arn, {
      ...{ arn, name: nameOf(arn), value, type, keyArn },
      versionId: randomUUID(),
      version: (before?.version ?? 0) + 1,
      changedAt: this.clock.now(),
    });
  }

  delete(arn: string): void {
    this.parameters.delete(arn);
  }

  arns(): string[] {
    return [...this.parameters.keys()];
  }

  find(arnOrName: string): StoredValue | undefined {
    const exact = this.parameters.get(arnOrName);
    if (exact !== undefined) return exact;
    const wanted = arnOrName.replace(/^\//, "");
    return [...this.parameters.values()].find(({ name }) => name.replace(/^\//, "") === wanted);
  }
}

/** The ARN of `/a/b` and of `a/b` is the same; a name with levels begins with a slash. */
function nameOf(arn: string): string {
  const name = arn
    .split(":")
    .slice(5)
    .join(":")
    .replace(/^parameter\//, "");
  return name.includes("/") ? `/${name}` : name;
}
