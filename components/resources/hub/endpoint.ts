/** The one address that the outside world can reach: where Slack sends clicks. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { createAlarm } from "./dead-letters";
import type { HubContext } from "./function";

/** Answers the address when everybody may call it; the function itself verifies each call. */
export function createEndpoint(hub: HubContext, fn: aws.lambda.Function): pulumi.Output<string> {
  const { name, spec, parent } = hub;
  const url = new aws.lambda.FunctionUrl(
    `${name}-slack-callback-url`,
    { functionName: fn.name, authorizationType: "NONE", region: spec.region },
    { parent },
  );
  // Lambda asks for both since October 2025: with one of them, every call is answered 403.
  const common = { function: fn.name, principal: "*", region: spec.region };
  new aws.lambda.Permission(
    `${name}-slack-callback-url-permission`,
    { ...common, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
    { parent },
  );
  new aws.lambda.Permission(
    `${name}-slack-callback-invoke-permission`,
    { ...common, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
    { parent },
  );
  createAlarm(hub, "slack-callback-errors", {
    alarmDescription:
      "A click in Slack may have been lost: the person saw an error. Find the cause in the log of " +
      "the function, then let the person try again.",
    namespace: "AWS/Lambda",
    // What the function answers with 5xx is no error of Lambda, and a crash is counted here as well.
    metricName: "Url5xxCount",
    dimensions: { FunctionName: fn.name },
    statistic: "Sum",
  });
  return url.functionUrl;
}
