/** What others may use of this service. */
export { sns } from "./api";
export { snsTypes } from "./resource-types";
export { Topics, type TopicsOptions } from "./topics";
export type { Delivery, Notification } from "./types";
