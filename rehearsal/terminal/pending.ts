/** A request that waits, in the words of the scripts. */
import type { ApprovalRequest, Engine } from "../aws/codepipeline";

export const waits = (engine: Engine, { token }: Pick<ApprovalRequest, "token">): boolean =>
  engine.pending().some((request) => request.token === token);

export const gateOf = ({
  stageName,
  actionName,
}: Pick<ApprovalRequest, "stageName" | "actionName">): string => `${stageName} / ${actionName}`;
