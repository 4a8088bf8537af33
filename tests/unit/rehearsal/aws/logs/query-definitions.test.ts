import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const type = "aws:cloudwatch/queryDefinition:QueryDefinition";
const query = { queryString: "fields @timestamp, @message" };

describe("A saved query of CloudWatch Logs", () => {
  after(removeFolders);

  it("has an id of its own, which stays when its name changes", async () => {
    const { account, create } = newAccount();
    const { id, state } = await create(type, { name: "who decided", ...query });
    assert.equal(state.queryDefinitionId, id);
    const inputs = { name: "who approved", ...query };
    const next = await account.update(type, id, { type, name: "it", inputs, custom: true });
    assert.deepEqual(
      [next.id, next.state.queryDefinitionId, next.state.name],
      [id, id, "who approved"],
    );
    assert.deepEqual(account.recordedOnly, []);
  });

  const refusals: [string, object][] = [
    ["a name of 256 characters", { ...query, name: "n".repeat(256) }],
    ["a query of 10001 characters", { name: "q", queryString: "q".repeat(10_001) }],
  ];
  for (const [what, inputs] of refusals) {
    it(`is refused with ${what}`, async () => {
      const made = newAccount().create(type, inputs);
      await assert.rejects(made, { code: "InvalidParameterException" });
    });
  }
});
