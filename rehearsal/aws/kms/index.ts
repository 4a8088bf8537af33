/** What others may use of this service. */
export { kms } from "./api";
export { needDecrypt, viaService } from "./decrypt";
export { LocalKeys } from "./keys";
export { aliasIn, findAlias, findKey, keyArn, missingKey, needKey } from "./kms-key";
export { kmsTypes } from "./resource-types";
export { publicKeyOf } from "./public-key";
