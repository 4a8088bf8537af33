/** Addresses that the outside world can reach: where Slack sends clicks, and other systems their decisions. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createAlarm } from "../monitoring/alarms";
import { childName } from "../naming/naming";
import type { FunctionContext, HubContext } from "./function";

/** Answers the address that Slack calls: one of the user's own, or a new one. */
export function createEndpoint(hub: HubContext, fn: aws.lambda.Function): pulumi.Output<string> {
  const own = hub.spec.slackCallbackUrl;
  // What the function answers with 5xx is no error of Lambda, and a crash is counted with it. An
  // endpoint of the user's own counts its answers itself: what is left here are the crashes.
  const metricName = own === undefined ? "Url5xxCount" : "Errors";
  createAlarm(hub, "slack-callback-errors", {
    alarmDescription:
      "A click in Slack may have been lost: the person saw an error. Find the cause in the log of " +
      "the function, then let the person try again.",
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: fn.name },
    statistic: "Sum",
  });
  return own === undefined ? functionUrl(hub, "slack-callback", fn) : pulumi.output(own);
}

/** Everybody may call it; the function itself verifies each call. */
export function functionUrl(
  { name, spec, parent }: FunctionContext,
  functionName: string,
  fn: aws.lambda.Function,
): pulumi.Output<string> {
  const url = new aws.lambda.FunctionUrl(
    `${name}-${functionName}-url`,
    { functionName: fn.name, authorizationType: "NONE", region: spec.region },
    { parent },
  );
  // Lambda asks for both since October 2025: with one of them, every call is answered 403.
  const common = { function: fn.name, principal: "*", region: spec.region };
  const permit = (suffix: string, args: Pick<aws.lambda.PermissionArgs, "action">): void => {
    const { child, physical, opts } = childName(name, suffix, "permission", parent);
    new aws.lambda.Permission(child, { ...common, ...args, statementId: physical }, opts);
  };
  const byUrl = { action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" };
  permit(`${functionName}-url-permission`, byUrl);
  const invoke = { action: "lambda:InvokeFunction", invokedViaFunctionUrl: true };
  permit(`${functionName}-invoke-permission`, invoke);
  return url.functionUrl;
}
