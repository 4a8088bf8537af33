/** What an action needs as it is declared, before it runs, and of which role. */
import type {
  ActionDeclaration,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import {
  artifactNeeds,
  assumeRole,
  conditionKinds,
  conditionOf,
  type Need,
  needsOf,
  resolveDefaults,
} from "../codepipeline";
import type { Place } from "./types";

/** An action, or a rule, which is run as an action is. */
interface Planned {
  readonly shown: string;
  readonly action: ActionDeclaration;
}

/** In the order in which they run. */
export const actionsIn = (stage: StageDeclaration): Planned[] => [
  ...rulesOf(stage, "beforeEntry"),
  ...(stage.actions ?? []).map((action) => ({ shown: action.name ?? "", action })),
  ...conditionKinds.slice(1).flatMap((kind) => rulesOf(stage, kind)),
];

function rulesOf(stage: StageDeclaration, kind: (typeof conditionKinds)[number]): Planned[] {
  return (conditionOf(stage, kind)?.rules ?? []).map((rule) => ({
    ...{ shown: `${kind} / ${rule.name}`, action: asAction(rule) },
  }));
}

function asAction({ ruleTypeId, ...rule }: RuleDeclaration): ActionDeclaration {
  const { owner = "AWS", provider, version = "1" } = ruleTypeId ?? {};
  return { ...rule, actionTypeId: { category: "Rule" as never, owner, provider, version } };
}

/** An action with its configuration as far as the declaration says it, and whose rights it uses. */
export function resolvedOf(declared: ActionDeclaration, pipeline: PipelineDeclaration) {
  const action = {
    ...declared,
    configuration: resolveDefaults(declared.configuration ?? {}, pipeline),
  };
  const { roleArn: pipelineRole = "" } = pipeline;
  const { roleArn = pipelineRole } = action;
  return {
    action,
    roles: { roleArn, ...(roleArn !== pipelineRole && { pipelineRoleArn: pipelineRole }) },
  };
}

interface RoleNeed {
  readonly roleArn: string;
  readonly need: Need;
}

export function needsByRole(
  declared: ActionDeclaration,
  pipeline: PipelineDeclaration,
  place: Place,
): RoleNeed[] {
  const { action, roles } = resolvedOf(declared, pipeline);
  const { configuration } = action;
  const { roleArn, pipelineRoleArn } = roles;
  if (action.actionTypeId?.category === "Approval") {
    const { NotificationArn: resource } = configuration;
    return resource === undefined ? [] : [{ roleArn, need: { action: "sns:Publish", resource } }];
  }
  const assumed =
    pipelineRoleArn === undefined
      ? []
      : [{ roleArn: pipelineRoleArn, need: { action: assumeRole, resource: roleArn } }];
  const own = [
    ...needsOf({ action, configuration, roleArn }, place),
    ...artifactNeeds({ ...roles, action }, pipeline, place),
  ];
  return [...assumed, ...own.map((need) => ({ roleArn, need }))];
}
