/** What others may use of this service. */
export { sts } from "./api";
