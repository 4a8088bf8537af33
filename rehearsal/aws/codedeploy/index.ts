/** What others may use of this service. */
export { codedeployTypes } from "./resource-types";
