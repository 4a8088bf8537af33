/** Every service that the endpoint answers for. */
import type { Service } from "./types";
import { codepipeline } from "../codepipeline/api";
import { dynamodb } from "../dynamodb/api";
import { eventbridge } from "../events/api";
import { lambda } from "../lambda/api";
import { secretsmanager } from "../secretsmanager/api";
import { sqs } from "../sqs/api";
import { ssm } from "../ssm/api";
import { sts } from "../sts/api";

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
