/**
 * For the tests of a program that uses this package: it is deployed in the test's own process,
 * without AWS, and the test says who must approve what.
 */
export { deploy, type DeployOptions } from "./deploy";
export {
  mocks,
  type MockedCall,
  type MockedResource,
  type MockOptions,
  setMocks,
} from "./engine/mocks";
export { type Json, unknown } from "./engine/plain";
export type { RegisteredResource } from "./engine/resource";
export type {
  GroupPerson,
  PermissionSetPerson,
  Person,
  RolePerson,
  Session,
  UserPerson,
} from "./people/person";
export type { NamedConnector } from "./people/connectors";
export type { SlackGate } from "./people/slack";
export type { SlackApprovers } from "./people/slack-approvers";
export type { SlackRule, WantedRule } from "./people/slack-rule";
export type { PipelineAction } from "./pipelines/action";
export { isDeployment } from "./pipelines/deployment";
export type { ActionFilter, DeployedPipeline, GatedOptions } from "./pipelines/pipeline";
export type { DeployedStage } from "./pipelines/stage";
export type { DeployedStack } from "./stack";
