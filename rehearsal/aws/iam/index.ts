/** What others may use of this service. */
export { attach, detach, existingGroup, type Identity } from "./attachments";
export { issueKey, writeCredentials } from "./credentials";
export { createDirectory } from "./directory";
export { policyText } from "./documents";
export {
  besidePolicy,
  evaluateResourcePolicy,
  type Requester,
  type ResourceVerdict,
  withinAccount,
} from "./evaluate";
export { covers, resourcesOf } from "./given";
export { iamTypes } from "./resource-types";
export { requireAssumable } from "./resources";
export { inherited, rightsOf } from "./session";
export type { AccessKey, AssumedRole, Decision, IamDirectory, Principal } from "./types";
