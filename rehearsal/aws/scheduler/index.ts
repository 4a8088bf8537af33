/** What others may use of this service. */
export { scheduler } from "./api";
export { schedulerTypes } from "./resource-types";
export { LocalSchedules } from "./schedules";
export type { TargetServices } from "./target";
export type { Schedules } from "./types";
