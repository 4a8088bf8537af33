/** Every service that the endpoint answers for. */
import type { Service } from "./types";
import { codepipeline } from "./services/codepipeline";
import { dynamodb } from "./services/dynamodb";
import { eventbridge } from "./services/eventbridge";
import { lambda } from "./services/lambda";
import { secretsmanager } from "./services/secretsmanager";
import { sqs } from "./services/sqs";
import { ssm } from "./services/ssm";
import { sts } from "./services/sts";

export const serviceRegistry: readonly Service[] = [
  codepipeline,
  sts,
  dynamodb,
  secretsmanager,
  ssm,
  sqs,
  lambda,
  eventbridge,
];
