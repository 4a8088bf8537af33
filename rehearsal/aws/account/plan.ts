/** What happens to each action and rule of a program's pipelines, before any of them runs. */
import type {
  ActionDeclaration,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import { type ActionChoices, choiceOf } from "../../settings/choices";
import {
  artifactNeeds,
  assumeRole,
  conditionKinds,
  conditionOf,
  isNotKnown,
  isProvider,
  nameOf,
  needsOf,
  resolveDefaults,
  roleEntry,
} from "../codepipeline";
import type { Account } from "./account";
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

/** An action, or a rule, which is run as an action is. */
interface Planned {
  readonly shown: string;
  readonly action: ActionDeclaration;
}

export function planOf(account: Account, options: PlanOptions): PlannedAction[] {
  const { engine } = account;
  return engine.pipelineNames().flatMap((pipelineName) => {
    const pipeline = engine.declaration(pipelineName);
    return (pipeline.stages ?? []).flatMap((stage) =>
      [
        ...rulesOf(stage, "beforeEntry"),
        ...(stage.actions ?? []).map((action) => ({ shown: action.name ?? "", action })),
        ...conditionKinds.slice(1).flatMap((kind) => rulesOf(stage, kind)),
      ].map((planned) => ({
        ...{ pipelineName, stageName: stage.name ?? "", actionName: planned.shown },
        ...plannedOf(planned.action, { pipeline, stage, account, options }),
      })),
    );
  });
}

function rulesOf(stage: StageDeclaration, kind: (typeof conditionKinds)[number]): Planned[] {
  return (conditionOf(stage, kind)?.rules ?? []).map((rule) => ({
    ...{ shown: `${kind} / ${rule.name}`, action: asAction(rule) },
  }));
}

function asAction({ ruleTypeId, ...rule }: RuleDeclaration): ActionDeclaration {
  const { owner = "AWS", provider, version = "1" } = ruleTypeId ?? {};
  return { ...rule, actionTypeId: { category: "Rule" as never, owner, provider, version } };
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
  const configuration = resolveDefaults(declared.configuration ?? {}, pipeline);
  const action = { ...declared, configuration };
  const provider = action.actionTypeId?.provider ?? "";
  const { roleArn: pipelineRole = "" } = pipeline;
  const { roleArn = pipelineRole } = action;
  const roles = { roleArn, ...(roleArn !== pipelineRole && { pipelineRoleArn: pipelineRole }) };
  const happens = happensTo(action, roles, context);
  if (happens === "decided by you") {
    // The pipeline's role publishes the request.
    const rights = configuration.NotificationArn === undefined ? [] : ["sns:Publish"];
    return { provider, happens, rights };
  }
  if (isNotKnown(roles, account.directory)) {
    const unknownRole = roleEntry(roleArn, pipelineRole);
    return { provider, happens, rights: [], unknownRole };
  }
  const needs = needsOf({ action, configuration, roleArn }, account.place);
  const ofArtifacts = artifactNeeds({ ...roles, action }, pipeline, account.place);
  const rights = [
    ...(roles.pipelineRoleArn === undefined ? [] : [assumeRole]),
    ...[...needs, ...ofArtifacts].map(nameOf),
  ];
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
