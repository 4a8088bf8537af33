/** Lambda: event source mappings of the streams of tables. Other sources are recorded only. */
import { ServiceError } from "../../errors";
import type { EventSourceSettings } from "./event-source-mapping";
import { streamRights } from "./stream-poller";
import { arn, type Context, created, type Handler } from "../account/context";
import { needBetween, needSend } from "./checks";
import { invalid } from "./code";
import type { Created, Registration } from "../account/types";

/** Lambda API Reference, "CreateEventSourceMapping", and what of it has no effect here. */
const defaults = { batchSize: 100, maximumRetryAttempts: -1, maximumRecordAgeInSeconds: -1 };
const unsupported = [
  ...["filterCriteria", "maximumBatchingWindowInSeconds", "parallelizationFactor"],
  ...["tumblingWindowInSeconds", "startingPositionTimestamp", "metricsConfig"],
];

export const eventSourceMappingHandler: Handler = {
  create: (registration, context) => putMapping(context.newId(), registration, context),
  update: ({ id }, registration, context) => putMapping(id, registration, context),
  delete: ({ id }, { functions }) => functions.deleteEventSource(id),
};

function putMapping(id: string, registration: Registration, context: Context): Created {
  const { inputs } = registration;
  const { functions, stores } = context;
  const { functionName: name, eventSourceArn: streamArn } = inputs;
  if (!functions.has(name)) {
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${name}`, 404);
  }
  const { arn: functionArn, roleArn } = functions.settings(name);
  const answer = created(id, registration, {
    ...defaults,
    ...inputs,
    // The provider holds the name and the ARN of one function for the same: it stays as it was given.
    ...{ uuid: id, functionArn, functionName: name },
    arn: arn(context, "lambda", `event-source-mapping:${id}`),
    state: inputs.enabled === false ? "Disabled" : "Enabled",
  });
  if (!/^arn:[\w-]+:dynamodb:.*\/stream\//.test(streamArn ?? "")) {
    return { ...answer, recorded: true };
  }
  if (!stores.streams.has(streamArn)) throw invalid(`Stream not found: ${streamArn}`);
  needStreamRights(context, roleArn, streamArn);
  const settings = settingsOf(registration);
  if (settings.onFailure !== undefined) {
    needSend(context, roleArn, settings.onFailure, "destination config");
  }
  functions.putEventSource(id, settings);
  const isWhole = unsupported.every((key) => inputs[key] === undefined);
  return isWhole ? answer : { ...answer, recorded: true };
}

function settingsOf({ inputs }: Registration): EventSourceSettings {
  const { startingPosition, functionResponseTypes = [] } = inputs;
  const { batchSize, maximumRetryAttempts, maximumRecordAgeInSeconds } = { ...defaults, ...inputs };
  // Lambda Developer Guide: of the model's positions, a table's stream has no AT_TIMESTAMP.
  if (!["TRIM_HORIZON", "LATEST"].includes(startingPosition)) {
    throw invalid(`Starting position must be TRIM_HORIZON or LATEST, got: ${startingPosition}`);
  }
  // Lambda API Reference: "-1", or 60 and more; the model has -1 and more.
  if (maximumRecordAgeInSeconds !== -1) {
    needBetween("maximumRecordAgeInSeconds", maximumRecordAgeInSeconds, 60, 604_800);
  }
  return {
    ...{ functionName: inputs.functionName, streamArn: inputs.eventSourceArn, startingPosition },
    ...{ batchSize, maximumRetryAttempts, maximumRecordAgeInSeconds },
    enabled: inputs.enabled !== false,
    bisectBatchOnFunctionError: inputs.bisectBatchOnFunctionError === true,
    reportsBatchItemFailures: functionResponseTypes.length === 1,
    onFailure: inputs.destinationConfig?.onFailure?.destinationArn,
  };
}

/** Lambda asks the role at once, so its policy has to be there before. */
function needStreamRights({ directory }: Context, roleArn: string, streamArn: string): void {
  const missing = streamRights(streamArn).find(
    ({ action, resource }) => !directory.decideRole(roleArn, action, resource).allowed,
  );
  if (missing === undefined) return;
  throw invalid(
    `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, ` +
      "GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM: " +
      `${roleArn} may not ${missing.action} on ${missing.resource}.`,
  );
}
