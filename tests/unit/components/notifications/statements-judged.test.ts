/** Added statements, judged as text alone: what passes, and which part of what does not is named. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { topicPolicySize } from "../../../../components/inputs/model/limits";
import { document, topicPolicy } from "../../../../components/approval/model/policies";
import {
  addedStatements,
  topicPolicyStatements,
  withStatements,
} from "../../../../components/notifications/model/topic-statements";

const path = "topicPolicyStatements";
const topic = "arn:aws:sns:eu-west-1:111122223333:orders";
const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const own = topicPolicy(topic, place);

const AWS = "arn:aws:iam::444455556666:root";
const Service = "events.amazonaws.com";
const Action = "sns:Publish";
const ofOrg = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const ofAccount = { StringEquals: { "aws:SourceAccount": "444455556666" } };
const allow = { Effect: "Allow", Principal: { AWS }, Action };
/** SNS Developer Guide, "Amazon SNS API permissions": all that the policy of a topic can name. */
const topicActions = [
  ...["AddPermission", "DeleteTopic", "GetDataProtectionPolicy", "GetTopicAttributes"],
  ...["ListSubscriptionsByTopic", "ListTagsForResource", "Publish", "PutDataProtectionPolicy"],
  ...["RemovePermission", "SetTopicAttributes", "Subscribe"],
].map((name) => `sns:${name}`);
const deny = { Effect: "Deny", Principal: "*", Action };

/** What is said of the statements, undefined where they pass. */
function said(statements: unknown): string | undefined {
  try {
    topicPolicyStatements(JSON.stringify(statements), path);
    return undefined;
  } catch (error) {
    assert.ok(pulumi.InputPropertyError.isInstance(error), String(error));
    assert.equal(error.propertyPath, path);
    return error.reason;
  }
}

describe("an added statement", () => {
  const passing: [what: string, statement: object][] = [
    ["for an account", allow],
    ["for several", { ...allow, Principal: { AWS: [AWS, "444455556666"] } }],
    ["for everybody of an organization", { ...allow, Principal: "*", Condition: ofOrg }],
    ["the same in other words", { ...allow, Principal: { AWS: "*" }, Condition: ofOrg }],
    ["for a service of an account", { ...allow, Principal: { Service }, Condition: ofAccount }],
    [
      "for a service and an account",
      { ...allow, Principal: { Service, AWS }, Condition: ofAccount },
    ],
    ["that forbids everybody", deny],
    ["that forbids whoever is not named", { Effect: "Deny", NotPrincipal: { AWS }, Action }],
    ["that forbids what no Allow could name", { ...deny, Principal: { Federated: "idp" } }],
    ["of every action in a topic's policy", { ...allow, Action: topicActions }],
    ["of actions in other letters", { ...allow, Action: ["SNS:publish", "sns:SUBSCRIBE"] }],
  ];
  for (const [what, statement] of passing) {
    it(`${what} passes`, () => assert.equal(said(statement), undefined));
  }

  const refused: [rule: RegExp, statements: object[]][] = [
    [
      / must have the Effect /,
      [
        { ...allow, Effect: undefined },
        { ...allow, Effect: "Audit" },
      ],
    ],
    [
      / must have no (Resource|NotResource|NotAction) /,
      ["Resource", "NotResource", "NotAction"].map((key) => ({ ...allow, [key]: "*" })),
    ],
    [
      / must name actions that SNS takes /,
      [[], undefined, null, {}, ["sns:Publish", "sns:*"], ["sns:*", "sns:Publish"], "Publish"].map(
        (action) => ({ ...allow, Action: action }),
      ),
    ],
    [
      / must name its Principal /,
      [
        { Effect: "Allow", Action },
        { Effect: "Deny", Action },
        { Effect: "Allow", Action, NotPrincipal: { AWS }, Condition: ofOrg },
      ],
    ],
    [
      / must not have Principal and NotPrincipal both /,
      [
        { ...allow, NotPrincipal: { AWS } },
        { ...allow, Effect: "Deny", NotPrincipal: { AWS } },
      ],
    ],
    [
      / must have a Principal of AWS or Service/,
      [
        ...[{ AWS: [] }, { AWS: [AWS, 7] }, { Service: [Service, null] }],
        ...[{ AWS, Federated: "cognito-identity.amazonaws.com" }, { CanonicalUser: "79a5" }],
        ...[[AWS], AWS, {}, null],
      ].map((Principal) => ({ ...allow, Principal, Condition: ofAccount })),
    ],
    [
      / must not allow everybody/,
      [
        { ...allow, Principal: "*" },
        { ...allow, Principal: { AWS: [AWS, "*"] } },
        // The account of a service does not make a statement for everybody narrower.
        {
          ...allow,
          Principal: { AWS: "*", Service },
          Condition: { StringEquals: { "aws:SourceOrgPaths": "o-a1b2c3d4e5/*" } },
        },
      ],
    ],
    [
      / must say on whose behalf a service may act/,
      [
        { ...allow, Principal: { Service } },
        { ...allow, Principal: { Service, AWS } },
        { ...allow, Principal: { Service: [Service, "s3.amazonaws.com"] }, Condition: ofOrg },
        { ...allow, Principal: { Service: "*" } },
      ],
    ],
  ];
  for (const [rule, statements] of refused) {
    for (const statement of statements) {
      it(`${JSON.stringify(statement).slice(0, 150)}:${rule.source}`, () => {
        assert.match(said(statement) ?? "", rule);
        // Among good ones it is found by its number.
        assert.match(said([allow, deny, statement]) ?? "", rule);
        assert.match(said([allow, deny, statement]) ?? "", / in statement 3, got: /);
      });
    }
  }

  it("is refused by its NotPrincipal, which stands beside a Principal or in its place", () => {
    const other = { NotPrincipal: { AWS } };
    const shown = `got: {"AWS":"${AWS}"}`;
    assert.ok(said({ ...allow, ...other })?.endsWith(`${shown}. Leave one out.`));
    const alone = said({ Effect: "Allow", Action, ...other });
    assert.ok(alone?.endsWith(`${shown}. Say whom it allows.`));
  });

  it("is refused by the one action of several that no topic takes", () => {
    assert.match(said({ ...allow, Action: ["sns:Publish", "sns:*"] }) ?? "", /got: "sns:\*"\./);
    assert.match(said({ ...allow, Action: [] }) ?? "", /got: \[\]\./);
  });

  it("beside what is none is not read", () => {
    for (const none of [7, null, [], "Allow"]) {
      assert.match(said([allow, none]) ?? "", / must be JSON text of a policy statement/);
    }
  });

  it("that has the Sid of another is refused, whoever wrote the other", () => {
    const named = { ...allow, Sid: "LetAuditors" };
    assert.equal(said([named, { ...named, Sid: "LetOthers" }, allow]), undefined);
    assert.match(said([named, allow, named]) ?? "", /"LetAuditors", which another statement/);
    // The second has no Sid and is given the one that the first has.
    assert.match(said([{ ...allow, Sid: "AddedStatement2" }, allow]) ?? "", /AddedStatement2/);
  });
});

describe("the policy of a topic with added statements", () => {
  it("is ours, then theirs, each for this topic", () => {
    const added = addedStatements(JSON.stringify([{ ...allow, Sid: "A" }, deny]), topic, path);
    assert.deepEqual(withStatements(own, added, path), {
      Version: "2012-10-17",
      Statement: [
        ...own.Statement,
        { ...allow, Sid: "A", Resource: topic },
        { ...deny, Sid: "AddedStatement2", Resource: topic },
      ],
    });
  });

  it("has as many statements as SNS takes, and not one more", () => {
    const most = topicPolicySize.statements - own.Statement.length;
    const many = (count: number): string => JSON.stringify(Array(count).fill(allow));
    const build = (count: number) =>
      withStatements(own, addedStatements(many(count), topic, path), path);
    assert.equal(build(most).Statement.length, 100);
    assert.throws(() => build(most + 1), /100 statements at most/);
  });

  it("has as many bytes as SNS takes, and not one more", () => {
    const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
    const sid = (length: number) => [
      { ...allow, Sid: "x".repeat(length), Resource: topic } as never,
    ];
    const room = topicPolicySize.bytes - size(document([...own.Statement, ...sid(0)]));
    assert.equal(size(withStatements(own, sid(room), path)), 30_720);
    assert.throws(
      () => withStatements(own, sid(room + 1), path),
      /30720 bytes .* got: 30721 bytes/,
    );
    // A character outside ASCII counts as the bytes that it is sent in.
    const wide = [{ ...(sid(0)[0] as object), Sid: "é".repeat(room / 2 + 1) } as never];
    assert.throws(() => withStatements(own, wide, path), /got: 307\d\d bytes/);
  });
});
