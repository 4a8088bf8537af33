/** What others may use of this service. */
export { eventbridge } from "./api";
export type { EventBus } from "./bus";
export { defaultBus, EventBuses } from "./buses";
export { deliver, type EventDelivery } from "./delivery";
export { isObject, PatternError } from "./operators";
export { eventsTypes } from "./resource-types";
export { meetsPattern } from "./tree";
export { every, scheduledEvent } from "./schedule";
