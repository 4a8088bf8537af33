/** What happens to each action and rule of a program's pipelines, before any of them runs. */
import type {
  ActionDeclaration,
  PipelineDeclaration,
  StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import { type ActionChoices, choiceOf } from "../../settings/choices";
import { isNotKnown, isProvider, nameOf, roleEntry } from "../codepipeline";
import type { Account } from "./account";
import { actionsIn, needsByRole, resolvedOf } from "./declared-needs";
import { isKnown, lacksRole } from "./action-runner";

export interface PlannedAction {
  readonly pipelineName: string;
  readonly stageName: string;
  /** Of a rule: its condition and its name. */
  readonly actionName: string;
  /** For example `CloudFormation`. */
  readonly provider: string;
  readonly happens:
    | "decided by you"
    | "done"
    | "pretended"
    | "decided when it runs"
    | "not known: pretended"
    | "fails, as you have said";
  /** Actions of IAM that its role is asked for. */
  readonly rights: readonly string[];
  /** Set where nothing is known of its role, so that no right is checked: what to write of it, by ARN. */
  readonly unknownRole?: object;
}

export interface PlanOptions {
  readonly actions?: ActionChoices;
  readonly runsBuilds?: boolean;
}

export function planOf(account: Account, options: PlanOptions): PlannedAction[] {
  const { engine } = account;
  return engine.pipelineNames().flatMap((pipelineName) => {
    const pipeline = engine.declaration(pipelineName);
    return (pipeline.stages ?? []).flatMap((stage) =>
      actionsIn(stage).map((planned) => ({
        ...{ pipelineName, stageName: stage.name ?? "", actionName: planned.shown },
        ...plannedOf(planned.action, { pipeline, stage, account, options }),
      })),
    );
  });
}

interface PlanContext {
  readonly pipeline: PipelineDeclaration;
  readonly stage: StageDeclaration;
  readonly account: Pick<Account, "functions" | "directory" | "place">;
  readonly options: PlanOptions;
}

type Outlook = Pick<PlannedAction, "provider" | "happens" | "rights" | "unknownRole">;

function plannedOf(declared: ActionDeclaration, context: PlanContext): Outlook {
  const { pipeline, account } = context;
  const { action, roles } = resolvedOf(declared, pipeline);
  const provider = action.actionTypeId?.provider ?? "";
  const happens = happensTo(action, roles, context);
  if (happens !== "decided by you" && isNotKnown(roles, account.directory)) {
    const unknownRole = roleEntry(roles.roleArn, pipeline.roleArn ?? "");
    return { provider, happens, rights: [], unknownRole };
  }
  const rights = needsByRole(declared, pipeline, account.place).map(({ need }) => nameOf(need));
  return { provider, happens, rights: [...new Set(rights)] };
}

function happensTo(
  action: ActionDeclaration,
  roles: Parameters<typeof isNotKnown>[0],
  { stage, account, options: { actions = {}, runsBuilds = true } }: PlanContext,
): PlannedAction["happens"] {
  const { category, provider } = action.actionTypeId ?? {};
  if (category === "Approval") return "decided by you";
  const { fails, run } = choiceOf(actions, { stageName: stage.name ?? "", action });
  if (provider === "VariableCheck") return "done";
  if (fails !== undefined) return "fails, as you have said";
  if (!isProvider(action)) return "not known: pretended";
  if (lacksRole({ action, ...roles }, account.directory)) return "pretended";
  if (provider === "CodeBuild" && category !== ("Rule" as never)) {
    return runsBuilds && run !== false ? "done" : "pretended";
  }
  if (run === false || !isKnown(action) || provider === "ECR") return "pretended";
  const { FunctionName } = action.configuration ?? {};
  if (FunctionName === undefined || (category as string) === "Source") return "done";
  if (FunctionName.includes("#{")) return "decided when it runs";
  return account.functions.has(FunctionName) ? "done" : "pretended";
}
