/** Puts a whole local account together. */
import { randomUUID } from "node:crypto";
import * as path from "node:path";
import { Buckets } from "../s3";
import { Projects } from "../codebuild";
import { type ActionChoices, createRunner, type RunnerOptions } from "./action-runner";
import type { Clock } from "../../clock";
import { createDirectory } from "../iam";
import { createFunctions, type Functions } from "../lambda";
import {
  approvalNotification,
  type ApprovalRequest,
  authorised,
  type BusEvent,
  Engine,
  Jobs,
} from "../codepipeline";
import { Topics, type TopicsOptions } from "../sns";
import { artifactPolicies } from "./artifact-policies";
import { roleRemedy } from "./role-rights";
import { createStores } from "./create-stores";
import { Account, type AccountParts } from "./account";
import type { Place } from "./types";

export interface AccountOptions {
  readonly place: Place;
  /** The run's folder: mailbox, buckets, artifacts and the rest go below it. */
  readonly folder: string;
  /** What stands for the repository of a connection source. */
  readonly repositoryDir: string;
  readonly clock: Clock;
  readonly calls?: AccountParts["calls"];
  /** Whether the commands of builds run on this machine. Defaults to true. */
  readonly runsBuilds?: boolean;
  /** The settings of the program's file, beside which more is to be written. */
  readonly written?: RunnerOptions["written"];
  /** What a person says of single actions. */
  readonly actions?: ActionChoices;
  /** Names of actions that fail on request; may change while the pipeline runs. */
  readonly failures?: Set<string>;
  readonly newId?: () => string;
  readonly post?: TopicsOptions["post"];
  /** URL of the local AWS, asked when a function's process starts. Without it none can. */
  readonly endpointUrl?: () => string;
  /** Local URLs by the https origins for which they stand. Without it functions reach nothing outside. */
  readonly outside?: () => Readonly<Record<string, string>>;
}

/** An empty account with the real local services. */
export function createAccount(options: AccountOptions): Account {
  const { place, folder, repositoryDir, clock, newId, post } = options;
  const { endpointUrl = noEndpoint, outside } = options;
  const directory = createDirectory(place);
  const targets = () => ({ directory, functions, topics });
  const alarmServices = () => ({
    ...{ topics, functions },
    put: (event: BusEvent) => account.bus.put(event),
    idle: () => functions.idle(),
  });
  const stores = createStores({ clock, folder, place, newId, targets, alarmServices });
  const { queues, streams, serviceMetrics: metrics } = stores;
  const topics: Topics = new Topics({
    ...{ directory, clock, folder, place, newId, post, queues },
    keys: stores.keys,
    functions: () => functions,
  });
  const functions: Functions = createFunctions({
    ...{ directory, clock, place, folder, endpointUrl, outside, queues, topics, streams, newId },
    metrics,
    credentialsFor: (roleArn, sessionName) =>
      directory.assume({ roleArn, sessionName, issued: clock.now() }),
  });
  const buckets = new Buckets(path.join(folder, "buckets"), clock);
  const projects = new Projects();
  const jobs = new Jobs(clock, newId ?? randomUUID);
  const services = createRunner({
    ...{ buckets, projects, functions, jobs, stores, directory },
    workDir: folder,
    place,
    repositoryDir,
    failures: options.failures ?? new Set(),
    actions: options.actions,
    written: options.written,
    runsBuilds: options.runsBuilds,
  });
  const owned = artifactPolicies(() => account.resources);
  const remedyOf = (roleArn: string) => roleRemedy(roleArn, account, options.written);
  const runner = authorised(services, directory, place, owned, remedyOf);
  const approvals = { publish: (request: ApprovalRequest) => notify(topics, request, place) };
  const engine = new Engine({ clock, place, runner, approvals, jobs, newId });
  const account: Account = new Account({
    ...{ place, clock, directory, topics, buckets, projects, engine, functions, stores, newId },
    calls: options.calls,
  });
  stores.trails.deliverTo((event) => account.bus.put(event));
  return account;
}

function noEndpoint(): string {
  throw new Error("This account has no endpoint, so no function can run: give `endpointUrl`.");
}

/** An approval action without a topic waits in silence, as at AWS. */
async function notify(topics: Topics, request: ApprovalRequest, place: Place): Promise<void> {
  if (request.notificationArn === undefined) return;
  const { roleArn } = request;
  await topics.publish(approvalNotification(request, place.region), { roleArn });
}
