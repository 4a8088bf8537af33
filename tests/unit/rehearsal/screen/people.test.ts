import * as assert from "node:assert/strict";
import { createDirectory } from "../../../../rehearsal/aws/iam/directory";
import {
  actionArn,
  allowedNames,
  firstAllowed,
  people,
  wrongPerson,
} from "../../../../rehearsal/screen/people";
import { person, request } from "../terminal/support/plain";

const place = { partition: "aws-cn", region: "cn-north-1", accountId: "111122223333" };
const arn = "arn:aws-cn:codepipeline:cn-north-1:111122223333:web/Release/manager";

const allow = (resource: string, condition = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "codepipeline:PutApprovalResult",
        Resource: resource,
        ...condition,
      },
    ],
  });
const withMfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

function directory() {
  const made = createDirectory(place);
  made.putUser("loner");
  made.addUserToGroup("manager", "managers");
  made.addUserToGroup("qa-engineer", "qa");
  made.putInline({ kind: "group", name: "managers" }, "decide", allow(arn, withMfa));
  made.putInline({ kind: "group", name: "qa" }, "decide", allow(arn.replace("Release", "Check")));
  return made;
}

const names = (all: readonly { key: { profile: string } }[]) => all.map((p) => p.key.profile);

describe("actionArn", () => {
  it("is the ARN that an approver policy names", () => {
    assert.equal(actionArn(place, request()), arn);
  });
});

describe("people", () => {
  const all = people(directory(), place, request());

  it("asks the directory of everybody", () => {
    const allowed = names(all.filter((p) => p.allowed));
    assert.deepEqual(allowed, ["manager-mfa", "administrator", "administrator-mfa"]);
  });

  it("puts members of groups first and those who may do anything last", () => {
    assert.deepEqual(names(all), [
      "manager",
      "manager-mfa",
      "qa-engineer",
      "qa-engineer-mfa",
      "outsider",
      "outsider-mfa",
      "loner",
      "loner-mfa",
      "administrator",
      "administrator-mfa",
    ]);
  });

  it("tells groups, MFA and the reason", () => {
    const session = all.find((p) => p.key.profile === "manager-mfa")!;
    assert.deepEqual(session.groups, ["managers"]);
    assert.equal(session.mfa, true);
    assert.match(session.reason, /decide/);
  });

  it("knows roles by their names, apart from users of the same name", () => {
    const made = directory();
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
      ],
    });
    made.putRole("manager", "arn:aws-cn:iam::111122223333:role/manager", trust);
    made.putInline({ kind: "role", name: "manager" }, "decide", allow(arn));
    const role = people(made, place, request()).find((p) => p.name === "role manager")!;
    assert.equal(role.allowed, true);
    assert.deepEqual(role.groups, []);
  });
});

describe("firstAllowed", () => {
  it("takes the session without MFA where that is enough", () => {
    const all = [
      person("manager", { mfa: true, allowed: true }),
      person("manager", { allowed: true }),
    ];
    assert.equal(firstAllowed(all)?.key.profile, "manager");
  });

  it("takes the session with MFA where policy asks for it", () => {
    const all = [person("manager"), person("manager", { mfa: true, allowed: true })];
    assert.equal(firstAllowed(all)?.key.profile, "manager-mfa");
  });

  it("prefers an approver with MFA to somebody after them without", () => {
    const all = [
      person("manager", { mfa: true, allowed: true }),
      person("administrator", { allowed: true }),
    ];
    assert.equal(firstAllowed(all)?.key.profile, "manager-mfa");
  });

  it("is nobody where nobody may", () => assert.equal(firstAllowed([person("x")]), undefined));
});

describe("allowedNames", () => {
  it("names each person once and says who needs MFA", () => {
    const all = [
      person("manager"),
      person("manager", { mfa: true, allowed: true }),
      person("qa", { allowed: true }),
      person("qa", { mfa: true, allowed: true }),
      person("outsider"),
    ];
    assert.deepEqual(allowedNames(all), ["manager (with MFA)", "qa"]);
  });
});

describe("wrongPerson", () => {
  it("is the first who may not decide, with or without MFA", () => {
    const all = [
      person("manager"),
      person("manager", { mfa: true, allowed: true }),
      person("qa"),
      person("outsider"),
    ];
    assert.equal(wrongPerson(all)?.name, "qa");
  });

  it("is nobody where everybody may", () => {
    assert.equal(wrongPerson([person("a", { allowed: true })]), undefined);
  });
});
