/** What others may use of this service. */
export { snsTypes } from "./resource-types";
export { Topics, type TopicsOptions } from "./topics";
export type { Delivery, Notification } from "./types";
