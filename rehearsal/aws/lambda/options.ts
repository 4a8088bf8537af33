/** What a Lambda on this machine works with. */
import type { Place } from "../account/types";
import type { Clock } from "../../clock";
import type { FunctionMetrics } from "../cloudwatch";
import type { AccessKey, IamDirectory } from "../iam";
import type { DestinationServices } from "./destination";
import type { PollerOptions } from "./stream-poller";

export interface FunctionsOptions {
  readonly directory: Pick<IamDirectory, "decide" | "decideRole">;
  readonly clock: Clock;
  readonly place: Place;
  /** The run's folder: logs go to `logs/<function>.log` in it. */
  readonly folder: string;
  /** The local AWS, which the code of functions reaches. */
  readonly endpointUrl: () => string;
  /** Local URLs by the https origins for which they stand, such as https://slack.com. Absent: none. */
  readonly outside?: () => Readonly<Record<string, string>>;
  readonly queues: DestinationServices["queues"];
  readonly topics?: DestinationServices["topics"];
  /** What measures functions; without it nobody does. */
  readonly metrics?: FunctionMetrics;
  /** What event source mappings read; without it there is no stream. */
  readonly streams?: PollerOptions["streams"];
  /** Temporary keys of a role; asked for each new process. */
  readonly credentialsFor: (roleArn: string, sessionName: string) => AccessKey;
  readonly newId?: () => string;
  /** Milliseconds that loading the code may take. Defaults to Lambda's ten seconds. */
  readonly patience?: number;
}
