import * as assert from "node:assert/strict";
import { metric, newAccount, removeFolders, types } from "../account/support/new-account";

describe("An alarm on the account", () => {
  after(removeFolders);

  it("has the ARN of its name", async () => {
    const { create } = newAccount();
    const { state } = await create(types.alarm, { name: "dead-letters", ...metric });
    assert.equal(state.arn, "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:dead-letters");
  });

  it("may watch metrics by queries, or by a statistic of its own", async () => {
    const { create } = newAccount();
    const { comparisonOperator, evaluationPeriods } = metric;
    const metricQueries = [{ id: "sum", expression: "SUM(METRICS())", returnData: true }];
    await create(types.alarm, { name: "a", comparisonOperator, evaluationPeriods, metricQueries });
    const extended = { ...metric, statistic: undefined, extendedStatistic: "p99" };
    await create(types.alarm, { name: "b", ...extended }, "b");
  });

  for (const input of ["metricName", "namespace", "period", "statistic", "comparisonOperator"]) {
    it(`is refused without ${input}, also where it changes`, async () => {
      const { create, update } = newAccount();
      const inputs = { name: "a", ...metric, [input]: undefined };
      const refused = { code: "ValidationError", message: new RegExp(input) };
      await assert.rejects(create(types.alarm, inputs), refused);
      const made = await create(types.alarm, { name: "a", ...metric });
      await assert.rejects(update(types.alarm, made, inputs), refused);
    });
  }
});
