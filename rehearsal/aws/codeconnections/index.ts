/** What others may use of this service. */
export { codeconnectionsTypes } from "./resource-types";
