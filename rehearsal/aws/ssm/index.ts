/** What others may use of this service. */
export { ssm } from "./api";
export { LocalParameters } from "./parameters";
export { ssmTypes } from "./resource-types";
