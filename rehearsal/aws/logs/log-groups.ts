/** CloudWatch Logs, as far as functions write there. */
import { regionalArn } from "../../../iam/arns";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Place } from "../account/types";
import type { IamDirectory } from "../iam";
import type { FunctionSettings } from "../lambda";

export interface LogGroupsOptions {
  readonly directory: Pick<IamDirectory, "decideRole">;
  readonly place: Place;
  /** The run's folder; each function's lines go to `logs/<function>.log` in it too. */
  readonly folder: string;
  /** Is told of lines that reached a group. */
  readonly written?: (logGroup: string, lines: readonly string[]) => void;
}

export class LogGroups {
  private readonly groups = new Map<string, string[]>();

  constructor(private readonly options: LogGroupsOptions) {}

  create(name: string): void {
    if (!this.groups.has(name)) this.groups.set(name, []);
  }

  delete(name: string): void {
    this.groups.delete(name);
  }

  names(): string[] {
    return [...this.groups.keys()];
  }

  lines(name: string): string[] {
    return [...(this.groups.get(name) ?? [])];
  }

  /** Writes as the function's role; answers why the lines are lost where it may not. */
  write(
    settings: Pick<FunctionSettings, "name" | "roleArn" | "logGroup">,
    stream: string,
    lines: readonly string[],
  ): string | undefined {
    const refusal = this.refusal(settings, stream);
    if (refusal !== undefined) return refusal;
    this.create(settings.logGroup);
    this.groups.get(settings.logGroup)!.push(...lines);
    const folder = path.join(this.options.folder, "logs");
    fs.mkdirSync(folder, { recursive: true });
    fs.appendFileSync(
      path.join(folder, `${settings.name}.log`),
      lines.map((line) => `${line}\n`).join(""),
    );
    this.options.written?.(settings.logGroup, lines);
    return undefined;
  }

  private refusal(
    { roleArn, logGroup }: Pick<FunctionSettings, "roleArn" | "logGroup">,
    stream: string,
  ): string | undefined {
    const { directory, place } = this.options;
    const group = regionalArn(place, "logs", `log-group:${logGroup}`);
    const needs = [
      // Lambda makes the group itself only where the role lets it.
      ...(this.groups.has(logGroup) ? [] : [["logs:CreateLogGroup", group]]),
      ["logs:CreateLogStream", `${group}:log-stream:${stream}`],
      ["logs:PutLogEvents", `${group}:log-stream:${stream}`],
    ];
    for (const [action, resource] of needs) {
      const { allowed, reason } = directory.decideRole(roleArn, action, resource);
      if (!allowed) return `${roleArn} may not ${action} on ${resource}: ${reason}`;
    }
    return undefined;
  }
}
