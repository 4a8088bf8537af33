/** The part of a definition's checks that looks at one action alone. */
import type { ActionDeclaration } from "@aws-sdk/client-codepipeline";
import { ServiceError } from "../../errors";
import { isApproval } from "./model";
import { executionNamespace, pipelineNamespace } from "./variables";

const approvalKeys = ["NotificationArn", "CustomData", "ExternalEntityLink"];

export const actionError = (message: string): ServiceError =>
  new ServiceError("InvalidActionDeclarationException", message);

function checkTimeout(where: string, action: ActionDeclaration): void {
  if (action.timeoutInMinutes !== undefined && !isApproval(action)) {
    throw actionError(
      `${where}: timeoutInMinutes belongs to manual approval actions only. Remove it.`,
    );
  }
}

function checkNamespace(where: string, { namespace }: ActionDeclaration): void {
  if (namespace === executionNamespace || namespace === pipelineNamespace) {
    throw actionError(`${where}: namespace "${namespace}" is CodePipeline's own. Choose another.`);
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

/** Lambda's own (User Guide, AWS Lambda invoke action reference). */
function checkLambda(where: string, action: ActionDeclaration): void {
  const { category, owner, provider } = action.actionTypeId!;
  if (`${category}/${owner}/${provider}` !== "Invoke/AWS/Lambda") return;
  if (action.configuration?.FunctionName === undefined) {
    throw actionError(`${where}: a Lambda action needs FunctionName in its configuration.`);
  }
  for (const list of ["inputArtifacts", "outputArtifacts"] as const) {
    const { length } = action[list] ?? [];
    if (length > 5) throw actionError(`${where}: ${list} may have 5 artifacts, got: ${length}.`);
  }
}

export function checkAction(stageName: string, action: ActionDeclaration): void {
  const where = `Action "${action.name}" of stage "${stageName}"`;
  checkTimeout(where, action);
  checkNamespace(where, action);
  checkApproval(where, action);
  checkLambda(where, action);
}
