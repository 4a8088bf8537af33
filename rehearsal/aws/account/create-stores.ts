/** Puts the local stores together. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { LocalTrails } from "../cloudtrail";
import { type AlarmServices, LocalAlarms, LocalMetrics, ServiceMetrics } from "../cloudwatch";
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
  /** Whom alarms tell of a change; without it they ring and nobody hears. */
  readonly alarmServices?: () => AlarmServices;
}

/** Stores of an account, with what reports to one of them. */
export interface CreatedStores extends Stores {
  readonly serviceMetrics: ServiceMetrics;
}

/** Empty stores of an account. */
export function createStores(options: StoresOptions): CreatedStores {
  const { clock, folder, place, newId = randomUUID, targets, alarmServices } = options;
  const streams = new LocalStreams(clock, newId);
  const tables = new LocalTables(streams, clock);
  const queues: Queues = new LocalQueues({ clock, folder, newId });
  const services = targets && (() => ({ ...targets(), queues }));
  const schedules = new LocalSchedules({ clock, newId, services });
  const metrics = new LocalMetrics();
  const serviceMetrics = new ServiceMetrics({ clock, metrics, queues });
  const alarms = new LocalAlarms({
    ...{ clock, place, metrics, newId, services: alarmServices },
    measure: () => serviceMetrics.measureQueues(),
  });
  const trails = new LocalTrails({ clock, place });
  return {
    ...{ streams, tables, queues, schedules, metrics, alarms, serviceMetrics },
    trails,
    keys: new LocalKeys(),
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    close: () => {
      schedules.close();
      trails.close();
      alarms.close();
      return tables.close();
    },
  };
}
