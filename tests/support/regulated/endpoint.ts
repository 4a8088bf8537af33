import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub, type SlackAppArgs } from "codepipeline-approvals";

export function hubBehindApi(slack: SlackAppArgs): ApprovalHub {
  const api = new aws.apigatewayv2.Api("clicks", { protocolType: "HTTP" });
  const hub = new ApprovalHub("slack", {
    slack,
    slackCallbackUrl: pulumi.interpolate`${api.apiEndpoint}/slack`,
  });
  const integration = new aws.apigatewayv2.Integration("clicks", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: hub.slackCallbackFunctionArn,
    payloadFormatVersion: "2.0",
  });
  new aws.apigatewayv2.Route("clicks", {
    apiId: api.id,
    routeKey: "POST /slack",
    target: pulumi.interpolate`integrations/${integration.id}`,
  });
  new aws.apigatewayv2.Stage("clicks", { apiId: api.id, name: "$default", autoDeploy: true });
  new aws.lambda.Permission("clicks", {
    action: "lambda:InvokeFunction",
    function: hub.slackCallbackFunctionName.apply((name) => name!),
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${api.executionArn}/*/POST/slack`,
  });
  return hub;
}
