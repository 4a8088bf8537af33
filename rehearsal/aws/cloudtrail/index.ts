/** What others may use of this service. */
export { cloudtrailTypes } from "./resource-types";
