/** A rule as a whole, and its single values: what is just inside, and what follows from it. */
import * as assert from "node:assert/strict";
import type { RuleGroupRecord } from "../../../../contract/records";
import { type GivenRule, judgedRule } from "../../../../components/rule/model/judged-rule";
import { atMost } from "../../../../components/inputs/model/checks";
import * as check from "../../../../components/rule/model/rule-checks";
import { refusalOf } from "../../../support/refusals";

const ids = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}0P${index}`);
const group = (
  name: string,
  slackUserIds: string[],
  approvals = 1,
  slackUserGroupIds: string[] = [],
): RuleGroupRecord => ({ name, slackUserIds, slackUserGroupIds, approvals });

const given: GivenRule = {
  ...{ groups: [], rejections: 1, excludeStarter: true, excludeAuthor: true },
  ...{ unknownAuthor: "refuse", unknownStarter: "refuse", identities: [] },
};
const paths = { users: "slack.approverUserIds", groups: "slack.approverUserGroupIds" };
const judged = (
  rule: Partial<GivenRule>,
  users: readonly string[] = ["U0ANN"],
  userGroups: readonly string[] = [],
) => judgedRule({ ...given, ...rule }, { users, userGroups, paths }, "rule");

describe("a rule", () => {
  it("wants what its groups want together where it does not say more", () => {
    const groups = [group("a", ["U0ANN", "U0BOB"], 2), group("b", ["U0CY"])];
    assert.equal(judged({ groups }).rule.approvals, 3);
    assert.equal(judged({ groups, approvals: 3 }).rule.approvals, 3);
    assert.equal(judged({ groups, approvals: 4 }, ["U0DEE"]).rule.approvals, 4);
    assert.equal(judged({}).rule.approvals, 1);
  });

  it("may want everybody whom it names, and be rejected by all of them alone", () => {
    judged({ approvals: 2, rejections: 2 }, ["U0ANN", "U0BOB"]);
    judged({ groups: [group("a", ["U0ANN", "U0BOB"], 2)], rejections: 2 }, []);
  });

  it("may want more people than it names where a user group has others", () => {
    judged({ approvals: 20, rejections: 20 }, [], ["S0MANY"]);
    judged({ groups: [group("a", ["U0ANN"], 20, ["S0MANY"])] }, []);
  });

  it("takes as many people, user groups and approvals as there may be, counting each once", () => {
    const users = ids("U", 100);
    assert.equal(judged({ groups: [group("a", users)] }, users).users.length, 100);
    const userGroups = ids("S", 10);
    const groups = [group("a", [], 20, userGroups)];
    assert.equal(judged({ groups }, [], userGroups).userGroups.length, 10);
    assert.equal(judged({ groups }, []).rule.approvals, 20);
  });

  it("has groups whose names differ by more than case", () => {
    judged({ groups: [group("Maß", ["U0ANN"]), group("Mass", ["U0BOB"])] });
  });

  it("says which groups have too few people together", () => {
    const two = ["U0ANN", "U0BOB"];
    const groups = [group("a", two), group("b", two), group("c", two), group("d", ["U0CY"])];
    assert.deepEqual(
      refusalOf(() => judged({ groups })),
      {
        path: "rule.groups",
        reason:
          "`rule.groups` must have somebody for each approval, as one person counts in one group, got: 3 approvals " +
          'of "a", "b", "c", and 2 people in all. Name more people, or lower `approvals`.',
      },
    );
  });

  it("tells people of one name in Slack, of e-mail and of AWS apart by what they are", () => {
    const principals = ["arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/Ann"];
    judged({
      identities: [
        { slackUserId: "U0ANN", emails: ["ann@example.com"], principals: [principals[0]] },
        { slackUserId: "U0BOB", emails: ["bob@example.com"], principals: [principals[1]] },
        { emails: [], principals: ["arn:aws:iam::111122223333:role/ci"] },
        { emails: ["maß@example.com"], principals: [] },
        { emails: ["mass@example.com"], principals: [] },
      ],
    });
  });
});

describe("the names in a rule", () => {
  const allowed: [what: string, check: (value: string, path: string) => void, values: string[]][] =
    [
      [
        "a principal",
        check.principal,
        [
          "arn:aws:iam::111122223333:user/a",
          "arn:aws:iam::111122223333:user/teams/ann@example.com",
          "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123",
          "arn:aws:sts::111122223333:assumed-role/release/ann@example.com",
          "arn:aws-cn:iam::111122223333:user/ann",
        ],
      ],
      ["a variable", check.authorVariable, ["a.b", "build.AUTHOR_EMAIL", "source-1.AuthorEmail"]],
      [
        "a group's name",
        check.groupName,
        ["a", "Security 2", "Qualité d_e-v.x", "x".repeat(40), "審査"],
      ],
      ["whether the unknown are allowed", check.unknownPerson, ["refuse", "allow"]],
    ];
  for (const [what, isAllowed, values] of allowed) {
    for (const value of values) {
      it(`may be ${value}: ${what}`, () => {
        assert.equal(
          refusalOf(() => isAllowed(value, "rule")),
          undefined,
        );
      });
    }
  }

  const refused: typeof allowed = [
    [
      "a principal",
      check.principal,
      [
        `arn:aws:iam::111122223333:user/${"a".repeat(65)}`,
        "arn:aws:iam:eu-west-1:111122223333:user/ann",
        "arn:aws:iam:::user/ann",
        "arn:aws:sts::111122223333:user/ann",
        "arn:aws:sts::111122223333:assumed-role/release/a",
        "arn:aws:sts::111122223333:assumed-role/teams/release/ann",
        "arn:aws:sts::111122223333:x-assumed-role/release/ann",
        "arn:aws:s3::111122223333:user/ann",
        "x arn:aws:iam::111122223333:user/ann",
      ],
    ],
    ["a variable", check.authorVariable, [`${"n".repeat(101)}.b`, "a.b ", " a.b", "a..b"]],
    [
      "a group's name",
      check.groupName,
      ["", " a", "a ", "a\nb", "*a*", "x".repeat(41), "-", "a/b", "@here"],
    ],
  ];
  for (const [what, isAllowed, values] of refused) {
    for (const value of values) {
      it(`are never ${JSON.stringify(value)}: ${what}`, () => {
        assert.equal(refusalOf(() => isAllowed(value, "rule.x"))?.path, "rule.x");
      });
    }
  }

  it("say what is meant where none is given", () => {
    const said = [
      refusalOf(() => check.groupName(undefined as unknown as string, "rule.groups[0].name")),
      refusalOf(() => check.unknownPerson("perhaps", "rule.unknownAuthor")),
    ];
    assert.deepEqual(said, [
      {
        path: "rule.groups[0].name",
        reason:
          '`rule.groups[0].name` must be a string, like "security", got: undefined. Give it a value.',
      },
      {
        path: "rule.unknownAuthor",
        reason:
          '`rule.unknownAuthor` must be refuse or allow, got: "perhaps". Choose one of them or leave it out for ' +
          "refuse.",
      },
    ]);
  });

  it("are so many at most", () => {
    const three = atMost(3, "names", "Leave one out.");
    assert.equal(
      refusalOf(() => three(["a", "b", "c"], "rule.x")),
      undefined,
    );
    assert.equal(
      refusalOf(() => three(["a", "b", "c", "d"], "rule.x"))?.reason,
      "`rule.x` must have at most 3 names, got: 4. Leave one out.",
    );
  });

  it("are texts", () => {
    for (const value of [undefined, null, 7, ["a.b"]] as unknown as string[]) {
      assert.ok(refusalOf(() => check.authorVariable(value, "rule.x")));
      assert.ok(refusalOf(() => check.principal(value, "rule.x")));
    }
  });
});
