import * as assert from "node:assert/strict";
import { newAccount, removeFolders, types } from "../account/support/new-account";

describe("Log groups on the account", () => {
  after(removeFolders);

  it("have an ARN and a name of their own", async () => {
    const { create } = newAccount();
    const { id, state } = await create(types.logGroup, { name: "/audit", retentionInDays: 30 });
    assert.equal(id, "/audit");
    assert.equal(state.arn, "arn:aws:logs:eu-west-1:111122223333:log-group:/audit");
    assert.match((await create(types.logGroup, {}, "b")).id, /^b-[0-9a-f]{7}$/);
  });

  it("are refused twice, with an odd name, and with an odd retention", async () => {
    const { create } = newAccount();
    await create(types.logGroup, { name: "/audit" });
    await assert.rejects(create(types.logGroup, { name: "/audit" }), {
      code: "ResourceAlreadyExistsException",
    });
    await assert.rejects(create(types.logGroup, { name: "a b" }), {
      code: "InvalidParameterException",
      message: /Value 'a b' at 'logGroupName'/,
    });
    await assert.rejects(create(types.logGroup, { name: "c", retentionInDays: 31 }), {
      code: "InvalidParameterException",
      message: /one of 0, 1, 3, 5, .*, got: 31$/,
    });
  });

  it("are there for functions to write to", async () => {
    const { account, create } = newAccount();
    await create(types.logGroup, { name: "/audit" });
    assert.deepEqual(account.functions.logs("/audit"), []);
  });
});
