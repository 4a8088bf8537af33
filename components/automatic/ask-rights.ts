/** The right to ask: to invoke the functions of the approvals that have one, in the name of their channel alone. */
import * as pulumi from "@pulumi/pulumi";
import type { JoinedApproval } from "../slack/slack-record";
import type { Statement } from "../approval/model/policies";
import { redactIfSecret } from "../inputs/inputs";
import { askStatement } from "./model/ask-statement";
import { functionOfPipeline } from "./model/automatic-checks";

export function askRights(
  approvals: readonly Pick<JoinedApproval, "approval">[],
): pulumi.Output<Statement[]> {
  const asking = approvals.flatMap(({ approval: { automaticDecision, place } }) =>
    automaticDecision?.functionArn === undefined ? [] : [{ ...automaticDecision, place }],
  );
  const all = pulumi.all(asking.map(({ functionArn, place }) => pulumi.all([functionArn, place])));
  return all.apply((known) =>
    redactIfSecret(all, () => {
      const arns = known.map(([arn, pipeline], index) => {
        // Only those with a function are among them.
        functionOfPipeline(arn as string, pipeline, `${asking[index].path}.functionArn`);
        return arn as string;
      });
      return arns.length === 0 ? [] : [askStatement([...new Set(arns)])];
    }),
  );
}
