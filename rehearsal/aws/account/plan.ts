/** What happens to each action of a program's pipelines, before any of them runs. */
import type { ActionDeclaration } from "@aws-sdk/client-codepipeline";
import { type ActionChoices, choiceOf } from "../../settings/choices";
import { needsOf } from "../codepipeline";
import type { Account } from "./account";
import { isKnown } from "./action-runner";

export interface PlannedAction {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  /** For example `CloudFormation`. */
  readonly provider: string;
  readonly happens: "decided by you" | "done" | "pretended" | "fails, as you have said";
  /** Actions of IAM that its role is asked for; none where its calls are not known here. */
  readonly rights: readonly string[];
}

export interface PlanOptions {
  readonly actions?: ActionChoices;
  readonly runsBuilds?: boolean;
}

export function planOf(account: Account, options: PlanOptions): PlannedAction[] {
  const { engine, place } = account;
  return engine.pipelineNames().flatMap((pipelineName) =>
    (engine.declaration(pipelineName).stages ?? []).flatMap(
      ({ name: stageName = "", actions = [] }) =>
        actions.map((action) => {
          const { configuration = {} } = action;
          const needs = needsOf({ action, configuration }, place);
          return {
            ...{ pipelineName, stageName, actionName: action.name ?? "" },
            provider: action.actionTypeId?.provider ?? "",
            happens: happensTo(action, stageName, account, options),
            rights: [...new Set(needs.map((need) => need.action))],
          };
        }),
    ),
  );
}

function happensTo(
  action: ActionDeclaration,
  stageName: string,
  { functions }: Pick<Account, "functions">,
  { actions = {}, runsBuilds = true }: PlanOptions,
): PlannedAction["happens"] {
  const { category, provider } = action.actionTypeId ?? {};
  if (category === "Approval") return "decided by you";
  const { fails, run } = choiceOf(actions, { stageName, action });
  if (fails !== undefined) return "fails, as you have said";
  if (provider === "CodeBuild") return runsBuilds && run !== false ? "done" : "pretended";
  if (run === false || !isKnown(action) || provider === "ECR") return "pretended";
  const { FunctionName = "" } = action.configuration ?? {};
  return category === "Invoke" && !functions.has(FunctionName) ? "pretended" : "done";
}
