/** What others may use of this service. */
export { s3 } from "./api";
export { Buckets } from "./buckets";
export { lackingObjects } from "./foreseen";
export { s3Deploy } from "./deploy-action";
export { objectLockOf } from "./object-lock-look-up";
export { objectCreated, putObject } from "./object-resources";
export { s3Types } from "./resource-types";
export { s3Source } from "./source-action";
