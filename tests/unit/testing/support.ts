/** What the tests of `codepipeline-approvals/testing` share: small programs, and what is refused. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { deploy, type DeployOptions } from "../../../testing";

export const account = "111122223333";
export const releaseArn = `arn:aws:codepipeline:eu-west-1:${account}:release`;

/** An action as a program writes it. */
export function action(category: string, name: string, more: object = {}): any {
  const provider = { Approval: "Manual", Source: "S3", Build: "CodeBuild" }[category] ?? "S3";
  return { name, category, owner: "AWS", provider, version: "1", ...more };
}

export const source = { name: "Source", actions: [action("Source", "Source")] };
export const approve = { name: "Approve", actions: [action("Approval", "QA")] };
export const production = { name: "Production", actions: [action("Deploy", "Deploy")] };

/** A pipeline with these stages. */
export function pipeline(stages: any, name = "release"): aws.codepipeline.Pipeline {
  return new aws.codepipeline.Pipeline(name, {
    name,
    roleArn: `arn:aws:iam::${account}:role/pipeline`,
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages,
  });
}

/** The stack of a program, in eu-west-1. */
export function stackOf(program: () => unknown, options: DeployOptions = {}) {
  return deploy(program, { region: "eu-west-1", ...options });
}

/** A stack with a good pipeline and something else. */
export function beside(more: () => void, options?: DeployOptions) {
  return stackOf(() => {
    pipeline([source, approve, production]);
    more();
  }, options);
}

/** A resource of any type, as another provider has it. */
export class Native extends pulumi.CustomResource {}

/** A policy document with one statement. */
export function policy(...statements: object[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      Effect: "Allow",
      Action: "codepipeline:PutApprovalResult",
      ...statement,
    })),
  });
}

/** Fails with an AssertionError of exactly these words. */
export function failsWith(assertion: () => void, message: string | RegExp): void {
  assert.throws(assertion, (error: Error) => {
    assert.equal(error.name, "AssertionError", error.stack);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}

const signOff = { name: "SignOff", actions: [action("Approval", "qa"), action("Approval", "po")] };
export const qa = `${releaseArn}/Approve/QA`;

/** A stack with three approvals, and users with what a test gives them. */
export function people(program: () => void, options?: DeployOptions) {
  return stackOf(() => {
    pipeline([source, approve, signOff, production]);
    program();
  }, options);
}

/** Gives a user a policy of his own. */
export function user(name: string, document: string): void {
  new aws.iam.UserPolicy(name, { user: name, policy: document });
}
