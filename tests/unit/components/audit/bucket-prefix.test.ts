import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { bucketPrefix } from "../../../../components/audit/model/bucket-prefix";

describe("what the name of a bucket begins with", () => {
  for (const [child, prefix] of [
    ["hub-ledger", "hub-ledger-"],
    ["My Hub-ledger", "my-hub-ledger-"],
    ["Überblick-ledger", "berblick-ledger-"],
    [`${"a".repeat(40)}-ledger`, `${"a".repeat(36)}-`],
    [`${"a".repeat(35)}-ledger`, `${"a".repeat(35)}-`],
  ]) {
    it(`is ${prefix} of ${child}`, () => assert.equal(bucketPrefix(child), prefix));
  }

  it("is taken by S3 and by the provider, whatever the hub is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) =>
        assert.match(bucketPrefix(`${name}-ledger`), /^[a-z0-9][a-z0-9-]{0,35}-$/),
      ),
    );
  });
});
