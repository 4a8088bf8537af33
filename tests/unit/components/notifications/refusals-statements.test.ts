import * as pulumi from "@pulumi/pulumi";
import { gateWith, types } from "../../../support/components";
import { refuses } from "../../../support/refusal-table";

const path = "topicPolicyStatements";
const ours = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: "sns:Subscribe",
};
const actions =
  "They are sns:AddPermission, sns:DeleteTopic, sns:GetDataProtectionPolicy, " +
  "sns:GetTopicAttributes, sns:ListSubscriptionsByTopic, sns:ListTagsForResource, sns:Publish, " +
  "sns:PutDataProtectionPolicy, sns:RemovePermission, sns:SetTopicAttributes, sns:Subscribe.";
const everybody =
  'must not allow everybody: a Principal "*" needs a Condition that names accounts or an organization ';
const service = "must say on whose behalf a service may act: it needs a Condition on its source ";
const addOrg = " Add StringEquals of aws:PrincipalOrgID, or name the account.";
const addSource = " Add StringEquals of aws:SourceAccount, or ArnLike of aws:SourceArn.";
const events = { Service: "events.amazonaws.com" };

/** A statement, and what of it is wrong, in words that begin behind the argument's name. */
const wrong: [statement: object, reason: string][] = [
  [
    { ...ours, Effect: "allow" },
    'must have the Effect "Allow" or "Deny" in statement 1, got: "allow". Give it one of the two.',
  ],
  [
    { ...ours, Resource: "*" },
    'must have no Resource in statement 1, got: "*". Leave it out: it is always the gate\'s own topic.',
  ],
  [
    { Effect: "Deny", Principal: "*", NotAction: "sns:Publish" },
    'must have no NotAction in statement 1, got: "sns:Publish". Name the actions.',
  ],
  ...["sns:*", "*", "sns:Unsubscribe", "sqs:SendMessage", 7].map((Action): [object, string] => [
    { ...ours, Action },
    `must name actions that SNS takes in the policy of a topic in statement 1, got: ` +
      `${JSON.stringify(Action)}. ${actions}`,
  ]),
  [
    { Effect: "Allow", NotPrincipal: ours.Principal, Action: ours.Action },
    "must name its Principal in statement 1, got: " +
      `${JSON.stringify(ours.Principal)}. Say whom it allows.`,
  ],
  ...[["*"], {}, null, 7, { "*": "*" }, { Federated: "*" }, { AWS: [7] }].map(
    (Principal): [object, string] => [
      { ...ours, Principal },
      "must have a Principal of AWS or Service, which are what publishes to a topic in statement 1, " +
        `got: ${JSON.stringify(Principal)}. Write { "AWS": "arn:..." } or { "Service": "..." }.`,
    ],
  ),
  ...["arn:aws:s3:::*", "arn:aws:s3:::release-?*"].map((bucket): [object, string] => {
    const Principal = { Service: "s3.amazonaws.com" };
    return [
      { ...ours, Principal, Condition: { ArnLike: { "aws:SourceArn": bucket } } },
      "must say on whose behalf a service may act: it needs a Condition on its source in statement 1, " +
        `got: ${JSON.stringify(Principal)}. Add StringEquals of aws:SourceAccount, or ArnLike of aws:SourceArn.`,
    ];
  }),
  ...["*", { AWS: "*" }, { AWS: ["*", "444455556666"] }].map((Principal): [object, string] => [
    { ...ours, Principal },
    `${everybody}in statement 1, got: ${JSON.stringify(Principal)}.${addOrg}`,
  ]),
  ...[
    { StringEquals: { "aws:PrincipalType": "User" } },
    { StringLike: { "aws:PrincipalOrgID": "*" } },
    { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } },
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } },
  ].map((Condition): [object, string] => [
    { ...ours, Principal: "*", Condition },
    `${everybody}in statement 1, got: "*".${addOrg}`,
  ]),
  [
    { ...ours, Principal: events },
    `${service}in statement 1, got: ${JSON.stringify(events)}.${addSource}`,
  ],
  [
    {
      ...ours,
      Principal: events,
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    },
    `${service}in statement 1, got: ${JSON.stringify(events)}.${addSource}`,
  ],
  ...["AllowPublishFromThisAccount", "DenyPublishWithoutTls"].map((Sid): [object, string] => [
    { ...ours, Sid },
    `must have statements of Sids of their own, got: "${Sid}", which another statement of the ` +
      "topic's policy has. Rename it, or leave `Sid` out.",
  ]),
];

const beyond = (got: string): string =>
  `\`${path}\` must leave the topic's policy at 30720 bytes and 100 statements at most, the quota of ` +
  `SNS, got: ${got} statements. Leave some out, or name their actions and principals in fewer.`;

describe("A gate refuses topicPolicyStatements", () => {
  const ninetyNine = JSON.stringify(Array(99).fill(ours));
  const Principal = { AWS: Array(200).fill("arn:aws:iam::444455556666:root") };
  const many = Array.from({ length: 4 }, () => ({ ...ours, Principal }));
  const text = JSON.stringify(many);
  const last = text.replace("444455556666:root", `444455556666:role/${"x".repeat(3306)}`);
  refuses([
    ...wrong.flatMap(([statement, reason]) => {
      const text = JSON.stringify(statement);
      const words = `\`${path}\` ${reason}`;
      const unresolved = { [path]: pulumi.output(text) };
      return [
        {
          title: `${text.slice(0, 100)}, plain and to come`,
          plain: () => gateWith({ [path]: text }),
          later: () => gateWith(unresolved),
          path,
          reason: words,
          carrier: types.topicPolicy,
        },
      ];
    }),
    ...["", "Allow", "7", "[]", "[7]", '{"Statement":[]}', '{"Statement":"x"}'].map((text) => ({
      title: `that are no statements: ${text}`,
      plain: () => gateWith({ [path]: text }),
      path,
      reason:
        `\`${path}\` must be JSON text of a policy statement, of a list of them, or of a policy ` +
        `document, got: ${JSON.stringify(text)}. Write it with JSON.stringify, in YAML with fn::toJSON.`,
    })),
    {
      title: "that name the second statement by its number",
      plain: () => gateWith({ [path]: JSON.stringify([ours, { ...ours, Effect: 1 }]) }),
      path,
      reason:
        `\`${path}\` must have the Effect "Allow" or "Deny" in statement 2, got: 1. Give it one of the ` +
        "two.",
    },
    {
      title: "of more than SNS's quota of statements",
      plain: () => gateWith({ [path]: ninetyNine }),
      path,
      reason: beyond("17832 bytes and 101"),
    },
    {
      title: "of more than SNS's quota of bytes, with the topic's own name counted",
      later: () => gateWith({ [path]: last }),
      path,
      reason: beyond("30766 bytes and 6"),
      carrier: types.topicPolicy,
    },
    {
      title: "of a secret, without repeating them",
      later: () =>
        gateWith({ [path]: pulumi.secret(JSON.stringify({ ...ours, Effect: "canary" })) }),
      path,
      reason:
        `\`${path}\` must have the Effect "Allow" or "Deny" in statement 1, got a secret, which is not ` +
        "shown here. Correct it where it is stored.",
      carrier: types.topicPolicy,
    },
  ]);
});
