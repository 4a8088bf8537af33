/** What others may use of this service. */
export { dynamodb } from "./api";
export { dynamodbTypes } from "./resource-types";
export { LocalStreams, type StreamRecord } from "./streams";
export { LocalTables } from "./tables";
