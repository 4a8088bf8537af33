/** Who may wake the notifier: the topics of the gates, which come later than the hub. */
import * as aws from "@pulumi/aws";
import { arnOfMade } from "../scope/model/place";
import { childName } from "../naming/naming";
import type { HubContext } from "./function";

/**
 * One permission for every topic of the hub's own Region and account. One for each topic would be
 * more exact, but Lambda's limit of 20 KB for them all would end a hub at some fifty gates. Which
 * topic counts for a gate is in the table of gates: the notifier passes over what any other says.
 */
export function allowTopicsToInvokeNotifier(hub: HubContext, notifier: aws.lambda.Function): void {
  const place = notifier.arn.apply((arn) => arnOfMade("function", arn));
  const { child, physical, opts } = childName(
    hub.name,
    "notifier-permission",
    "permission",
    hub.parent,
  );
  new aws.lambda.Permission(
    child,
    {
      statementId: physical,
      action: "lambda:InvokeFunction",
      function: notifier.name,
      principal: "sns.amazonaws.com",
      sourceAccount: place.apply(({ accountId }) => accountId),
      sourceArn: place.apply(
        ({ partition, region, accountId }) => `arn:${partition}:sns:${region}:${accountId}:*`,
      ),
      region: hub.spec.region,
    },
    opts,
  );
}
