/** Actions and resources, row by row: what we say, and what iam-simulate says of the same. */
import { conforms, type More, prefix, resource, type Row } from "./support";

const on = (Resource: unknown, ours: Row[1], more?: More): Row => [{ Resource }, ours, more];
const but = (NotResource: unknown, ours: Row[1], more?: More): Row => [
  { Resource: undefined, NotResource },
  ours,
  more,
];
const of = (Action: unknown, ours: Row[1], more?: More): Row => [{ Action }, ours, more];
const allBut = (NotAction: unknown, ours: Row[1], more?: More): Row => [
  { Action: undefined, NotAction },
  ours,
  more,
];
const refused = { theirs: "refused", why: "AWS takes no wildcard in a service" } as const;
const beyond = { theirs: "no", why: "IAM User Guide: * can match beyond a colon" } as const;
const quirk = { theirs: "no", why: "it lets no short NotResource apply" } as const;
const unnamed = { theirs: "refused", why: "no resource is so named" } as const;
const early = { theirs: "no", why: "variables stand after the fifth colon" } as const;
const malformed = { theirs: "refused", why: "AWS refuses the statement" } as const;

const actions: Row[] = [
  of("codepipeline:PutApprovalResult", "yes"),
  of("CodePipeline:putapprovalresult", "yes"),
  of(["s3:*", "codepipeline:Put*"], "yes"),
  of("codepipeline:PutApprovalResul?", "yes"),
  of("codepipeline:PutApprovalResult?", "no"),
  of("codepipeline:GetPipeline", "no"),
  of("*", "yes"),
  of("*:*", "yes", refused),
  of("code*:*", "yes", refused),
  allBut("iam:*", "yes"),
  allBut("codepipeline:*", "no"),
  allBut(["iam:*", "codepipeline:Put*"], "no"),
];

const resources: Row[] = [
  on("*", "yes"),
  on("**", "yes"),
  on(resource, "yes"),
  on(resource.toLowerCase(), "no"),
  on([`${prefix}other`, `${prefix}shop/*`], "yes"),
  on(`${prefix}*/Approve`, "yes", { theirs: "no", why: "* can match slashes: IAM User Guide" }),
  on(`${prefix}*/Reject`, "no"),
  on(`${prefix}shop/Gat?/Approve`, "yes"),
  on(`${prefix}shop/Gate?/Approve`, "no"),
  on(resource.replace("eu-west-1", "*"), "yes"),
  on(resource.replace("1111", "2222"), "no"),
  on("arn:aws:*:*:*:shop/Gate/Approve", "yes"),
  on("arn:*:codepipeline:eu-west-1:*:shop/*e", "yes"),
  on("arn:aws:codepipeline:*:111122223333:*", "yes"),
  on("arn:aws:*:111122223333:shop/Gate/Approve", "unknown", beyond),
  on("arn:aws:codepipeline:*:shop/Gate/Approve", "unknown", beyond),
  on("*:codepipeline:*", "unknown", beyond),
  on("arn:aws:sns:*:shop/Gate/Approve", "no"),
  on("arn:aws:sns*:111122223333:shop/Gate/Approve", "no"),
  on(`${prefix}*`, "no", { ...unnamed, resource: "shop" }),
  on(`${prefix}shop`, "no", { ...unnamed, resource: `${prefix}shop:x` }),
  on("arn:*:eu-west-1:111122223333:shop:x", "unknown", {
    ...unnamed,
    resource: `${prefix}shop:x`,
  }),
  but(resource, "no"),
  but("arn:x", "yes", quirk),
  but(`${prefix}shop/Prod/*`, "yes"),
  but([`${prefix}other`, `${prefix}shop/*`], "no"),
  but("arn:aws:*:111122223333:shop/Gate/Approve", "unknown", beyond),
];

const short: Row[] = [
  on("arn:aws:codepipeline", "yes"),
  on("arn:aws:codepipeline:*", "yes"),
  on("arn:aws:codepipeline:eu-west-1", "yes"),
  on("arn:aws:codepipeline:eu-west-1:111122223333", "yes"),
  on("arn", "yes"),
  on("arn:*", "yes"),
  on("arn:aws:sns", "no"),
  on("arn:aws:co*:111122223333", "unknown", beyond),
  but("arn:aws:codepipeline", "no"),
  but("arn:aws:codepipeline:us-east-1", "yes", quirk),
];

const at = (name: string, more: More = {}): More => ({
  resource: `${prefix}shop/Gate/${name}`,
  ...more,
});
const mine = `${prefix}shop/Gate/\${aws:username}`;
const noValue = {
  theirs: "no",
  why: 'IAM User Guide, "Variables and tags": the statement may be invalid',
} as const;

const variables: Row[] = [
  on(mine, "yes", at("qa")),
  on(mine, "no", at("ann")),
  on(mine, "no", at("qa", { version: "2008-10-17", theirs: "yes", why: "it has no variables" })),
  on(mine, "yes", at("${aws:username}", { version: "2008-10-17", theirs: "no", why: "the same" })),
  on(mine, "no", at("ann", { context: { "aws:username": "*" } })),
  on(
    mine,
    "no",
    at("qa", {
      ...{ theirs: "yes", why: "a key of several values is no variable" },
      context: { "aws:username": ["qa", "ann"] },
    }),
  ),
  on(`${prefix}shop/Gate/\${aws:TagKeys}`, "no"),
  on(`${prefix}shop/Gate/\${aws:PrincipalTag/a, 'qa'}`, "yes", at("qa")),
  on(`${prefix}shop/Gate/\${*}`, "yes", at("*")),
  on(`${prefix}shop/Gate/\${*}`, "no", at("qa")),
  on(`${prefix}shop/Gate/\${}`, "no", at("qa")),
  on("arn:aws:codepipeline:${aws:RequestedRegion}:111122223333:*", "unknown", early),
  on("arn:aws:codepipeline:eu-west-1:${aws:PrincipalAccount}:shop/*", "unknown", early),
  on("arn:aws:${aws:username}:*", "no"),
  but(mine, "no", at("qa")),
  but(mine, "yes", at("ann")),
  but(`${prefix}shop/Gate/\${aws:TagKeys}`, "unknown", noValue),
  but([`${prefix}shop/Gate/\${aws:TagKeys}`, `${prefix}shop/*`], "no"),
];

const ofAll = (Resource: string, ours: Row[1], more: More = {}): Row => [
  { Action: "codepipeline:ListPipelines", Resource },
  ours,
  { action: "codepipeline:ListPipelines", resource: "*", ...more },
];

const statements: Row[] = [
  ofAll("*", "yes"),
  ofAll("arn:aws:codepipeline:*:*:*", "no"),
  [{ Effect: "allow" }, "unknown", malformed],
  [{ Effect: undefined }, "unknown", malformed],
  [{ Actions: "*" }, "unknown", malformed],
  [{ NotAction: "*" }, "unknown", malformed],
  [{ Action: undefined }, "unknown", malformed],
  [{ Action: "PutApprovalResult" }, "unknown", malformed],
  [{ Action: "codepipeline:*:x" }, "unknown", malformed],
  [{ Action: [] }, "unknown", { ...malformed, theirs: "no" }],
  [{ Action: 1 }, "unknown", malformed],
  [{ Resource: "" }, "unknown", malformed],
  [{ Resource: [1] }, "unknown", malformed],
  [{ Resource: undefined }, "unknown", malformed],
  [{ Principal: "*" }, "unknown", malformed],
  [{ Condition: [] }, "unknown", malformed],
  [{ Condition: { StringEquals: "x" } }, "unknown", malformed],
  [{ Condition: { StringEquals: { "aws:username": {} } } }, "unknown", malformed],
  [{}, "unknown", { ...malformed, version: "2020-01-01" }],
  [{}, "yes", { version: "" }],
];

for (const [title, rows] of Object.entries({
  ...{ actions, resources, "resources that lack segments": short },
  "variables in resources": variables,
})) {
  describe(`a policy's ${title}`, () =>
    conforms(rows, ({ Action, Resource, NotAction, NotResource }) =>
      NotAction ? { NotAction } : NotResource ? { NotResource } : (Resource ?? Action),
    ));
}

describe("a policy's statement", () => conforms(statements, (statement) => statement));
