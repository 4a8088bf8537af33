/** What others may use of this service. */
export { cloudwatchTypes } from "./resource-types";
