/** An endpoint with stores and functions, and roles whose rights a test writes down. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Endpoint } from "../../../../../rehearsal/aws/api/endpoint";
import type { Call } from "../../../../../rehearsal/aws/api/types";
import { MovableClock } from "../../../../../rehearsal/clock";
import { EventBuses } from "../../../../../rehearsal/aws/events/buses";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { AccessKey, IamDirectory } from "../../../../../rehearsal/aws/iam/types";
import type { Functions } from "../../../../../rehearsal/aws/lambda/types";
import type { Engine } from "../../../../../rehearsal/aws/codepipeline/engine";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";
import { createStores } from "../../../../../rehearsal/aws/account/create-stores";
import { Buckets } from "../../../../../rehearsal/aws/s3";
import type { Topics } from "../../../../../rehearsal/aws/sns";
import type { Stores } from "../../../../../rehearsal/aws/account/stores";
import { place } from "./fixture";

export const roleArn = (name: string): string => `arn:aws:iam::111122223333:role/hub/${name}`;
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

export interface Equipment {
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly clock: MovableClock;
  readonly directory: IamDirectory;
  readonly stores: Stores;
  readonly buckets: Buckets;
  readonly audit: Call[];
  readonly buses: EventBuses;
  /** What the rules of the buses handed to their targets. */
  readonly events: EventDelivery[];
  /** Settings of a client that calls as a role's session. */
  as(role: string, key?: AccessKey): ClientSettings;
  stop(): Promise<void>;
}

interface EventDelivery {
  readonly target: string;
  readonly event: BusEvent;
  readonly rule: string;
}

interface ClientSettings {
  region: string;
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  maxAttempts: number;
}

export type Statement = Record<string, unknown>;

export function policy(...statements: Statement[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

const lambdaTrust = policy({
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
});

/** A role under the path /hub/ with these statements and this trust. */
export function putRole(
  directory: IamDirectory,
  name: string,
  statements: Statement[],
  trust = lambdaTrust,
): void {
  directory.putRole(name, roleArn(name), trust);
  if (statements.length > 0) {
    directory.putInline({ kind: "role", name }, "own", policy(...statements));
  }
}

/** Opens an endpoint; `equip` leaves out what a test wants to be absent. */
export async function startEquipped(
  options: {
    functions?: Functions;
    without?: "stores" | "functions" | "buses" | "buckets";
    engine?: Engine;
    /** Makes the topics, which nobody else here needs. */
    topics?: (of: { directory: IamDirectory; clock: MovableClock }) => Topics;
  } = {},
): Promise<Equipment> {
  const { functions = {} as Functions, without, engine = {} as Engine } = options;
  const clock = new MovableClock();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "equipped-"));
  const directory = createDirectory(place);
  const targets = () => ({ directory, functions, topics: {} as Topics });
  const stores = createStores({ clock, place, folder, targets });
  const buckets = new Buckets(path.join(folder, "buckets"), clock);
  const events: EventDelivery[] = [];
  const buses = new EventBuses({
    deliver: (target, event, { arn }) => void events.push({ target, event, rule: arn }),
  });
  buses.create("default", arn("events", "event-bus/default"));
  stores.trails.deliverTo((event) => buses.get("default").put(event));
  const endpoint = new Endpoint({
    ...{ engine, directory, clock, place },
    ...(without === "buses" ? {} : { buses }),
    ...(without === "stores" ? {} : { stores }),
    ...(without === "buckets" ? {} : { buckets }),
    ...(without === "functions" ? {} : { functions }),
    topics: (options.topics ?? (() => ({}) as Topics))({ directory, clock }),
  });
  const audit: Call[] = [];
  endpoint.on("call", (call) => audit.push(call));
  const url = await endpoint.listen(0);
  return {
    ...{ url, endpoint, clock, directory, stores, buckets, audit, buses, events },
    as: (role, key) => {
      const session = key ?? directory.assume({ roleArn: roleArn(role), sessionName: "test" });
      const { accessKeyId, secretAccessKey, sessionToken } = session;
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      return { region: place.region, endpoint: url, credentials, maxAttempts: 1 };
    },
    stop: async () => {
      clock.stop();
      await endpoint.close();
      await stores.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a call that must fail was answered. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number }> {
  const failed = await call.then(
    () => undefined,
    (error: unknown) => error as { name: string; message: string; $metadata?: any },
  );
  if (failed === undefined) throw new Error("The call did not fail.");
  const { name, message, $metadata } = failed;
  return { name, message, status: $metadata?.httpStatusCode ?? 0 };
}
