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
      const refused = { code: "ValidationError", message: new RegExp(input, "i") };
      await assert.rejects(create(types.alarm, inputs), refused);
      const made = await create(types.alarm, { name: "a", ...metric });
      await assert.rejects(update(types.alarm, made, inputs), refused);
    });
  }
});

describe("A dashboard on the account", () => {
  const type = "aws:cloudwatch/dashboard:Dashboard";
  const dashboardBody = '{"widgets":[]}';

  it("is of no Region, and is put anew where it changes", async () => {
    const { create, update } = newAccount();
    const made = await create(type, { dashboardName: "releases", dashboardBody });
    assert.equal(made.id, "releases");
    assert.equal(made.state.dashboardArn, "arn:aws:cloudwatch::111122223333:dashboard/releases");
    const start = '{"start":"-PT6H","widgets":[]}';
    const inputs = { dashboardName: "releases", dashboardBody: start };
    assert.equal((await update(type, made, inputs)).state.dashboardBody, start);
    const broken = { ...inputs, dashboardBody: "{}" };
    await assert.rejects(update(type, made, broken), { code: "InvalidParameterInput" });
  });

  for (const dashboardName of ["release desk", "a".repeat(256), "ä"]) {
    it(`is refused the name ${dashboardName}`, async () => {
      const { create } = newAccount();
      const refused = { code: "InvalidParameterInput", message: /DashboardName/ };
      await assert.rejects(create(type, { dashboardName, dashboardBody }), refused);
    });
  }
});
