/** Rights to decide that are wrong although the run would end well. */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { pipelineArn, readArn } from "../../iam/arns";
import { covers } from "../aws/iam";
import { decideAction } from "../screen/people";
import type { Rehearsal } from "../session";
import { rightsOf } from "./named";

/** A sentence for each. */
export function wrongRights(rehearsal: Rehearsal): string[] {
  return [...lostRights(rehearsal), ...selfApprovers(rehearsal)];
}

/** `PIPELINE/STAGE/ACTION` of each approval. */
function approvalsOf({ name, stages = [] }: PipelineDeclaration): string[] {
  return stages.flatMap((stage) =>
    (stage.actions ?? [])
      .filter(({ actionTypeId }) => actionTypeId?.category === "Approval")
      .map((action) => `${name}/${stage.name}/${action.name}`),
  );
}

const declarations = ({ engine }: Rehearsal): PipelineDeclaration[] =>
  engine.pipelineNames().map((name) => engine.declaration(name));

/** In a pipeline that is here, on an approval that it does not have: whoever was meant cannot decide. */
function lostRights(rehearsal: Rehearsal): string[] {
  const { place } = rehearsal.account;
  const pipelines = declarations(rehearsal);
  return rightsOf(rehearsal).flatMap(({ pattern, action, pipeline }) => {
    const declaration = pipelines.find(({ name }) => name === pipeline);
    const { region = "", accountId = "" } = readArn(pattern);
    // A pipeline of the same name may be in another Region or account, and a variable is anybody's.
    const isHere = region === place.region || region === "*";
    const isOurs = accountId === place.accountId || accountId === "*";
    if (declaration === undefined || !isHere || !isOurs || action.includes("${")) return [];
    const approvals = approvalsOf(declaration);
    if (approvals.some((one) => covers([pattern], pipelineArn(place, one)))) return [];
    return [
      `A policy allows the decision of ${action}, which is no approval of ${pipeline}: nobody gets ` +
        `anything by it. Its approvals: ${approvals.join(", ") || "none"}.`,
    ];
  });
}

/** What runs in a pipeline under such a role could approve itself. */
function selfApprovers(rehearsal: Rehearsal): string[] {
  const { directory, place } = rehearsal.account;
  return declarations(rehearsal).flatMap((declaration) =>
    rolesOf(rehearsal, declaration).flatMap(({ role, of }) =>
      approvalsOf(declaration)
        .filter((one) => directory.decideRole(role, decideAction, pipelineArn(place, one)).allowed)
        .map(
          (one) =>
            `${role}, the role of ${of}, may decide ${one}: what runs under it could approve ` +
            `itself. Take ${decideAction} from it.`,
        ),
    ),
  );
}

/** The pipeline's own, those of its actions and those of its builds, each once. */
function rolesOf(
  { account }: Rehearsal,
  { name, roleArn = "", stages = [] }: PipelineDeclaration,
): { role: string; of: string }[] {
  const found = new Map([[roleArn, `pipeline ${name}`]]);
  for (const stage of stages) {
    for (const { name: action, roleArn: own, configuration = {} } of stage.actions ?? []) {
      const build = account.projects.get(configuration["ProjectName"] ?? "")?.roleArn;
      for (const role of [own ?? "", build ?? ""]) {
        if (!found.has(role)) found.set(role, `action ${stage.name} / ${action}`);
      }
    }
  }
  found.delete("");
  return [...found].map(([role, of]) => ({ role, of }));
}
