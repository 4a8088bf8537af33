/** What a function's code finds in its environment. */
import type { Place } from "../account/types";
import type { AccessKey } from "../iam";
import type { FunctionSettings } from "./types";

/** Lambda's default, in megabytes. */
const defaultMemory = 128;

/** Reserved by Lambda: a deployment may not set them (Lambda Developer Guide). */
export const reservedVariables: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_FORMAT",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];

const machineRuntime = `nodejs${process.versions.node.split(".")[0]}.x`;

/** Megabytes that the code is told it has. */
export function memoryOf({
  memorySize = defaultMemory,
}: Pick<FunctionSettings, "memorySize">): number {
  return memorySize;
}

/**
 * What the deployment set and what Lambda sets, and nothing of this machine's own. HOME and PATH
 * are Lambda's too, so that no configuration of the developer's is found.
 */
export function environmentOf(
  settings: FunctionSettings,
  place: Place,
  run: { key: AccessKey; endpointUrl: string; logStream: string },
): Record<string, string> {
  const { key, endpointUrl, logStream } = run;
  return {
    ...settings.environment,
    _HANDLER: settings.handler,
    LAMBDA_TASK_ROOT: settings.codeFolder,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime ?? machineRuntime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryOf(settings)),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: settings.logFormat ?? "Text",
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(key.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: key.sessionToken }),
    AWS_ENDPOINT_URL: endpointUrl,
    HOME: "/home/sbx_user1051",
    LANG: "en_US.UTF-8",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin",
    TZ: ":UTC",
  };
}
