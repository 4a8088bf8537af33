/** Puts the local stores together. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock";
import { LocalQueues } from "../queues/queues";
import { LocalParameters } from "./parameters";
import { LocalSecrets } from "./secrets";
import { LocalStreams } from "./streams";
import { LocalTables } from "./tables";
import type { Stores } from "./types";

export interface StoresOptions {
  readonly clock: Clock;
  /** The run's folder. */
  readonly folder: string;
  readonly newId?: () => string;
}

/** Empty stores of an account. */
export function createStores({ clock, folder, newId }: StoresOptions): Stores {
  const streams = new LocalStreams(clock, newId ?? randomUUID);
  const tables = new LocalTables(streams);
  return {
    ...{ streams, tables },
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    queues: new LocalQueues({ clock, folder, newId }),
    close: () => tables.close(),
  };
}
