/** What others may use of this service. */
export { ssoadminTypes } from "./resource-types";
export { instance, instanceArn } from "./resources";
