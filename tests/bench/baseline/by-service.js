/**
 * The clients that slackCallback needs, from the AWS SDK v2 and Slack's own package: only the
 * services that are used, as a careful author would import them.
 */
"use strict";
const DynamoDB = require("aws-sdk/clients/dynamodb");
const Lambda = require("aws-sdk/clients/lambda");
const SecretsManager = require("aws-sdk/clients/secretsmanager");
const SSM = require("aws-sdk/clients/ssm");
const { WebClient } = require("@slack/web-api");

exports.handler = async () => {
  const clients = [new DynamoDB(), new Lambda(), new SecretsManager(), new SSM(), new WebClient()];
  return clients.length;
};
