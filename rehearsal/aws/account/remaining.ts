import type { Buckets } from "../s3";
import type { Projects } from "../codebuild";
import { defaultBus, type EventBuses } from "../events";
import type { IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Topics } from "../sns";
import type { Engine } from "../codepipeline";
import type { Stores } from "./stores";
import type { RegisteredResource } from "./types";

/** Everything that can hold something; an account is that. */
export interface Holders {
  readonly resources: readonly RegisteredResource[];
  readonly directory: Pick<IamDirectory, "made">;
  readonly topics: Pick<Topics, "arns">;
  readonly buses: Pick<EventBuses, "names" | "ruleNames">;
  readonly buckets: Pick<Buckets, "names">;
  readonly projects: Pick<Projects, "names">;
  readonly engine: Pick<Engine, "pipelineNames">;
  readonly functions: Pick<Functions, "names" | "logGroupNames" | "eventSourceIds">;
  readonly stores: Pick<
    Stores,
    "tables" | "secrets" | "parameters" | "queues" | "schedules" | "alarms"
  >;
}

/**
 * Names everything that a service holds, for example `topic arn:aws:sns:...` or `user/qa`. What the
 * program only read is not among it; nor are people without rights, whom no program may have made.
 */
export function remainingOf(account: Holders): string[] {
  const { resources, directory, topics, buses, buckets, projects, engine, functions } = account;
  const { tables, secrets, parameters, queues, schedules, alarms } = account.stores;
  const made = resources.filter(({ custom, existed }) => custom && !existed);
  const held: Readonly<Record<string, readonly string[]>> = {
    resource: made.map(({ type, id }) => `${type} ${id}`),
    identity: directory.made(),
    topic: topics.arns(),
    "event bus": buses.names().filter((name) => name !== defaultBus),
    rule: buses.ruleNames(),
    bucket: buckets.names(),
    project: projects.names(),
    pipeline: engine.pipelineNames(),
    function: functions.names(),
    "event source mapping": functions.eventSourceIds(),
    "log group": functions.logGroupNames(),
    table: tables.names(),
    secret: secrets.arns(),
    parameter: parameters.arns(),
    queue: queues.arns(),
    "schedule group": schedules.groupArns(),
    schedule: schedules.arns(),
    alarm: alarms.all().map(({ settings }) => settings.name),
  };
  const before = namesOf(resources.filter(({ existed }) => existed));
  return Object.entries(held).flatMap(([kind, names]) =>
    names.filter((name) => !before.has(name)).map((name) => `${kind} ${name}`),
  );
}

/** What read resources are called by their services. */
function namesOf(resources: readonly RegisteredResource[]): ReadonlySet<string> {
  const names = resources.flatMap(({ type, id, state }) => [
    ...[id, state.arn, state.name, state.bucket],
    ...(/^aws:iam\/(user|group|role):/.test(type) ? [`${type.split(/[/:]/)[2]}/${id}`] : []),
  ]);
  return new Set(names.filter((name) => name !== undefined));
}
