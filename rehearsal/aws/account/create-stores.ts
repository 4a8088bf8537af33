/** Puts the local stores together. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { LocalTrails } from "../cloudtrail";
import { LocalKeys } from "../kms";
import { LocalSchedules, type TargetServices } from "../scheduler";
import { LocalQueues, type Queues } from "../sqs";
import { LocalParameters } from "../ssm";
import { LocalSecrets } from "../secretsmanager";
import { LocalStreams, LocalTables } from "../dynamodb";
import type { Stores } from "./stores";
import type { Place } from "./types";

export interface StoresOptions {
  readonly clock: Clock;
  readonly place: Place;
  /** The run's folder. */
  readonly folder: string;
  readonly newId?: () => string;
  /** What schedules invoke, with the queues of these stores; without it nothing is behind a target. */
  readonly targets?: () => Omit<TargetServices, "queues">;
}

/** Empty stores of an account. */
export function createStores(options: StoresOptions): Stores {
  const { clock, place, folder, newId = randomUUID, targets } = options;
  const streams = new LocalStreams(clock, newId);
  const tables = new LocalTables(streams, clock);
  const queues: Queues = new LocalQueues({ clock, folder, newId });
  const services = targets && (() => ({ ...targets(), queues }));
  const schedules = new LocalSchedules({ clock, newId, services });
  return {
    ...{ streams, tables, queues, schedules },
    trails: new LocalTrails({ clock, place }),
    keys: new LocalKeys(),
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    close: () => {
      schedules.close();
      return tables.close();
    },
  };
}
