/** Tags that a service of AWS would refuse are refused by name, on every component. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, type ApproverGroupArgs, MultiApprovalStage } from "../../../../index";
import { actionArn, gateWith, hubWith } from "../../../support/components";
import { attempt } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const components: [string, (tags: any) => unknown][] = [
  ["ApprovalGate", (tags) => gateWith({ tags, emails: ["qa@example.com"], approvers: {} })],
  [
    "MultiApprovalStage",
    (tags) =>
      new MultiApprovalStage("qa", {
        pipelineName: "orders",
        approvals: [{ name: "qa", emails: ["qa@example.com"] }],
        tags,
      }),
  ],
  [
    "ApproverGroup",
    (tags) =>
      new ApproverGroup("qa", {
        actionArns: [actionArn("orders/qa/qa")],
        tags,
      } as ApproverGroupArgs),
  ],
  ["ApprovalHub", (tags) => hubWith({ tags })],
];

const characters = "letters, digits, spaces, _ . : / = + - @";
const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`key${n}`, "value"]));
const long = "k".repeat(129);

/** What is wrong with the keys, whether the record is plain or to come. */
const wrongKeys: [string, unknown, string][] = [
  ["are 51", many, "`tags` must be at most 50 tags, got: 51. Leave some out."],
  [
    "have a key of 129 characters",
    { [long]: "" },
    `\`tags\` must have keys of 1 to 128 characters, got one of 129: "${"k".repeat(59)}..." ` +
      "(129 characters). Shorten it.",
  ],
  [
    "have an empty key",
    { "": "orders" },
    "`tags` must have keys of 1 to 128 characters, got an empty one. Name it or leave it out.",
  ],
  [
    "have a key with a character that IAM does not take",
    { "cost,center": "1" },
    `\`tags\` must have keys of the characters ${characters}, got: "cost,center". Rename it.`,
  ],
  ...["aws:team", "AWS:team", "aWs:"].map((key): [string, unknown, string] => [
    `have the key ${key}`,
    { [key]: "qa" },
    "`tags` must have no key that begins with aws:, which AWS keeps for itself, got: " +
      `"${key}". Rename it.`,
  ]),
  [
    "have keys that differ by case alone",
    { Team: "qa", team: "release" },
    "`tags` must have keys that differ by more than case, as IAM compares them, got: " +
      '"Team" and "team". Remove or rename one of them.',
  ],
  ...["orders", 5, true, ["team"]].map((value): [string, unknown, string] => [
    `are ${JSON.stringify(value)}`,
    value,
    `\`tags\` must be a record of strings, got: ${JSON.stringify(value)}. Write it out as ` +
      '{ KEY: "VALUE" }, or leave it out.',
  ]),
];

/** What is wrong with one value, and the sentence about it, plain and of a record that is to come. */
const wrongValues: [string, unknown, string, string][] = [
  [
    "a value of 257 characters",
    "v".repeat(257),
    `have at most 256 characters, got 257: "${"v".repeat(59)}..." (257 characters). Shorten it.`,
    `have at most 256 characters, got 257 of "Team": "${"v".repeat(59)}..." (257 characters). ` +
      "Shorten it.",
  ],
  ...["a;b", "qa\n", "{}", "50%"].map((value): [string, unknown, string, string] => [
    `the value ${JSON.stringify(value)}`,
    value,
    `only have the characters ${characters}, got: ${JSON.stringify(value)}. Take out the others.`,
    `only have the characters ${characters}, got: ${JSON.stringify(value)} of "Team". Take out the ` +
      "others.",
  ]),
  [
    "a number",
    1234,
    "be a string, got: 1234. Put it into quotation marks.",
    'are strings, got: 1234 of "Team". Put it into quotation marks.',
  ],
];

for (const [component, create] of components) {
  describe(`The tags of ${component}`, () => {
    refuses([
      ...wrongKeys.flatMap(([what, tags, reason]) => [
        {
          title: `that ${what} are refused at once`,
          plain: () => create(tags),
          path: "tags",
          reason,
        },
        {
          title: `that ${what} are refused when they resolve`,
          later: () => create(pulumi.output(tags)),
          path: "tags",
          reason,
        },
      ]),
      ...wrongValues.flatMap(([what, value, plain, unresolved]) => {
        const path = 'tags["Team"]';
        return [
          {
            title: `with ${what} are refused at once`,
            plain: () => create({ Team: value }),
            path,
            reason: `\`${path}\` must ${plain}`,
          },
          {
            title: `with ${what} to come are refused when it resolves`,
            later: () => create({ Team: pulumi.output(value) }),
            path,
            reason: `\`${path}\` must ${plain}`,
          },
          {
            title: `to come with ${what} are refused when they resolve`,
            later: () => create(pulumi.output({ Team: value })),
            path: "tags",
            reason: `\`tags\` must have values that ${unresolved}`,
          },
        ];
      }),
    ]);

    it("that are secret are refused without a word of them", async () => {
      const values = [{ "aws:hush": "x" }, { hush: "hush;" }, { hush: "h".repeat(300) }];
      for (const value of values) {
        const { rejected } = await attempt(() => create(pulumi.secret(value)));
        assert.ok(rejected.length > 0);
        assert.doesNotMatch(String(rejected[0]), /hush|hhh/);
        assert.match(String(rejected[0]), /`tags` must have .*, got a secret/);
      }
      const { rejected } = await attempt(() => create({ Team: pulumi.secret("hush;") }));
      assert.doesNotMatch(String(rejected[0]), /hush/);
    });
  });
}
