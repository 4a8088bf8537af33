import * as assert from "node:assert/strict";
import { complete } from "../../../iam/context";
import { equalIgnoringCase, like, likeAction, valueOf } from "../../../iam/pattern";
import { unknown } from "../../../iam/unknown";

const context = complete({ "AWS:UserName": "qa", "aws:TagKeys": ["a", "b"] });

describe("valueOf", () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["aws:username", "qa"],
    ["*", "*"],
    ["?", "?"],
    ["$", "$"],
    ["aws:userid", undefined],
    ["aws:TagKeys", undefined],
    ["aws:userid, 'nobody'", "nobody"],
    ["aws:userid,''", ""],
    ["", undefined],
  ];
  for (const [inside, value] of rows) {
    it(`gives \${${inside}} ${value === undefined ? "no value" : `the value "${value}"`}`, () => {
      assert.equal(valueOf(inside, context), value);
    });
  }

  it("gives no value to a key that nobody knows", () => {
    assert.equal(valueOf("aws:username", { get: () => undefined }), undefined);
  });
});

describe("a pattern", () => {
  it("fits nothing but empty text where it is empty", () => {
    assert.equal(like("", "", context, true), "yes");
    assert.equal(like("", "a", context, true), "no");
    assert.equal(like("", unknown, context, true), "unknown");
  });

  it("of actions minds no case, and no variable", () => {
    assert.equal(likeAction("S3:get*", "s3:GetObject"), "yes");
    assert.equal(likeAction(`${unknown}:GET*`, "s3:GetObject"), "unknown");
    assert.equal(likeAction("${aws:username}", "qa"), "no");
  });

  it("ignores the case of letters that are two in lower case", () => {
    assert.equal(equalIgnoringCase("\u0130x", "\u0130X", context, true), "yes");
  });

  it("takes no wildcard from a default or a value", () => {
    assert.equal(like("${aws:userid, '*'}", "qa", context, true), "no");
    assert.equal(like("${aws:userid, '*'}", "*", context, true), "yes");
  });
});
