/** What others may use of this service. */
export { secretsmanager } from "./api";
export { secretsmanagerTypes } from "./resource-types";
export { LocalSecrets, secretVersion } from "./secrets";
