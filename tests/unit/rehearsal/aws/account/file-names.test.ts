import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { lastPart, safeName } from "../../../../../rehearsal/aws/account/file-names";

describe("safeName", () => {
  it("is always one path segment", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const name = safeName(text);
        assert.match(name, /^[A-Za-z0-9@+_-][A-Za-z0-9@+._-]{0,79}$/);
      }),
    );
  });

  it("keeps an address as it is", () => {
    assert.equal(safeName("qa+gate@example.com"), "qa+gate@example.com");
  });
});

describe("lastPart", () => {
  for (const [endpoint, name] of [
    ["arn:aws:sqs:r:1:queue", "queue"],
    ["arn:aws:lambda:r:1:function:fn", "fn"],
    ["arn:aws:lambda:r:1:function:fn:alias", "fn"],
    ["arn:aws:firehose:r:1:deliverystream/log", "log"],
    ["someone@example.com", "someone@example.com"],
    ["arn:short", "arn:short"],
  ]) {
    it(`of ${endpoint} is ${name}`, () => assert.equal(lastPart(endpoint), name));
  }
});
