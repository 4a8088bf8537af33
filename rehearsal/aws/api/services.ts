/** Every service that the endpoint answers for. */
import type { Service } from "./types";
import { cloudtrail } from "../cloudtrail";
import { codepipeline } from "../codepipeline";
import { dynamodb } from "../dynamodb";
import { eventbridge } from "../events";
import { kms } from "../kms";
import { lambda } from "../lambda";
import { s3 } from "../s3";
import { scheduler } from "../scheduler";
import { secretsmanager } from "../secretsmanager";
import { sns } from "../sns";
import { sqs } from "../sqs";
import { ssm } from "../ssm";
import { sts } from "../sts";

export const serviceRegistry: readonly Service[] = [
  // First, for its paths are other services' as well: it is told by the signature.
  s3,
  codepipeline,
  sns,
  sts,
  dynamodb,
  secretsmanager,
  ssm,
  sqs,
  lambda,
  eventbridge,
  kms,
  scheduler,
  cloudtrail,
];
