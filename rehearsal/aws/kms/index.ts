/** What others may use of this service. */
export { kms } from "./api";
export { needDecrypt, viaService } from "./decrypt";
export { keyArn } from "./kms-key";
export { LocalKeys } from "./keys";
export { kmsTypes } from "./resource-types";
