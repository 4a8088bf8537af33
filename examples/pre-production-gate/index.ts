/** A release waits for a person before it reaches production. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "codepipeline-approvals";
import { sitePipeline } from "./site-pipeline";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

const gate = new ApprovalGate("ApproveProduction", {
  pipelineName,
  customData: "Release version #{source.VersionId} of the site to production?",
  emails: config.getObject<string[]>("emails"),
  approvers: { users: config.getObject<string[]>("approvers") },
});

const { sourceLocation, productionBucket } = sitePipeline({
  pipelineName,
  gate: gate.stage,
  gateRights: gate.pipelinePolicyJson,
  developers: config.getObject<string[]>("developers") ?? [],
});

export { pipelineName, productionBucket, sourceLocation };
export const approverGroup = gate.approverGroupName;
