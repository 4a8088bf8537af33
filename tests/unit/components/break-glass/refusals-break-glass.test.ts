/** What of `breakGlass` is refused, in which words. */
import * as pulumi from "@pulumi/pulumi";
import { type BreakGlassArgs, MultiApprovalStage } from "../../../../index";
import { connection, gateWith, slack, types, watching } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";

const user = (name: string, account = "111122223333"): string =>
  `arn:aws:iam::${account}:user/${name}`;
const valid: BreakGlassArgs = { userArns: [user("ann")], reviewers: { users: ["bob"] } };
const gate =
  (change: object, more: object = {}) =>
  () =>
    gateWith({ hub: watching, breakGlass: { ...valid, ...change }, ...more });
/** The same, where a value resolves later. */
const later = <T>(value: T): pulumi.Output<T> =>
  pulumi.output(0).apply(() => Promise.resolve(value)) as pulumi.Output<T>;
/** The gate's record: the hub hears of no role that is not there. */
const carrier = [types.tableItem];

const without = (path: string): string =>
  `\`${path}\` must stand beside the connection of an ApprovalHub with \`bypassAlerts: true\`, got one without ` +
  "reviews: nobody would be told. Give `bypassAlerts: true` to the ApprovalHub, of this version of " +
  `codepipeline-approvals, and deploy that first, or leave \`${path}\` out.`;
const { breakGlassRolePath: _path, ...withoutPath } = watching;
const { reviewsTableArn: _table, ...withoutTable } = watching;
const { breakGlassRolePath: _both, reviewsTableArn: _andThis, ...ofEarlier } = watching;

const notAUser = (got: string): string =>
  "`breakGlass.userArns[0]` must be the ARN of one IAM user, like arn:aws:iam::111122223333:user/ann, got: " +
  `"${got}". Give IAM users, none of one character, and no roles or groups: AWS shows MFA of a user's own ` +
  "sign-in alone.";
const elsewhere = (got: string): string =>
  "`breakGlass.userArns[0]` must be a user in the partition and account of the pipeline, aws, 111122223333, got: " +
  `"${got}". Name a user of that account.`;
const nobody =
  "`breakGlass.reviewers` must name somebody, got nobody: no use would ever be reviewed. Give `users`, " +
  "`existingGroupNames`, `roleNames` or `permissionSets`.";
const alone =
  '`breakGlass.reviewers` must name somebody else than "Ann", who may break the glass, got nobody else: nobody ' +
  "reviews their own use. Name another reviewer, or take the user off `userArns`.";
const minutes = (got: string): string =>
  "`breakGlass.reviewWithinMinutes` must be a whole number of minutes between 60 and 43200, got: " +
  `${got}. Choose a number in that range or leave it out for the default.`;

const rows: Refused[] = [
  {
    title: "without a hub",
    plain: [
      () => gateWith({ breakGlass: valid }),
      () => gateWith({ breakGlass: valid, slack: { ...slack } }),
    ],
    path: "breakGlass",
    reason:
      "`breakGlass` must stand beside `hub`, got no `hub`: a hub is what tells of each use. Give `hub` the " +
      "connection of an ApprovalHub with `bypassAlerts: true`, or leave it out.",
  },
  {
    title: "beside a hub that tells of no bypasses, or has no reviews",
    plain: [connection, withoutPath, withoutTable, ofEarlier].map((hub) => gate({}, { hub })),
    later: gate({}, { hub: later(ofEarlier) }),
    path: "breakGlass",
    reason: without("breakGlass"),
  },
  {
    title: "of an approval among others, beside such a hub",
    plain: () =>
      new MultiApprovalStage("review", {
        pipelineName: "orders",
        hub: connection,
        emails: ["qa@example.com"],
        approvals: [{ name: "qa" }, { name: "legal", breakGlass: valid }],
      }),
    path: "approvals[1].breakGlass",
    reason: without("approvals[1].breakGlass"),
  },
  {
    title: "with no user",
    plain: [[], undefined, null].map((userArns) => gate({ userArns })),
    later: gate({ userArns: later([]) }),
    carrier,
    path: "breakGlass.userArns",
    reason:
      "`breakGlass.userArns` must name at least one IAM user, got none: nobody could break the glass. Give the " +
      "ARN of a user, or leave `breakGlass` out.",
  },
  ...[
    "arn:aws:iam::111122223333:role/admin",
    "arn:aws:sts::111122223333:assumed-role/admin/ann",
    "arn:aws:iam::111122223333:group/admins",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:user/a",
    "arn:aws:iam::111122223333:user/*",
    "111122223333",
    "ann",
    "*",
  ].map((arn): Refused => ({
    title: `with ${arn} for a user`,
    plain: gate({ userArns: [arn] }),
    later: gate({ userArns: [later(arn)] }),
    path: "breakGlass.userArns[0]",
    reason: notAUser(arn),
  })),
  ...[user("ann", "444455556666"), "arn:aws-cn:iam::111122223333:user/ann"].map((arn): Refused => ({
    title: `with ${arn}, who is not of the pipeline's account`,
    later: [gate({ userArns: [arn] }), gate({ userArns: later([arn]) })],
    path: "breakGlass.userArns[0]",
    reason: elsewhere(arn),
  })),
  {
    title: "with a user twice, whatever the case",
    plain: gate({ userArns: [user("ann"), user("Ann")] }),
    path: "breakGlass.userArns[1]",
    reason:
      '`breakGlass.userArns[1]` must stand in the list once, got: "arn:aws:iam::111122223333:user/Ann", which ' +
      "`breakGlass.userArns[0]` is too. Remove one of them.",
  },
  {
    title: "with more users than a trust policy takes",
    later: gate({ userArns: Array.from({ length: 20 }, (_, index) => user(`somebody-${index}`)) }),
    path: "breakGlass.userArns",
    reason:
      "`breakGlass.userArns` must fit into 2048 characters of the role's trust policy, IAM's default quota, got: " +
      "20 users, who need 3509. Name fewer users.",
  },
  {
    title: "with reviewers that name nobody",
    plain: [{}, { users: [] }, { users: [], roleNames: [] }].map((reviewers) =>
      gate({ reviewers }),
    ),
    later: gate({ reviewers: { users: later([]) } }),
    path: "breakGlass.reviewers",
    reason: nobody,
  },
  {
    title: "with one reviewer, who may break the glass",
    plain: [
      gate({ reviewers: { users: ["Ann"] } }),
      gate({
        userArns: [user("teams/bob"), user("teams/ann")],
        reviewers: { users: ["Ann"], roleNames: [] },
      }),
    ],
    later: gate({ userArns: later([user("ann")]), reviewers: { users: [later("Ann")] } }),
    carrier,
    path: "breakGlass.reviewers",
    reason: alone,
  },
  ...[59, 43_201, 60.5, Number.NaN].map((given): Refused => ({
    title: `to be reviewed within ${given} minutes`,
    plain: gate({ reviewWithinMinutes: given }),
    later: gate({ reviewWithinMinutes: later(given) }),
    path: "breakGlass.reviewWithinMinutes",
    reason: minutes(`${given}`),
  })),
  {
    title: "with an argument that reviewers do not have",
    plain: gate({ reviewers: { users: ["bob"], groupName: "reviewers" } }),
    path: "breakGlass.reviewers.groupName",
    reason:
      "`breakGlass.reviewers.groupName` is no argument, got one. There are users, existingGroupNames, roleNames, " +
      "permissionSets: correct it or leave it out.",
  },
  {
    title: "as a whole that is still to come",
    plain: () => gateWith({ hub: watching, breakGlass: later(valid) as unknown as BreakGlassArgs }),
    path: "breakGlass",
    reason:
      "`breakGlass` must be known when the program runs, got an output: which resources there are follows from it. " +
      "Write it out, with outputs in its fields.",
  },
];

describe("breakGlass is refused", () => refuses(rows));
