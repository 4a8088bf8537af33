/** A release waits for a person in the very stage that deploys it. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "codepipeline-approvals";
import { sitePipeline } from "./site-pipeline";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;
// Said once, to the gate and to the pipeline: the right to decide names the stage.
const stageName = "Production";

const gate = new ApprovalGate("ApproveProduction", {
  pipelineName,
  stageName,
  actionName: "Approve",
  runOrder: 1,
  customData: "Release version #{source.VersionId} of the site to production?",
  emails: config.getObject<string[]>("emails"),
  approvers: { users: config.getObject<string[]>("approvers") },
});

const { sourceLocation, productionBucket } = sitePipeline({
  pipelineName,
  // The deployment comes after the approval: actions of one number start together.
  production: (deploy) => ({ name: stageName, actions: [gate.action, { ...deploy, runOrder: 2 }] }),
  gateRights: gate.pipelinePolicyJson,
  developers: config.getObject<string[]>("developers") ?? [],
});

export { pipelineName, productionBucket, sourceLocation };
export const approverGroup = gate.approverGroupName;
