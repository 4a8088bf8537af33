import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { connection, gateWith, hubWith, inSlack, slack, types } from "../../../support/components";
import { attempt } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const subnet = "subnet-0123456789abcdef0";
const group = "sg-0123456789abcdef0";
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

const boundary = (got: string): string =>
  "`permissionsBoundary` must be the ARN of a managed policy, like " +
  `arn:aws:iam::111122223333:policy/boundary, got: ${got}. Copy it from the policy's output or ` +
  "from the console.";
const path = (got: string): string =>
  "`rolePath` must begin and end with a slash and have at most 424 characters, like /platform/, " +
  `got: ${got}. Write it as /NAME/: the path of the gates' roles goes on behind it.`;
const address = (got: string): string =>
  "`slackCallbackUrl` must be an address that begins with https://, of at most 2048 characters, " +
  `like https://approvals.example.com/slack, got: ${got}. Write it out from https:// on.`;
const id = (at: string, what: string, like: string, got: string): string =>
  `\`${at}\` must be the id of a ${what}, like ${like}, got: "${got}". Copy it from the ${what}'s ` +
  "output or from the console.";
const some = (at: string, max: number, got: number): string =>
  `\`${at}\` must have 1 to ${max} ids, as the Lambda API documents, got: ${got}. ` +
  (got === 0 ? "Name one, or leave `vpc` out." : "Name fewer.");

const tooLong = `/${"x".repeat(423)}/`;

/** Argument, wrong value, words; what would carry it. */
const flat: [argument: string, value: unknown, reason: string, carrier: string][] = [
  ...[
    "boundary",
    role("boundary"),
    "arn:aws:iam::1111:policy/b",
    "arn:aws:iam::aws:policy/*",
    "arn:aws:iam::111122223333:policy/",
    "arn:aws:iam::111122223333:policy/*/b",
    "arn:aws:iam::111122223333:policy/b/",
  ].map((value): [string, unknown, string, string] => [
    "permissionsBoundary",
    value,
    boundary(`"${value}"`),
    types.role,
  ]),
  ...["platform", "/platform", "//", "/a b/", "/*/", "/${aws:username}/"].map(
    (value): [string, unknown, string, string] => [
      "rolePath",
      value,
      path(`"${value}"`),
      types.role,
    ],
  ),
  ["rolePath", tooLong, path(`"${tooLong.slice(0, 59)}..." (425 characters)`), types.role],
  ...[
    "http://example.com/",
    "https://",
    "https://a b",
    "https://me@example.com/",
    "example.com",
  ].map((value): [string, unknown, string, string] => [
    "slackCallbackUrl",
    value,
    address(`"${value}"`),
    types.pipeline,
  ]),
  [
    "tracing",
    "Active",
    '`tracing` must be true or false, got: "Active". Correct the value, or leave the argument out ' +
      "for the default.",
    types.function,
  ],
];

describe("ApprovalHub refuses", () => {
  const lists: [vpc: object, path: string, reason: string][] = [
    [
      { subnetIds: ["vpc-0123abcd"], securityGroupIds: [group] },
      "vpc.subnetIds[0]",
      id("vpc.subnetIds[0]", "subnet", "subnet-0123456789abcdef0", "vpc-0123abcd"),
    ],
    [
      { subnetIds: [subnet], securityGroupIds: ["default"] },
      "vpc.securityGroupIds[0]",
      id("vpc.securityGroupIds[0]", "security group", "sg-0123456789abcdef0", "default"),
    ],
    [{ subnetIds: [], securityGroupIds: [group] }, "vpc.subnetIds", some("vpc.subnetIds", 16, 0)],
    [
      { subnetIds: [subnet], securityGroupIds: [] },
      "vpc.securityGroupIds",
      some("vpc.securityGroupIds", 5, 0),
    ],
    [
      {
        subnetIds: [subnet],
        securityGroupIds: Array.from({ length: 6 }, (_, n) => `sg-0123abc${n}`),
      },
      "vpc.securityGroupIds",
      some("vpc.securityGroupIds", 5, 6),
    ],
  ];
  const vpc = { subnetIds: [subnet] };
  const reason = some("vpc.securityGroupIds", 5, 0);
  refuses([
    ...flat.flatMap(([argument, value, reason, carrier]) => {
      const unresolved = { [argument]: pulumi.output(value) };
      return [
        {
          title: `${argument} ${String(value).slice(0, 40)}`,
          plain: () => hubWith({ [argument]: value }),
          later: () => hubWith(unresolved),
          path: argument,
          reason,
          carrier,
        },
      ];
    }),
    ...lists.flatMap(([vpc, at, reason]) => {
      const unresolved = Object.fromEntries(
        Object.entries(vpc).map(([key, list]) => [key, pulumi.output(list)]),
      );
      return [
        {
          title: `a VPC of ${JSON.stringify(vpc)}, plain and to come`,
          plain: () => hubWith({ vpc }),
          later: () => hubWith({ vpc: unresolved }),
          path: at,
          reason,
          carrier: types.function,
        },
      ];
    }),
    {
      title: "a VPC of which one list was left out",
      plain: () => hubWith({ vpc }),
      path: "vpc.securityGroupIds",
      reason,
    },
    ...["vpc", "functionRoles"].map((key) => ({
      title: `${key} as a whole that is to come: which rights and roles there are follows from it`,
      plain: () => hubWith({ [key]: pulumi.output({}) }),
      path: key,
      reason:
        `\`${key}\` must be known when the program runs, got an output: which resources there are ` +
        "follows from it. Write it out, with outputs in its fields.",
    })),
  ]);
});

describe("A gate refuses", () => {
  refuses([
    {
      title: "a permissions boundary that is none, with or without a hub of its own",
      plain: [{ slack }, { slack: inSlack, hub: connection }, {}].map(
        (args) => () => gateWith({ ...args, permissionsBoundary: "boundary" }),
      ),
      path: "permissionsBoundary",
      reason: boundary('"boundary"'),
    },
  ]);

  const wrong: [ownHub: object, path: string][] = [
    [{ tracing: 1 }, "slack.ownHub.tracing"],
    [{ rolePath: "platform" }, "slack.ownHub.rolePath"],
    [{ logRetentionInDays: 2 }, "slack.ownHub.logRetentionInDays"],
    [{ requestRetentionInDays: 2 }, "slack.ownHub.requestRetentionInDays"],
    [{ reservedConcurrency: 0 }, "slack.ownHub.reservedConcurrency"],
    [{ deletionProtection: "no" }, "slack.ownHub.deletionProtection"],
    [{ vpc: { subnetIds: [subnet] } }, "slack.ownHub.vpc.securityGroupIds"],
  ];
  for (const [ownHub, at] of wrong) {
    it(`${JSON.stringify(ownHub)} for its own hub, by the name that it was given as`, async () => {
      const { thrown, resources } = await attempt(() => gateWith({ slack: { ...slack, ownHub } }));
      assert.equal((thrown as pulumi.InputPropertyError).propertyPath, at);
      assert.deepEqual(resources, []);
    });
  }
});
