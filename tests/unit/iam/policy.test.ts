import * as assert from "node:assert/strict";
import { readPolicy } from "../../../iam/policy";
import { allow } from "./support";

const Principal = { AWS: "111122223333" };
const read = (statement: object, kind?: "identity" | "resource") =>
  readPolicy({ name: "p", document: { Statement: [statement] } }, kind);

describe("readPolicy", () => {
  const wrong = [
    ["identity", "names a Principal", { ...allow, Principal }],
    ["identity", "names no Resource", { Effect: "Allow", Action: "s3:*" }],
    ["resource", "names no Principal", allow],
  ] as const;
  for (const [kind, what, statement] of wrong) {
    it(`cannot read a statement of a ${kind} policy that ${what}, and keeps what it may do`, () => {
      const { statements, unreadable } = read(statement, kind);
      assert.deepEqual(statements, []);
      assert.deepEqual(
        unreadable.map(({ mayAllow, mayDeny }) => [mayAllow, mayDeny]),
        [[true, false]],
      );
      assert.match(
        unreadable[0].text,
        kind === "identity"
          ? /an identity-based policy names a Resource and no Principal/
          : /a resource policy names a Principal/,
      );
      assert.equal(read(statement).unreadable.length, 0);
    });
  }

  it("reads what each kind has to name", () => {
    assert.equal(read(allow, "identity").statements.length, 1);
    assert.equal(read({ ...allow, Principal }, "resource").statements.length, 1);
    assert.equal(read({ ...allow, NotPrincipal: Principal }, "resource").statements.length, 1);
  });
});
