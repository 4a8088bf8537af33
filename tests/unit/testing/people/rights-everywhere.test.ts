/** What somebody may decide beyond the stack is found, however the policies say it. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as fc from "fast-check";
import { evaluateBounded } from "../../../../iam/evaluate";
import { contextsOf } from "../../../../testing/people/person";
import { like } from "../../../../iam/pattern";
import { rightsOf } from "../../../../testing/people/rights";
import { account, failsWith, people, policy, qa, releaseArn, user } from "../support";

const Deny = { Effect: "Deny" };
const all = { Resource: "*" };
const arn = (path: string, region = "eu-west-1") =>
  `arn:aws:codepipeline:${region}:${account}:${path}`;
const inRegion = (region: string, operator = "StringEquals") => ({
  Condition: { [operator]: { "aws:RequestedRegion": region } },
});
const elsewhere = `arn:aws:codepipeline:*:${account}:*`;

describe("assertCanDecide, of approvals that the stack does not have", () => {
  for (const [title, statements, approvals] of [
    ["what a Deny spares", [all, { ...Deny, NotResource: arn("prod/*") }], ["prod/*"]],
    [
      "what a Deny spares of what an Allow writes otherwise",
      [{ Resource: arn("*/Gate/*") }, { ...Deny, NotResource: arn("prod/*") }],
      ["prod/Gate/*"],
    ],
    [
      "what many denials of beginnings leave",
      [all, { ...Deny, Resource: ["release/*", "a*", "x*"].map((names) => arn(names)) }],
      ["*"],
    ],
    ["a Region of a condition", [{ ...all, ...inRegion("us-east-1") }], [arn("*", "us-east-1")]],
    [
      "a Region of a condition beside a pattern of every Region",
      [{ Resource: arn("prod/*", "*"), ...inRegion("us-east-1") }],
      [arn("prod/*", "us-east-1")],
    ],
    ["other Regions than a Deny writes", [all, { ...Deny, Resource: arn("*") }], [elsewhere]],
    [
      "other Regions than a Deny is about",
      [all, { ...Deny, ...all, ...inRegion("eu-west-1") }],
      [elsewhere],
    ],
    [
      "other Regions than the Allow leaves out",
      [{ ...all, ...inRegion("eu-*", "StringNotLike") }],
      [elsewhere],
    ],
    [
      "a service that is written as a pattern",
      [{ Resource: `arn:aws:code*:*:*:prod/*` }],
      ["arn:aws:code*:*:*:prod/*"],
    ],
    [
      "an ARN that lacks segments, which IAM completes",
      [{ Resource: "arn:aws:codepipeline:us-east-1" }],
      [arn("*", "us-east-1")],
    ],
    ["a wildcard that runs over slashes", [{ Resource: arn("*/PO") }], ["*/PO"]],
    [
      "the person's own name",
      [{ Resource: arn("prod/Gate/${aws:username}") }],
      ["prod/Gate/${aws:username}"],
    ],
  ] as [string, object[], string[]][]) {
    it(`finds ${title}`, async () => {
      const stack = await people(() => user("eve", policy(...statements)));
      failsWith(() => stack.assertCanDecide({ user: "eve" }, []), /may not decide exactly these/);
      stack.assertCanDecide({ user: "eve" }, approvals);
    });
  }

  it("finds what a boundary leaves of a wider right", async () => {
    const stack = await people(() => {
      const boundary = new aws.iam.Policy("b", { policy: policy({ Resource: arn("prod/*") }) }).arn;
      new aws.iam.User("eve", { name: "eve", permissionsBoundary: boundary });
      user("eve", policy(all));
    });
    stack.assertCanDecide({ user: "eve" }, ["prod/*"]);
  });

  it("says nothing where the patterns have more in common than can be asked", async () => {
    const Resource = [..."abcdefgh"].map((letter) => arn(`*${letter}*/Gate/QA`));
    const stack = await people(() => user("eve", policy({ Resource })));
    failsWith(() => stack.assertCanDecide({ user: "eve" }, []), /write too many patterns to ask/);
  });

  it("asks for no more than the stack's where nothing more is given", async () => {
    const stack = await people(() => user("eve", policy(all, { ...Deny, NotResource: qa })));
    stack.assertCanDecide({ user: "eve" }, ["release/Approve/QA"]);
  });
});

const place = { partition: "aws", region: "eu-west-1", accountId: account };
const names = [
  ["prod", "release", "web"],
  ["Gate", "Approve", "p1"],
  ["QA", "PO", "q9"],
];
const universe = ["eu-west-1", "eu-central-1", "us-east-1", "ap-south-1"].flatMap((region) =>
  names[0].flatMap((p) =>
    names[1].flatMap((s) => names[2].map((a) => arn(`${p}/${s}/${a}`, region))),
  ),
);
const part = (given: string[], more: string[]) => fc.constantFrom("*", "*", ...given, ...more);
const resource = fc.oneof(
  { weight: 1, arbitrary: fc.constant("*") },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom("*", "eu-west-1", "eu-west-1", "us-east-1", "eu-*"),
        part(["prod", "release"], ["pr*", "*e*"]),
        part(["Gate"], ["G*", "?ate"]),
        part(["QA"], ["*A", "Q*"]),
      )
      .map(([region, ...path]) => arn(path.join("/"), region)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[arn("*/QA"), arn("prod*"), arn("*", "*"), `${releaseArn}*A`],
      ...["arn:aws:codepipeline", "arn:aws:codepipeline:eu-*", "arn:aws:*:eu-west-1"],
    ),
  },
);
const condition = fc.tuple(
  fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"),
  fc.constantFrom("eu-west-1", "us-east-1", "eu-*"),
);
const statement = fc
  .tuple(
    fc.constantFrom("Allow", "Allow", "Deny"),
    fc.constantFrom("Resource", "Resource", "NotResource"),
    fc.array(resource, { minLength: 1, maxLength: 2 }),
    fc.option(condition, { nil: undefined, freq: 3 }),
  )
  .map(([Effect, key, values, given]) => ({
    ...{ Effect, Action: "codepipeline:*", [key]: values },
    ...(given && inRegion(given[1], given[0])),
  }));
const document = fc
  .array(statement, { minLength: 1, maxLength: 4 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));

describe("what somebody may decide, asked one by one", () => {
  it("is in the answer, whatever the policies and the boundary write", () => {
    let [some, none] = [0, 0];
    fc.assert(
      fc.property(document, fc.option(document, { nil: undefined, freq: 2 }), (own, bound) => {
        const eve = {
          ...{ kind: "user" as const, name: "eve", groups: new Set<string>(), created: true },
          policies: [{ name: "own", document: own }],
          ...(bound && { boundary: { name: "boundary", document: bound } }),
        };
        const session = { mfa: true };
        const directory = { identities: new Map(), doubts: [] };
        const paths = rightsOf(directory, eve, session, place, []).map(({ path }) =>
          path === "*" || path.startsWith("arn:") ? path : arn(path),
        );
        const may = universe.filter((one) => {
          const [context] = contextsOf(eve, session, { ...place, region: one.split(":")[3] });
          const request = { action: "codepipeline:PutApprovalResult", resource: one, context };
          return evaluateBounded(eve.policies, eve.boundary, request).allowed !== "no";
        });
        if (may.length > 0) some++;
        else none++;
        const left = may.filter(
          (one) => !paths.some((path) => like(path, one, new Map(), false) === "yes"),
        );
        assert.deepEqual(left, [], paths.join());
      }),
      { numRuns: 400 },
    );
    assert.ok(some > 100 && none > 50, `${some} ${none}`);
  });
});
