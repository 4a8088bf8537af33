/** What others may use of this service. */
export { sqs } from "./api";
export { sendForService } from "./for-service";
export { LocalQueues } from "./queues";
export { sqsTypes } from "./resource-types";
export type { Queues } from "./types";
