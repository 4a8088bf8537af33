/** What others may use of this service. */
export { LogGroups } from "./log-groups";
export { logsTypes } from "./resource-types";
