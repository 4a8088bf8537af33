/** What is said of Slack is a good value and nothing around it: an id decides who may decide. */
import type { Check } from "../../../components/model/checks";
import {
  appId,
  channelId,
  credentialsSecretArn,
  teamId,
  userGroupId,
  userId,
} from "../../../components/model/slack-checks";
import { areWhole, long, type Value } from "../../support/whole-values";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const slackId = (start: string, check: Check<string>): Value => ({
  check,
  good: [`${start}0123ABCDEF`, `${start}01`, long(21, start)],
  foreign: [" ", "<", "@", "-", "x", "\u00a0"],
  wrong: [start, `${start}0`, long(22, start), `${start.toLowerCase()}0123ABCDEF`, `${start}01a`],
});

describe("What is said of Slack", () =>
  areWhole({
    "a channel's id": slackId("C", channelId),
    "a private channel's id": slackId("G", channelId),
    "a Slack user's id": slackId("U", userId),
    "an Enterprise Grid user's id": slackId("W", userId),
    "a Slack user group's id": slackId("S", userGroupId),
    "a workspace's id": slackId("T", teamId),
    "an organization's id": slackId("E", teamId),
    "an app's id": slackId("A", appId),
    "a secret": {
      check: credentialsSecretArn,
      good: [
        at("secretsmanager", "secret:slack-AbCdEf"),
        at("secretsmanager", "secret:a/_+=.@-b-123456"),
      ],
      foreign: [" ", "*", "?", "-"],
      wrong: [
        at("secretsmanager", "secret:slack-AbCdE"),
        at("secretsmanager", "secret:slackAbCdEf"),
        at("secretsmanager", "secret:slack-??????"),
        at("secretsmanager", "xsecret:slack-AbCdEf"),
        "arn:aws:secretsmanager::111122223333:secret:slack-AbCdEf",
        "arn:aws:secretsmanager:eu-west-1::secret:slack-AbCdEf",
        at("ssm", "secret:slack-AbCdEf"),
      ],
    },
    "a parameter": {
      check: credentialsSecretArn,
      good: [at("ssm", "parameter/slack"), at("ssm", "parameter/a/b_.-1")],
      foreign: [" ", "*", "?", ":", "@"],
      wrong: [
        at("ssm", "parameter/"),
        at("ssm", "parameter/*"),
        at("ssm", "xparameter/slack"),
        at("secretsmanager", "parameter/slack"),
      ],
    },
  }));
