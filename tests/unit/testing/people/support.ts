/** What the tests of publishing share: a pipeline whose approval is announced, and its role. */
import * as aws from "@pulumi/aws";
import { account, action, production, source } from "../support";

/** Nobody asks whom the roles of these programs trust. */
export const trust = "{}";
export const roleArn = `arn:aws:iam::${account}:role/service-role/pipeline`;

export const allow = (Action: any, Resource: any = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
export const document = (...Statement: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement });

/** The pipeline's role, with these statements. */
export function role(...statements: object[]): aws.iam.Role {
  const created = new aws.iam.Role("pipeline", { path: "/service-role/", assumeRolePolicy: trust });
  if (statements.length > 0) {
    new aws.iam.RolePolicy("rights", { role: created.name, policy: document(...statements) });
  }
  return created;
}

export function release(role: any, ...stages: any[]): void {
  new aws.codepipeline.Pipeline("release", {
    name: "release",
    roleArn: role,
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages: [source, ...stages, production],
  });
}

export const announced = (NotificationArn: any, more: object = {}) => ({
  name: "Approve",
  actions: [action("Approval", "QA", { configuration: { NotificationArn }, ...more })],
});
