/** What a hub uses, compared with where it is: at once what is plain, the rest when it resolves. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOfMade } from "../scope/model/place";
import type { CommonRights } from "./model/hub-policies";
import {
  alarmTopicInReach,
  keyInReach,
  keyOfSecret,
  type KnownPlace,
  secretInReach,
} from "../scope/model/reach";
import type { SlackApp } from "../slack-args";
import { redactIfSecret, given, isPlain } from "../inputs/inputs";

const credentials = "slack.credentialsSecretArn";
const signing = "slack.signingSecretArn";
const secretKey = "slack.credentialsKmsKeyArn";

/** Where arguments of the hub came from, for the error: those of a gate's own hub are in `slack`. */
export interface ReachPaths {
  readonly alarmTopicArn: string;
  readonly kmsKeyArn: string;
}

interface ReachInput {
  readonly alarmTopicArn?: pulumi.Input<string> | null;
  readonly kmsKeyArn?: pulumi.Input<string> | null;
  readonly region?: pulumi.Input<string> | null;
}

/** Compares what is plain, before anything is created. */
export function validateHubReach(
  input: ReachInput,
  app: SlackApp | undefined,
  paths: ReachPaths,
): ReachPaths {
  const { credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn: key } = app ?? {};
  for (const secret of [credentialsSecretArn, signingSecretArn]) {
    if (typeof secret === "string" && typeof key === "string") keyOfSecret(key, secret, secretKey);
  }
  const { region, alarmTopicArn, kmsKeyArn } = input;
  const here: KnownPlace = typeof region === "string" ? { region } : {};
  if (typeof alarmTopicArn === "string") {
    alarmTopicInReach(alarmTopicArn, here, paths.alarmTopicArn);
  }
  if (typeof kmsKeyArn === "string") keyInReach(kmsKeyArn, here, paths.kmsKeyArn, "the hub");
  return paths;
}

/** Compares what the functions read with where their tables are: no policy is made of the rest. */
export function hubInReach(
  rights: Omit<CommonRights, "signingSecretArn"> & { readonly signingSecretArn?: string | null },
  paths: ReachPaths,
): void {
  const here = arnOfMade("table", rights.gatesTableArn);
  const key = rights.credentialsKmsKeyArn ?? undefined;
  for (const [secret, path] of [
    [rights.credentialsArn, credentials],
    [rights.signingSecretArn, signing],
  ] as const) {
    if (!given(secret)) continue;
    secretInReach(secret, key, here, path, secretKey);
    if (key !== undefined) keyOfSecret(key, secret, secretKey);
  }
  if (given(rights.kmsKeyArn)) keyInReach(rights.kmsKeyArn, here, paths.kmsKeyArn, "the hub");
}

/** The topic of the alarms, when the Region of the hub is known: the program's or the provider's. */
export function alarmTopic(
  { alarmTopicArn, region, paths }: ReachInput & { readonly paths: ReachPaths },
  parent: pulumi.ComponentResource,
): pulumi.Input<string> | undefined {
  if (!given(alarmTopicArn) || (isPlain(alarmTopicArn) && isPlain(region) && given(region))) {
    return alarmTopicArn ?? undefined;
  }
  const all = pulumi.all([alarmTopicArn, region ?? aws.getRegionOutput({}, { parent }).region]);
  return all.apply(([arn, name]) =>
    redactIfSecret(all, () => {
      if (name) alarmTopicInReach(arn, { region: name }, paths.alarmTopicArn);
      return arn;
    }),
  );
}
