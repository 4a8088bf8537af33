import * as assert from "node:assert/strict";
import { beside, MissingError } from "../../../../rehearsal/settings/missing";

const refusal = { code: "NotFound", message: "The account has no Topic.", status: 404 };

describe("beside", () => {
  const missing = () => Promise.reject(new MissingError(refusal, "exists", { topics: ["b"] }));

  it("words what is missing for a file that has these settings", async () => {
    await assert.rejects(beside({ exists: { topics: ["a"] } }, missing), {
      ...{ code: "NotFound", status: 404, key: "exists" },
      message:
        "The account has no Topic. Write into Pulumi.rehearsal.yaml, below rehearsal:exists / topics, " +
        "which stands there already, or let --init write it:\n      - b",
    });
    await assert.rejects(beside({}, missing), /below config, .*:\n {2}rehearsal:exists:\n/);
  });

  it("leaves answers and other errors as they are", async () => {
    assert.equal(await beside({}, () => 1), 1);
    const other = () => Promise.reject(new Error("Another."));
    await assert.rejects(beside({ exists: {} }, other), { message: "Another." });
  });
});
