/** Puts the local stores together. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { LocalKeys } from "../kms";
import { LocalQueues } from "../sqs";
import { LocalParameters } from "../ssm";
import { LocalSecrets } from "../secretsmanager";
import { LocalStreams, LocalTables } from "../dynamodb";
import type { Stores } from "./stores";

export interface StoresOptions {
  readonly clock: Clock;
  /** The run's folder. */
  readonly folder: string;
  readonly newId?: () => string;
}

/** Empty stores of an account. */
export function createStores({ clock, folder, newId }: StoresOptions): Stores {
  const streams = new LocalStreams(clock, newId ?? randomUUID);
  const tables = new LocalTables(streams, clock);
  return {
    ...{ streams, tables },
    keys: new LocalKeys(),
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    queues: new LocalQueues({ clock, folder, newId }),
    close: () => tables.close(),
  };
}
