/** What others may use of this service. */
export { needDecrypt, viaService } from "./decrypt";
export { keyArn } from "./kms-key";
export { kmsTypes } from "./resource-types";
