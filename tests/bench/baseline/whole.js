/** The same as most bots import it: the AWS SDK v2 as a whole, and Slack's own package. */
"use strict";
const AWS = require("aws-sdk");
const { WebClient } = require("@slack/web-api");

exports.handler = async () => {
  const { DynamoDB, Lambda, SSM, SecretsManager } = AWS;
  const clients = [new DynamoDB(), new Lambda(), new SecretsManager(), new SSM(), new WebClient()];
  return clients.length;
};
