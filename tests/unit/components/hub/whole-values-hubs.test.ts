/** What a hub, every resource and the provider say is a good value and nothing around it. */
import type { Check } from "../../../../components/inputs/model/checks";
import {
  alarmTopicArn,
  hubConnection,
  kmsKeyArn,
} from "../../../../components/hub/model/hub-checks";
import { answeredPlace } from "../../../../components/scope/model/place";
import { region } from "../../../../components/scope/model/region-checks";
import {
  functionRole,
  permissionsBoundary,
  rolePath,
  securityGroupId,
  slackCallbackUrl,
  subnetId,
} from "../../../../components/hub/model/runtime-checks";
import { tagKeys, tagValue } from "../../../../components/inputs/model/tag-checks";
import { connection } from "../../../support/components";
import { areWhole, long } from "../../../support/whole-values";

const digits = "1234abcd-12ab-34cd-56ef-1234567890ab";
const mrk = `mrk-${digits.replaceAll("-", "")}`;
const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const of =
  (key: "accountId" | "region" | "partition"): Check<string> =>
  (value) =>
    void answeredPlace({
      ...{ accountId: "111122223333", region: "eu-west-1", partition: "aws" },
      [key]: value,
    });

describe("What a hub is given", () =>
  areWhole({
    "a hub's path": {
      check: rolePath,
      good: ["/", "/platform/", "/a_+=,.@-/b/", `/${long(422)}/`],
      foreign: [" ", "x", "*", "?", "$"],
      wrong: ["", "a", "//", "/a", "a/", "/a*/", "/a?/", "/${aws:username}/", `/${long(423)}/`],
    },
    "a tag's value": {
      check: (value, path) => tagValue(value, path),
      good: ["", "team", "é _.:/=+-@1", "x".repeat(256)],
      foreign: ["*", "<", "?", "\t", "#"],
      wrong: ["x".repeat(257)],
    },
    "a tag's key": {
      // A key of a record is a text in any case.
      check: (value, path) => tagKeys([typeof value === "string" ? value : ""], path),
      good: ["team", "é _.:/=+-@1", "xaws:", "x".repeat(128)],
      foreign: ["*", "<", "?", "\t", "#"],
      wrong: ["", "x".repeat(129), "aws:team", "AWS:team"],
    },
    "a Region": {
      check: region,
      good: ["eu-west-1", "us-gov-west-1", "eusc-de-east-1", "ap-southeast-12"],
      foreign: [" ", "-", "/", "*", ".", "1-"],
      wrong: [
        "",
        "eu-west",
        "e-west-1",
        "eu-1",
        "EU-WEST-1",
        "eu-west-1x",
        "eu-west-x",
        "eu--1",
        "1",
      ],
    },
    "a hub's key": {
      check: kmsKeyArn,
      good: [at("kms", `key/${digits}`), at("kms", `key/${mrk}`)],
      foreign: [" ", "*", "?", "x", "0", "/"],
      wrong: [
        digits,
        at("kms", "alias/a"),
        at("kms", "key/*"),
        at("kms", "key/mrk-*"),
        at("sns", `key/${digits}`),
      ],
    },
    "an alarm's topic": {
      check: alarmTopicArn,
      good: [at("sns", "alarms")],
      foreign: [" ", "*", "?", ":"],
      wrong: ["", "alarms", at("sqs", "alarms"), at("sns", ""), at("sns", "*")],
    },
    "a function's role": {
      check: functionRole,
      good: ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/a/b/c"],
      foreign: [" ", "*", "?", "$", ":"],
      wrong: ["", "a", "arn:aws:iam::111122223333:role/", "arn:aws:iam::111122223333:role/*/a"],
    },
    "a boundary": {
      check: permissionsBoundary,
      good: [
        "arn:aws:iam::111122223333:policy/boundary",
        "arn:aws-cn:iam::aws:policy/a/b_+=,.@-/c",
        `arn:aws:iam::aws:policy/${long(128)}`,
      ],
      foreign: [" ", "*", "?", ":", "é"],
      wrong: [
        "boundary",
        "arn:aws:iam::111122223333:policy/",
        "arn:aws:iam::11112222333:policy/a",
        "arn:aws:iam::1111222233334:policy/a",
        "arn:aws:iam::awsx:policy/a",
        "arn:aws:iam::aws:policy/a/b!/c",
        "arn:aws:iam::111122223333:role/a",
        "arn:aws:iam::111122223333:policy/a//b",
        `arn:aws:iam::aws:policy/${long(129)}`,
        "arn:x:iam::aws:policy/a",
      ],
    },
    "a subnet": {
      check: subnetId,
      good: ["subnet-0123abcd", "subnet-0123456789abcdef0"],
      foreign: [" ", "*", "x", "0", "-"],
      wrong: [
        "",
        "0123abcd",
        "subnet-0123abc",
        "subnet-0123456789abcdef",
        "subnet-0123ABCD",
        "sg-0123abcd",
      ],
    },
    "a security group": {
      check: securityGroupId,
      good: ["sg-0123abcd", "sg-0123456789abcdef0"],
      foreign: [" ", "*", "x", "0", "-"],
      wrong: ["", "sg-0123abc", "subnet-0123abcd"],
    },
    "a callback's address": {
      check: slackCallbackUrl,
      good: [
        "https://a",
        "https://approvals.example.com:8443/slack?a=b",
        `https://a/${long(2038)}`,
      ],
      foreign: [" ", "x ", "http://a https:// "],
      wrong: [
        "",
        "https://",
        "http://a",
        "xhttps://a",
        "https://a b",
        "https://a@b",
        "https:///a",
        "https://a?b",
        "https://a#b",
        `https://a/${long(2039)}`,
      ],
    },
    "the path of a hub's roles": {
      check: (value, path) => hubConnection({ ...connection, deciderRolePath: value }, path),
      good: ["/a/", `/${long(510)}/`],
      foreign: [" ", "x"],
      wrong: ["/", "", "a", `/${long(511)}/`],
    },
    "the provider's account": {
      check: of("accountId"),
      good: ["111122223333"],
      foreign: [" ", "*", "x", "1"],
      wrong: ["", "11112222333", "*"],
    },
    "the provider's Region": {
      check: of("region"),
      good: ["eu-west-1", "a"],
      foreign: [" ", "*", ":", "/", "X"],
      wrong: [""],
    },
    "the provider's partition": {
      check: of("partition"),
      good: ["aws", "aws-cn", "aws-us-gov"],
      foreign: [" ", "*", ":", "/", "1"],
      wrong: ["", "aw", "xaws", "azure"],
    },
  }));
