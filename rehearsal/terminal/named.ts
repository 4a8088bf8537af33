/** Whether those whom a program names may decide what waits. */
import { readArn } from "../../iam/arns";
import { covers, resourcesOf } from "../aws/iam";
import type { ApprovalRequest } from "../aws/codepipeline";
import type { Rehearsal } from "../session";
import { actionArn, decideAction, listCallers } from "../screen/people";

/** A right to decide, as an approver policy gives it. */
interface Right {
  readonly pattern: string;
  /** `PIPELINE/STAGE/ACTION`. */
  readonly action: string;
  readonly pipeline: string;
}

/** Rights on actions of one pipeline that is called by its name; `*` names nobody's gate. */
export function rightsOf({ account }: Rehearsal): Right[] {
  return resourcesOf(account.directory.documents(), decideAction).flatMap((pattern) => {
    const { resource: action = "" } = readArn(pattern);
    const [pipeline] = action.split("/");
    return pipeline === "" || /[*?$]/.test(pipeline) ? [] : [{ pattern, action, pipeline }];
  });
}

function exists({ engine }: Rehearsal, { action, pipeline }: Right): boolean {
  if (!engine.pipelineNames().includes(pipeline)) return false;
  const stages = engine.declaration(pipeline).stages ?? [];
  const actions = stages.flatMap((stage) =>
    (stage.actions ?? []).map(({ name }) => `${pipeline}/${stage.name}/${name}`),
  );
  return actions.includes(action) || action.includes("*");
}

/**
 * What is wrong where a program gives people a right to decide in this pipeline, or in one that is
 * not there, and none of them may decide what waits: an administrator who decides in their place
 * would let a mistake pass for a rehearsal that ended well.
 */
export function misdirected(rehearsal: Rehearsal, request: ApprovalRequest): string | undefined {
  const { account, engine } = rehearsal;
  const { directory, place } = account;
  const { pipelineName, stageName, actionName } = request;
  const named = rightsOf(rehearsal).filter(
    ({ pipeline }) => pipeline === pipelineName || !engine.pipelineNames().includes(pipeline),
  );
  const wanted = actionArn(place, request);
  if (
    named.length === 0 ||
    covers(
      named.map(({ pattern }) => pattern),
      wanted,
    )
  ) {
    return undefined;
  }
  const others = listCallers(directory).filter(({ isPowerful }) => !isPowerful);
  if (others.some(({ key }) => directory.decide(key.principal, decideAction, wanted).allowed)) {
    return undefined;
  }
  const waits =
    `${stageName} / ${actionName} of ${pipelineName} waits, and nobody whom the program names ` +
    "may decide it.";
  const lost = named.filter((right) => !exists(rehearsal, right));
  const list = (rights: readonly Right[]): string => rights.map(({ action }) => action).join(", ");
  return lost.length > 0
    ? `${waits} Its policies allow ${list(lost)}, which no pipeline has. The right belongs on ` +
        `${pipelineName}/${stageName}/${actionName}: give the gate the names of the pipeline and ` +
        "of the stage in which its action stands."
    : `${waits} Its policies allow ${list(named)} alone. Name who may decide this one too.`;
}
