/** What others may use of this service. */
export { codeBuild } from "./build-action";
export { Projects } from "./projects";
export { codebuildTypes } from "./resource-types";
export { foreseenBuilds } from "./foreseen";
