/** Puts the local stores together. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { LocalQueues } from "../sqs/queues";
import { LocalParameters } from "../ssm/parameters";
import { LocalSecrets } from "../secretsmanager/secrets";
import { LocalStreams } from "../dynamodb/streams";
import { LocalTables } from "../dynamodb/tables";
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
  const tables = new LocalTables(streams);
  return {
    ...{ streams, tables },
    secrets: new LocalSecrets(clock),
    parameters: new LocalParameters(clock),
    queues: new LocalQueues({ clock, folder, newId }),
    close: () => tables.close(),
  };
}
