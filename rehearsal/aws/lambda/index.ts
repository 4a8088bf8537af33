/** What others may use of this service. */
export { lambda } from "./api";
export { createFunctions } from "./functions";
export { lambdaInvoke } from "./invoke-action";
export { lambdaTypes } from "./resource-types";
export type { Functions, FunctionSettings, Invocation } from "./types";
