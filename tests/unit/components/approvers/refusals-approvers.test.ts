import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, type ApproverGroupArgs } from "../../../../index";
import {
  actionArn,
  existingTopic,
  gateWith,
  instanceArn,
  permissionSetArn,
  types,
} from "../../../support/components";
import { quotedText } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

const x = (count: number): string => "x".repeat(count);

interface Refusal {
  readonly arg: string;
  readonly value: unknown;
  readonly path: string;
  readonly reason: string;
  /** The type of resource that would carry the value. */
  readonly carrier: string;
}

function nameRefusals(
  arg: string,
  entity: string,
  max: number,
  carrier: string,
  list: boolean,
): Refusal[] {
  const path = list ? `${arg}[0]` : arg;
  const at = (value: string, say: (path: string) => string): Refusal => ({
    arg,
    value: list ? [value] : value,
    path,
    reason: `\`PREFIX${path}\` ${say(path)}`,
    carrier,
  });
  const arn = `arn:aws:iam::111122223333:${entity}/team/qa`;
  return [
    at(
      "",
      () =>
        `must have 1 to ${max} characters, got an empty string. ` +
        `${list ? "Take it off the list" : "Leave it out"} or give it a value.`,
    ),
    at(
      x(max + 1),
      () =>
        `must have 1 to ${max} characters, got ${max + 1}: ${quotedText(x(max + 1))}. Shorten it.`,
    ),
    at(
      "q a",
      () => 'may only have the characters A-Z a-z 0-9 + = , . @ - _, got: "q a". Rename it.',
    ),
    at(
      "a/b",
      () => 'may only have the characters A-Z a-z 0-9 + = , . @ - _, got: "a/b". Rename it.',
    ),
    at(
      arn,
      () => `must be the name of an IAM ${entity}, not its ARN, got: ${quotedText(arn)}. Use "qa".`,
    ),
  ];
}

const paths = ["approvals/", "/approvals", "", "//", "/a b/", `/${x(511)}/`];
const anyInstance = "arn:aws:sso:::instance/*";
const sets: [field: string, value: Record<string, string>, example: string, got: string][] = [
  ["instanceArn", { instanceArn: "ssoins-1", permissionSetArn }, instanceArn, "ssoins-1"],
  [
    "instanceArn",
    { instanceArn: permissionSetArn, permissionSetArn },
    instanceArn,
    permissionSetArn,
  ],
  ["permissionSetArn", { instanceArn, permissionSetArn: "qa" }, permissionSetArn, "qa"],
  ...[`${permissionSetArn.slice(0, -16)}*`, permissionSetArn.slice(0, -16)].map(
    (arn): (typeof sets)[number] => [
      "permissionSetArn",
      { instanceArn, permissionSetArn: arn },
      permissionSetArn,
      arn,
    ],
  ),
  ["instanceArn", { instanceArn: anyInstance, permissionSetArn }, instanceArn, anyInstance],
  [
    "permissionSetArn",
    { instanceArn, permissionSetArn: instanceArn },
    permissionSetArn,
    instanceArn,
  ],
];

const sources: Record<string, string> = {
  instanceArn: "the settings of IAM Identity Center, or from aws sso-admin list-instances",
  permissionSetArn:
    "the permission set's page in IAM Identity Center, or from aws sso-admin list-permission-sets",
};

const otherInstance = "arn:aws:sso:::instance/ssoins-0000000000000000";

const refusals: Refusal[] = [
  {
    arg: "permissionSets",
    value: [{ instanceArn: otherInstance, permissionSetArn }],
    path: "permissionSets[0].permissionSetArn",
    reason:
      "`PREFIXpermissionSets[0].permissionSetArn` must be a permission set of " +
      "`PREFIXpermissionSets[0].instanceArn`, ssoins-0000000000000000, got: " +
      `"${permissionSetArn}" of ssoins-1234567890abcdef. Copy both from one instance.`,
    carrier: types.permissionSet,
  },
  ...nameRefusals("users", "user", 64, types.members, true),
  ...nameRefusals("existingGroupNames", "group", 128, types.groupAttachment, true),
  ...nameRefusals("roleNames", "role", 64, types.roleAttachment, true),
  ...nameRefusals("groupName", "group", 128, types.group, false),
  ...nameRefusals("policyName", "policy", 128, types.policy, false),
  ...paths.map((value) => ({
    arg: "path",
    value,
    path: "path",
    reason:
      "`PREFIXpath` must begin and end with a slash and have at most 512 characters, " +
      `like /approvals/, got: ${quotedText(value)}. Write it as /NAME/, or leave it out for "/".`,
    carrier: types.policy,
  })),
  ...sets.map(([field, value, example, got]) => ({
    arg: "permissionSets",
    value: [value],
    path: `permissionSets[0].${field}`,
    reason:
      `\`PREFIXpermissionSets[0].${field}\` must be an ARN like ${example}, got: ${quotedText(got)}. ` +
      `Copy it from ${sources[field]}.`,
    carrier: types.permissionSet,
  })),
];

const gateOf = (arg: string, value: unknown) => (): unknown =>
  gateWith({ approvers: { [arg]: value }, topicArn: existingTopic });

const groupOf = (arg: string, value: unknown) => (): unknown =>
  new ApproverGroup("qa", {
    actionArns: [actionArn("orders/production/qa")],
    [arg]: value,
  } as ApproverGroupArgs);

describe("Approvers", () => {
  const nobody =
    "The gate must notify or allow somebody, got neither `emails`, `subscriptions`, `topicArn`, " +
    "`approvers` nor `slack`. Give at least one of them, for example `approvers` and `emails`.";
  refuses([
    ...refusals.flatMap(({ arg, value, path, reason, carrier }) => {
      const shown = `${arg} ${JSON.stringify(value).slice(0, 60)}`;
      const output = pulumi.output(value);
      const words = {
        reason: reason.replaceAll("PREFIX", "approvers."),
        path: `approvers.${path}`,
      };
      const inGroup = { reason: reason.replaceAll("PREFIX", ""), path };
      // A policy name in an ApproverGroup leaves room for a number: it has a test of its own.
      const isOfGate = arg === "policyName" && reason.includes("1 to 128");
      return [
        {
          title: `of a gate are refused at once with ${shown}`,
          plain: gateOf(arg, value),
          ...words,
        },
        {
          title: `of a gate are refused with an output of ${shown}`,
          ...{ later: gateOf(arg, output), carrier, ...words },
        },
        ...(isOfGate
          ? []
          : [
              {
                title: `of an ApproverGroup are refused at once with ${shown}`,
                ...{ plain: groupOf(arg, value), ...inGroup },
              },
              {
                title: `of an ApproverGroup are refused with an output of ${shown}`,
                ...{ later: groupOf(arg, output), carrier, ...inGroup },
              },
            ]),
      ];
    }),
    ...["users", "existingGroupNames", "roleNames"].flatMap((arg) => {
      const reason =
        `\`approvers.${arg}[1]\` must stand in the list once, got: "ann", which ` +
        `\`approvers.${arg}[0]\` is too. Remove one of them.`;
      return [
        {
          title: `are refused with the same name twice in ${arg}`,
          plain: gateOf(arg, ["ann", "ann"]),
          path: `approvers.${arg}[1]`,
          reason,
        },
      ];
    }),
    ...[
      {},
      { emails: [] },
      { subscriptions: [] },
      { emails: null, subscriptions: null, topicArn: null, slack: null, hub: null },
    ].map((args) => ({
      title: `are demanded of a gate that notifies and allows nobody: ${JSON.stringify(args)}`,
      plain: () => gateWith({ approvers: null, ...args }),
      path: "emails",
      reason: nobody,
    })),
  ]);
});
