/** What a gate is given is a good value and nothing around it. */
import * as assert from "node:assert/strict";
import {
  customData,
  displayName,
  externalEntityLink,
  pipelineName,
  topicArn,
} from "../../../../components/approval/model/approval-checks";
import {
  groupName,
  permissionSet,
  policyName,
  policyPath,
  roleName,
  userName,
} from "../../../../components/approvers/model/approver-checks";
import { parseArn } from "../../../../components/scope/model/arn";
import { kmsKey, parseActionArn } from "../../../../components/scope/model/arn-kinds";
import type { Check } from "../../../../components/inputs/model/checks";
import { email, subscription } from "../../../../components/notifications/model/recipient-checks";
import { instanceArn, permissionSetArn } from "../../../support/components";
import { areWhole, long, type Value } from "../../../support/whole-values";

const digits = "1234abcd-12ab-34cd-56ef-1234567890ab";
const mrk = `mrk-${digits.replaceAll("-", "")}`;
const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const iamName = (max: number, check: Check<string>): Value => ({
  check,
  good: ["lead", "a", "A_1+=,.@-z", long(max)],
  foreign: [" ", "/", "*", "?", "$", ":", "é", '"'],
  wrong: ["", long(max + 1)],
});
const endpoint =
  (protocol: string): Check<string> =>
  (value, path) =>
    subscription({ protocol, endpoint: value }, path);

describe("What a gate is given", () =>
  areWhole({
    "a name of CodePipeline": {
      check: pipelineName,
      good: ["orders", "a", "Az09.@-_", long(100)],
      foreign: [" ", "/", "*", "?", "$", ":", "é"],
      wrong: ["", long(101)],
    },
    "a user's name": iamName(64, userName),
    "a group's name": iamName(128, groupName),
    "a role's name": iamName(64, roleName),
    "a policy's name": iamName(128, policyName),
    "a policy's path": {
      check: policyPath,
      good: ["/", "/approvals/", "/a/b!~/", `/${long(510)}/`],
      foreign: [" ", "x", "é", "\u007f"],
      wrong: ["", "a", "//", "/a", "a/", "/a b/", `/${long(511)}/`],
    },
    "an address of e-mail": {
      check: email,
      good: ["qa@example.com", "q+a.b@a-1.example.co.uk", "é@example.com"],
      foreign: [" ", "<", ">", ",", ";", ":", '"', "(", ")", "[", "]", "\\", "@"],
      wrong: [
        "",
        "qa",
        "@example.com",
        "qa@example",
        "qa@",
        "qa@.com",
        "qa@example..com",
        "qa@exämple.com",
      ],
    },
    "a display name": {
      check: displayName,
      good: ["Orders", "Freigabe für Müller", long(100)],
      foreign: ["\r", "\u2028", "\u2029", "\u0000", "\t"],
      wrong: ["", long(101)],
    },
    "a phone number": {
      check: endpoint("sms"),
      good: ["+14155550123", "+12", `+${"1".repeat(15)}`],
      foreign: [" ", "x", "+", "-"],
      wrong: ["", "14155550123", "+1", "+04155550123", `+${"1".repeat(16)}`, "0014155550123"],
    },
    "a link": {
      check: externalEntityLink,
      good: ["https://example.com/a?b#c", "HTTP://example.com", "#{build.LINK}"],
      foreign: [" ", "x ", "javascript: "],
      wrong: [
        "",
        "https://",
        "https://a b",
        "x https://a",
        "ftp://a",
        "#{a.b} c",
        "javascript:#{a.b}",
      ],
    },
    "an endpoint of https": {
      check: endpoint("https"),
      good: ["https://example.com/hook?a=b", "https://user:word@example.com"],
      foreign: [" ", "\t", "\r"],
      wrong: ["", "https://", "http://example.com", "example.com", "https://a b", "https://a/\nb"],
    },
    "an endpoint of sqs": {
      check: endpoint("sqs"),
      good: [at("sqs", "approvals")],
      foreign: [" ", "\t"],
      wrong: [
        at("sqs", "a.fifo"),
        at("sns", "a"),
        "arn:aws:sqs::111122223333:a",
        "arn:aws:sqs:eu-west-1::a",
      ],
    },
    "an endpoint of lambda": {
      check: endpoint("lambda"),
      good: [at("lambda", "function:notify"), at("lambda", "function:notify:live")],
      foreign: [" ", "\t"],
      wrong: [at("lambda", "layer:a"), at("sqs", "function:a"), at("lambda", "xfunction:a")],
    },
    "a topic's ARN": {
      check: topicArn,
      good: [at("sns", "approvals"), at("sns", "a"), at("sns", `_-${long(254)}`)],
      foreign: [" ", "*", "?", "x/", "/", ":x", "."],
      wrong: [at("sns", long(257)), at("sns", "a.fifo"), at("sns", "a:b"), at("sqs", "a")],
    },
    "a topic's key": {
      check: kmsKey,
      good: [
        digits,
        mrk,
        "alias/aws/sns",
        "alias/a_-1",
        at("kms", `key/${digits}`),
        at("kms", `key/${mrk}`),
        at("kms", "alias/a"),
      ],
      foreign: [" ", "*", "?", ":", "."],
      wrong: [
        "",
        "alias/",
        "alias/a*",
        "key",
        digits.slice(5),
        at("kms", "key/"),
        at("kms", "alias/"),
        at("kms", "other/a"),
        "arn:aws:kms:eu-west-1:1:key/a",
        "arn:x:kms:eu-west-1:111122223333:key/a",
        `x${digits}`,
        "a".repeat(31),
        "a".repeat(37),
      ],
    },
    "a permission set": {
      check: (value, path) => permissionSet({ instanceArn, permissionSetArn: value }, path),
      good: [permissionSetArn, permissionSetArn.replace("arn:aws:", "arn:aws-cn:")],
      foreign: [" ", "x "],
      wrong: [
        "",
        instanceArn,
        `x${permissionSetArn}`,
        "arn:aws:sso:::permissionSet/",
        permissionSetArn.replace(":::", "::1:"),
      ],
    },
    "an instance of Identity Center": {
      check: (value, path) => permissionSet({ instanceArn: value, permissionSetArn }, path),
      good: [instanceArn],
      foreign: [" ", "x "],
      wrong: ["", permissionSetArn, `x${instanceArn}`, "arn:aws:sso:::instance/"],
    },
    "an approval action": {
      check: (value, path) => void parseActionArn(value, path),
      good: [at("codepipeline", "orders/production/qa"), at("codepipeline", `${long(100)}/.@-_/z`)],
      foreign: [" ", "*", "?", "/", "/x", ":"],
      wrong: [
        at("codepipeline", "orders/production"),
        at("codepipeline", "orders/production/*"),
        at("codepipeline", "*/production/qa"),
        at("codepipeline", "o/p/q/r"),
        at("codepipeline", `o/${long(101)}/q`),
        at("codepipeline", "o//q"),
      ],
    },
    "an ARN": {
      check: (value, path) => void parseArn(value, path),
      good: [at("sns", "a"), "arn:aws-us-gov:s3:::b", "arn:aws:iam::111122223333:role/a*"],
      foreign: [" ", "x ", "\t"],
      wrong: [
        "",
        "a",
        "arn:aws:s3::",
        "arn:aws:s3:::",
        "arn:azure:s3:::b",
        `x${at("sns", "a")}`,
        "arn:aws:sns:eu-west-1:11112222333:a",
        "arn:aws:sns:eu-west-1:1111222233334:a",
        "arn:aws:SNS:eu-west-1:111122223333:a",
        "arn:aws:sns:EU:111122223333:a",
        "arn:aws::eu-west-1:111122223333:a",
        "arn:aws1:s3:::b",
      ],
    },
  }));

describe("A variable in customData", () => {
  const good = [
    ...["#{build.ID}", "a #{b.c} #{d-_@.e-_@}", `#{${long(100)}.a}`, "#{a.b}}", "# { }", "{#a}"],
    ...["#{a.b}#{c.d}", "a # {", "#"],
  ];
  const wrong = [
    ...["#{", "#{}", "#{a}", "#{.a}", "#{a.}", "#{a b.c}", "#{a.b c}", "#{a.b.c}", "x#{", "##{a}"],
    ...[`#{${long(101)}.a}`, "#{a.b} #{c", "#{a.b}#{", "#{#{a.b}}", "#{a.b", "#{é.b}", "#{a.é}"],
  ];
  for (const text of good) {
    it(`${text.slice(0, 30)} is whole`, () => customData(text, "customData"));
  }
  for (const text of wrong) {
    it(`${text.slice(0, 30)} is refused by its place`, () => {
      const at = text.search(/#\{(?![A-Za-z0-9@_-]{1,100}\.[A-Za-z0-9@_-]+\})/) + 1;
      assert.throws(() => customData(text, "customData"), {
        propertyPath: "customData",
        message: new RegExp(`at character ${at}: `),
      });
    });
  }
});
