import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import * as path from "node:path";
import {
  accountArn,
  arnParts,
  globalArn,
  pipelineArn,
  readArn,
  regionalArn,
  scheduleArn,
  scheduleGroupArn,
  sessionArn,
} from "../../../iam/arns";

const place = { partition: "aws-cn", region: "cn-north-1", accountId: "111122223333" };

describe("an ARN", () => {
  const rows: readonly (readonly [string, string])[] = [
    [regionalArn(place, "sqs", "q"), "arn:aws-cn:sqs:cn-north-1:111122223333:q"],
    [accountArn(place, "iam", "user/qa"), "arn:aws-cn:iam::111122223333:user/qa"],
    [globalArn(place, "s3", "bucket"), "arn:aws-cn:s3:::bucket"],
    [sessionArn(place, "role", "qa"), "arn:aws-cn:sts::111122223333:assumed-role/role/qa"],
    [
      pipelineArn(place, "shop/Gate/Approve"),
      "arn:aws-cn:codepipeline:cn-north-1:111122223333:shop/Gate/Approve",
    ],
    [
      scheduleArn(place, "hub", "step-1"),
      "arn:aws-cn:scheduler:cn-north-1:111122223333:schedule/hub/step-1",
    ],
    [
      scheduleGroupArn(place, "hub"),
      "arn:aws-cn:scheduler:cn-north-1:111122223333:schedule-group/hub",
    ],
  ];
  for (const [written, expected] of rows) {
    it(`is written as ${expected}`, () => assert.equal(written, expected));
  }

  it("is taken apart by the names of its parts; the last may hold colons", () => {
    assert.deepEqual(readArn("arn:aws:lambda:eu-west-1:111122223333:function:notify:1"), {
      ...{ partition: "aws", service: "lambda", region: "eu-west-1", accountId: "111122223333" },
      resource: "function:notify:1",
    });
    assert.equal(readArn("arn:aws:s3:::bucket").accountId, "");
  });

  it("is written in iam/arns.ts alone, of all that is for tests and the rehearsal", () => {
    const root = path.join(__dirname, "../../..");
    const files = globSync("{iam,testing,rehearsal}/**/*.ts", { cwd: root });
    const writing = files.filter((file) =>
      readFileSync(path.join(root, file), "utf8").includes("`arn:${"),
    );
    assert.deepEqual(writing, [path.join("iam", "arns.ts")]);
  });

  it("has no parts where it is none", () => {
    assert.deepEqual(Object.values(readArn("shop/Gate/Approve")), Array(5).fill(undefined));
  });

  it("is cut at no colon of a policy variable", () => {
    const pattern = "arn:aws:codepipeline:*:*:shop/${aws:username}/a:b";
    assert.deepEqual(arnParts(pattern), [
      ...["arn", "aws", "codepipeline", "*", "*", "shop/${aws:username}/a:b"],
    ]);
    assert.deepEqual(arnParts("arn:aws:${aws:username}"), ["arn", "aws", "${aws:username}"]);
  });
});
