/** The dashboard of a hub. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Functions } from "../hub/create-functions";
import type { HubContext } from "../hub/function";
import { functionsOf } from "../hub/functions/registry";
import { hubDimension } from "../naming/naming";
import { arnOfMade } from "../scope/model/place";
import { dashboardBody } from "./model/dashboard-body";
import { dashboardName } from "./model/dashboard-name";

export function createDashboard(
  { name, spec, parent }: HubContext,
  functions: Functions,
): aws.cloudwatch.Dashboard {
  const declared = functionsOf(spec);
  const logOf = (of: "measures" | "publisher") =>
    functions.function(of).fn.loggingConfig.apply(({ logGroup }) => logGroup ?? "");
  const facts = pulumi.output({
    arn: functions.function("measures").fn.arn,
    functions: declared.map((one) => functions.function(one.name).fn.name),
    queues: declared
      .filter(({ isAsynchronous }) => isAsynchronous)
      .map((one) => functions.queue(one.name).name),
    measuresLog: logOf("measures"),
    publisherLog: logOf("publisher"),
  });
  return new aws.cloudwatch.Dashboard(
    `${name}-dashboard`,
    {
      dashboardName: dashboardName(name, pulumi.getProject(), pulumi.getStack()),
      dashboardBody: facts.apply(({ arn, ...known }) => {
        const { region } = arnOfMade("function", arn);
        const isByGate = spec.measures.metricsBy === "gate";
        return JSON.stringify(
          dashboardBody({ hub: hubDimension(name), region, isByGate, ...known }),
        );
      }),
      region: spec.region,
    },
    { parent },
  );
}
