/** Puts the local stores together. */
import type { Clock } from "../clock";
import { LocalQueues } from "../queues/queues";
import { LocalParameters } from "./parameters";
import { LocalSecrets } from "./secrets";
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
  const tables = new LocalTables();
  return {
    tables,
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    queues: new LocalQueues({ clock, folder, newId }),
    close: () => tables.close(),
  };
}
