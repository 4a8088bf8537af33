/** Names of people and machines that are refused: of two people, of nobody, or no names. */
import { type Refused, refuses } from "../../../support/refusal-table";
import { ann, bob, carrier, gate, later } from "./support";

const twice = (at: string, got: string, other: string): string =>
  `\`${at}\` must be the name of one person, got: "${got}", which \`${other}\` is too. Put all names of a person into ` +
  "one entry, each once.";

const rows: Refused[] = [
  {
    title: "with one Slack user in two identities",
    plain: gate({
      identities: [
        { slackUserId: ann, emails: ["ann@example.com"] },
        { slackUserId: ann, emails: ["a@example.com"] },
      ],
    }),
    path: "rule.identities[1].slackUserId",
    reason: twice("rule.identities[1].slackUserId", ann, "rule.identities[0].slackUserId"),
  },
  {
    title: "with one address in two identities, whatever its case",
    plain: gate({
      identities: [
        { slackUserId: ann, emails: ["ann@example.com"] },
        { slackUserId: bob, emails: ["bob@example.com", "Ann@Example.com"] },
      ],
    }),
    path: "rule.identities[1].emails[1]",
    reason: twice(
      "rule.identities[1].emails[1]",
      "Ann@Example.com",
      "rule.identities[0].emails[0]",
    ),
  },
  {
    title: "with one ARN in two identities",
    plain: gate({
      identities: [
        { slackUserId: ann, principals: ["arn:aws:iam::111122223333:user/ann"] },
        { principals: ["arn:aws:iam::111122223333:user/ann"] },
      ],
    }),
    path: "rule.identities[1].principals[0]",
    reason: twice(
      "rule.identities[1].principals[0]",
      "arn:aws:iam::111122223333:user/ann",
      "rule.identities[0].principals[0]",
    ),
  },
  {
    title: "with an identity that says nothing of a release",
    plain: [{}, { slackUserId: ann }, { slackUserId: ann, emails: [] }].map((identity) =>
      gate({ identities: [identity] }),
    ),
    path: "rule.identities[0]",
    reason:
      "`rule.identities[0]` must have a name beside `slackUserId`, got none: nobody is known by it. Give `emails`, " +
      "`principals` or their name in another system, or take it off the list.",
  },
  ...(["serviceNowUserName", "jiraAccountId", "webhookActorId"] as const).flatMap(
    (field): Refused[] => [
      {
        title: `with one ${field} in two identities, whatever its case`,
        plain: gate({
          identities: [
            { slackUserId: ann, [field]: "carla" },
            { slackUserId: bob, [field]: "Carla" },
          ],
        }),
        path: `rule.identities[1].${field}`,
        reason: twice(`rule.identities[1].${field}`, "Carla", `rule.identities[0].${field}`),
      },
      {
        title: `with a ${field} of nobody in Slack`,
        plain: gate({ identities: [{ emails: ["ann@example.com"], [field]: "carla" }] }),
        later: gate({ identities: [{ emails: ["ann@example.com"], [field]: later("carla") }] }),
        carrier,
        path: `rule.identities[0].${field}`,
        reason:
          `\`rule.identities[0].${field}\` must stand beside \`slackUserId\`, got none: who votes by a ticket is ` +
          `somebody in Slack. Give \`slackUserId\`, or leave \`${field}\` out.`,
      },
    ],
  ),
  ...[
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:group/admins",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:sts::111122223333:assumed-role/release",
    "arn:aws:sts::111122223333:assumed-role/release/*",
    "arn:aws:iam::111122223333:assumed-role/release/ann",
    "ann",
    "*",
  ].map((arn): Refused => ({
    title: `with ${arn} for whoever starts a pipeline`,
    plain: gate({ identities: [{ principals: [arn] }] }),
    later: gate({ identities: [{ principals: [later(arn)] }] }),
    carrier,
    path: "rule.identities[0].principals[0]",
    reason:
      "`rule.identities[0].principals[0]` must be the ARN of one IAM user, of a role, or of a session of a role, " +
      `like arn:aws:sts::111122223333:assumed-role/release/ann, got: "${arn}". Copy it from ` +
      '"aws sts get-caller-identity".',
  })),
  {
    title: "with more than ten addresses of one person",
    plain: gate({
      identities: [{ emails: Array.from({ length: 11 }, (_, index) => `ann${index}@example.com`) }],
    }),
    path: "rule.identities[0].emails",
    reason:
      "`rule.identities[0].emails` must have at most 10 of one person, got: 11. Leave some out.",
  },
  {
    title: "with more than 200 identities",
    plain: gate({
      identities: Array.from({ length: 201 }, (_, index) => ({
        emails: [`ann${index}@example.com`],
      })),
    }),
    path: "rule.identities",
    reason:
      "`rule.identities` must have at most 200 entries, got: 201. Leave out those who neither start nor write.",
  },
];

describe("rule is refused", () => refuses(rows));
