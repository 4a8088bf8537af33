/** The part of a definition's checks that looks at one action alone. */
import type { ActionDeclaration, ActionTypeId } from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../errors";
import {
  artifactNamePattern,
  maxConfigurationKeyLength,
  maxConfigurationValueLength,
  maxRunOrder,
  maxTimeoutInMinutes,
  minRunOrder,
  minTimeoutInMinutes,
  namePattern,
  namespacePattern,
  roleArnPattern,
} from "./limits";
import { isApproval } from "./model";
import { invalid } from "./errors";
import { executionNamespace, pipelineNamespace } from "./variables";

const categories = ["Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"];
const owners = ["AWS", "ThirdParty", "Custom"];
const approvalKeys = ["NotificationArn", "CustomData", "ExternalEntityLink"];

export const actionError = (message: string): ServiceError =>
  new ServiceError("InvalidActionDeclarationException", message);

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function checkType(where: string, type: ActionTypeId | undefined): void {
  if (!categories.includes(type?.category ?? "")) {
    throw invalid(
      `${where}: category must be one of ${categories.join(", ")}, got: "${type?.category ?? ""}".`,
    );
  }
  if (!owners.includes(type?.owner ?? "")) {
    throw invalid(
      `${where}: owner must be one of ${owners.join(", ")}, got: "${type?.owner ?? ""}".`,
    );
  }
  if (!type?.provider || !type.version) {
    throw invalid(`${where}: provider and version are required.`);
  }
}

function checkNumbers(where: string, action: ActionDeclaration): void {
  const { runOrder, timeoutInMinutes } = action;
  if (runOrder !== undefined && !isWithin(runOrder, minRunOrder, maxRunOrder)) {
    throw invalid(
      `${where}: runOrder must be a whole number from ${minRunOrder} to ${maxRunOrder}, ` +
        `got: ${runOrder}.`,
    );
  }
  if (timeoutInMinutes === undefined) return;
  if (!isWithin(timeoutInMinutes, minTimeoutInMinutes, maxTimeoutInMinutes)) {
    throw invalid(
      `${where}: timeoutInMinutes must be a whole number from ${minTimeoutInMinutes} ` +
        `to ${maxTimeoutInMinutes}, got: ${timeoutInMinutes}.`,
    );
  }
  if (!isApproval(action)) {
    throw actionError(
      `${where}: timeoutInMinutes belongs to manual approval actions only. Remove it.`,
    );
  }
}

function checkConfiguration(where: string, action: ActionDeclaration): void {
  for (const [key, value] of Object.entries(action.configuration ?? {})) {
    if (!isWithin(key.length, 1, maxConfigurationKeyLength)) {
      throw invalid(
        `${where}: configuration keys must have 1 to ${maxConfigurationKeyLength} characters, ` +
          `got: "${key}".`,
      );
    }
    if (typeof value !== "string" || !isWithin(value.length, 1, maxConfigurationValueLength)) {
      throw invalid(
        `${where}: configuration value "${key}" must have 1 to ${maxConfigurationValueLength} ` +
          `characters, got: ${value?.length ?? 0}.`,
      );
    }
  }
}

function checkNames(where: string, action: ActionDeclaration): void {
  const { namespace, roleArn } = action;
  if (namespace !== undefined && !namespacePattern.test(namespace)) {
    throw invalid(
      `${where}: namespace must be 1 to 100 of the characters A-Z a-z 0-9 @ - _, got: "${namespace}".`,
    );
  }
  if (namespace === executionNamespace || namespace === pipelineNamespace) {
    throw actionError(`${where}: namespace "${namespace}" is CodePipeline's own. Choose another.`);
  }
  if (roleArn !== undefined && !roleArnPattern.test(roleArn)) {
    throw invalid(`${where}: roleArn must be the ARN of an IAM role, got: "${roleArn}".`);
  }
  for (const { name } of [...(action.inputArtifacts ?? []), ...(action.outputArtifacts ?? [])]) {
    if (!artifactNamePattern.test(name ?? "")) {
      throw invalid(
        `${where}: an artifact's name must be 1 to 100 of the characters A-Z a-z 0-9 _ -, ` +
          `got: "${name ?? ""}".`,
      );
    }
  }
}

function checkApproval(where: string, action: ActionDeclaration): void {
  if (action.actionTypeId!.category !== "Approval") return;
  if (!isApproval(action) || action.actionTypeId!.version !== "1") {
    const { owner, provider, version } = action.actionTypeId!;
    throw actionError(
      `${where}: the only approval action is Approval / AWS / Manual / 1, ` +
        `got: Approval / ${owner} / ${provider} / ${version}.`,
    );
  }
  const artifacts = [...(action.inputArtifacts ?? []), ...(action.outputArtifacts ?? [])];
  if (artifacts.length > 0) {
    throw actionError(
      `${where}: an approval action takes no artifacts, got: ` +
        `${artifacts.map((artifact) => artifact.name).join(", ")}.`,
    );
  }
  const unknown = Object.keys(action.configuration ?? {}).filter(
    (key) => !approvalKeys.includes(key),
  );
  if (unknown.length > 0) {
    throw actionError(
      `${where}: an approval action's configuration may hold ${approvalKeys.join(", ")}, ` +
        `got: ${unknown.join(", ")}.`,
    );
  }
}

export function checkAction(stageName: string, action: ActionDeclaration): void {
  if (!namePattern.test(action.name ?? "")) {
    throw invalid(
      `An action's name must be 1 to 100 of the characters A-Z a-z 0-9 . @ - _, ` +
        `got: "${action.name ?? ""}" in stage "${stageName}".`,
    );
  }
  const where = `Action "${action.name}" of stage "${stageName}"`;
  checkType(where, action.actionTypeId);
  checkNumbers(where, action);
  checkConfiguration(where, action);
  checkNames(where, action);
  checkApproval(where, action);
}
