/** What is said of Slack is a good value and nothing around it: an id decides who may decide. */
import * as assert from "node:assert/strict";
import type { Check } from "../../../../components/inputs/model/checks";
import { slack } from "../../../../components/inputs/model/limits";
import {
  appId,
  appName,
  atMost,
  channelId,
  credentialsSecretArn,
  requireApprover,
  requireChannel,
  teamId,
  userGroupId,
  userId,
} from "../../../../components/slack/model/slack-checks";
import { areWhole, long, type Value } from "../../../support/whole-values";

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

describe("What is refused of Slack", () => {
  const ids = { channelId, userId, userGroupId, teamId, appId };
  for (const [what, check] of Object.entries(ids)) {
    it(`repeats no token where the ${what} should be, however it is wrapped`, () => {
      for (const token of ["xoxb-0123", "XAPP-0123", ["xoxp-0123"], { token: "xoxb-0123" }]) {
        assert.throws(
          () => check(token as string, "arg"),
          ({ message }: Error) => {
            assert.doesNotMatch(message, /0123[^A]/);
            assert.match(
              message,
              /got: what looks like a Slack token, which is not shown here\. [A-Z]/,
            );
            return true;
          },
        );
      }
    });

    it(`shows an example of the ${what} that is one, and what was given`, () => {
      assert.throws(
        () => check("releases", "arg"),
        ({ message }: Error) => {
          const example = /like ([A-Z0-9]+), got: "releases"\. [A-Z]/.exec(message)?.[1];
          assert.ok(example, message);
          check(example, "arg");
          return true;
        },
      );
    });
  }

  const lists = [
    ["users", slack.approverUserIds, 100],
    ["user groups", slack.approverUserGroupIds, 10],
  ] as const;
  for (const [what, limit, max] of lists) {
    it(`is more than ${max} ${what}`, () => {
      const check = atMost(limit.max, "Name fewer.");
      check(Array(max).fill("id"), "arg");
      assert.throws(() => check(Array(max + 1).fill("id"), "arg"), {
        propertyPath: "arg",
        reason: `\`arg\` must have at most ${max} ids, got: ${max + 1}. Name fewer.`,
      });
    });
  }

  it("shows an example of an app's name that is one", () => {
    const message = /^`arg` must be a string, like "Pipeline approvals", got: 7\./;
    assert.throws(() => appName(7 as never, "arg"), { reason: message });
    appName("Pipeline approvals", "arg");
    assert.throws(() => appName(long(36), "arg"), { reason: / 1 to 35 characters, got 36: / });
  });

  const secret = at("secretsmanager", "secret:slack-AbCdEf");
  const parameter = at("ssm", "parameter/slack");
  const rule =
    "`arg` must be the ARN of a Secrets Manager secret, like " +
    `${secret}, or of an SSM parameter, like ${parameter}, got`;
  const said = (value: unknown): string => {
    try {
      credentialsSecretArn(value as string, "arg");
    } catch (error) {
      return (error as { reason: string }).reason;
    }
    return "";
  };

  it("says what to do where no credentials are named", () => {
    const none = `${rule} none. Keep the Slack app's credentials there and give its ARN.`;
    assert.deepEqual([said(undefined), said(null)], [none, none]);
  });

  const others = [
    "xoxb-canary",
    "canary",
    "",
    '{"botToken":"xoxb-canary"}',
    7,
    ["canary"],
    [secret],
  ];
  for (const good of [secret, parameter]) {
    others.push(`canary ${good}`, `${good} canary`, `${good}\ncanary`, `canary\n${good}`);
    others.push(good.replace("arn:aws:", "arn:canary:"), good.replace("arn:aws:", "arn:aws1:"));
  }
  for (const value of others) {
    it(`never quotes what is no ARN: ${JSON.stringify(value)}`, () => {
      assert.equal(
        said(value),
        `${rule} something else, which is not shown here. Keep the credentials in a secret and give ` +
          "its ARN.",
      );
    });
  }

  for (const arn of [
    at("sns", "slack"),
    at("secretsmanager", "xsecret:slack-AbCdEf"),
    at("secretsmanager", "secret:a:slack-AbCdEf"),
    at("ssm", "parameter/slack:1"),
    parameter.replace("eu-west-1", ""),
  ]) {
    it(`quotes the ARN of something else: ${arn}`, () => {
      assert.ok(said(arn).startsWith(`${rule}: "arn:aws:`), said(arn));
      assert.match(said(arn), /Copy the ARN from the secret's or parameter's output or from the /);
    });
  }

  it("says that the ARN of a secret has six characters at its end", () => {
    const partial = at("secretsmanager", "secret:slack");
    assert.equal(
      said(partial),
      "`arg` must be the secret's whole ARN, which ends in a hyphen and six characters, got: " +
        `"${partial}". Copy it from the secret's output or from the console: the right to read it is ` +
        "given for exactly this ARN.",
    );
  });
});

describe("An approval in Slack", () => {
  it("names a channel, and somebody who may decide", () => {
    requireChannel(true, "channel");
    requireApprover(1, "users", "groups");
    assert.throws(() => requireChannel(false, "channel"), {
      propertyPath: "channel",
      reason:
        "`channel` must be given, got none. Name the channel that requests are posted to by its id, " +
        "like C0123ABCDEF.",
    });
    assert.throws(() => requireApprover(0, "users", "groups"), {
      propertyPath: "users",
      reason:
        "`users` or `groups` must name somebody, got nobody. Nobody is allowed by default: list the " +
        "Slack users or user groups that may decide.",
    });
  });
});
