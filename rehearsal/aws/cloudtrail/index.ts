/** What others may use of this service. */
export { cloudtrail } from "./api";
export { cloudtrailTypes } from "./resource-types";
export { type Deployed, recordDeployment } from "./deployment";
export { recordedOnPage } from "./page";
export { recordRequest, type SeenRequest } from "./request";
export { LocalTrails } from "./trails";
