/** A webhook: the function that posts events, and the public one that takes decisions. */
import * as assert from "node:assert/strict";
import { joinable, only, shape, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";
import { at, credentialsSecretArn, readerCredentialsSecretArn, teams, webhook } from "./support";

describe("a WebhookConnector", () => {
  it("has a public function more than others", async () => {
    const others = shape((await run(() => teams())).resources);
    const { resources } = await run(() => webhook());
    const more = shape(resources).filter((line) => !others.includes(line));
    assert.deepEqual(
      more.map((line) => line.split(" ")[0]),
      [
        ...["changes", "changes-receiver", "changes-receiver-errors"],
        ...["changes-receiver-invoke-permission", "changes-receiver-logs"],
        ...["changes-receiver-policy", "changes-receiver-role", "changes-receiver-throttles"],
        ...["changes-receiver-url", "changes-receiver-url-permission"],
      ],
    );
  });

  it("tells the public function where to look, and nothing of the hub's tables", async () => {
    const { resources } = await run(() => webhook({ readerCredentialsSecretArn }));
    const { environment, timeout } = only(resources, types.function, "changes-receiver").inputs;
    assert.deepEqual(environment.variables, {
      CONNECTOR_NAME: "changes",
      CREDENTIALS_ARN: readerCredentialsSecretArn,
      TICKETS_TABLE: "changes-tickets",
      DECIDER_FUNCTION: joinable.deciderFunctionArn,
      POWERTOOLS_LOG_LEVEL: "INFO",
      POWERTOOLS_SERVICE_NAME: "changes-receiver",
    });
    assert.equal(timeout, 10);
    const connector = only(resources, types.function, "changes-connector").inputs.environment;
    assert.equal(connector.variables.CREDENTIALS_ARN, credentialsSecretArn);
  });

  it("says where decisions go, to the program and to the other system", async () => {
    const { resources, value } = await run(() => webhook());
    const url = "https://changes-receiver.lambda-url.eu-west-1.on.aws/";
    assert.equal(await resolve(value.decisionUrl), url);
    const { variables } = only(resources, types.function, "changes-connector").inputs.environment;
    assert.equal(variables.DECISION_URL, url);
    assert.equal(variables.CONNECTOR_SETTINGS, '{"url":"https://releases.acme.com/approvals"}');
    assert.equal(
      await resolve(value.receiverFunctionArn),
      at("lambda", "function:changes-receiver"),
    );
    assert.equal(await resolve(value.receiverFunctionName), "changes-receiver");
  });

  it("lets everybody call the function by its address, and by nothing else", async () => {
    const { resources } = await run(() => webhook({ reservedConcurrency: 5 }));
    const fn = only(resources, types.function, "changes-receiver").inputs;
    assert.equal(fn.reservedConcurrentExecutions, 5);
    const other = only(resources, types.function, "changes-connector").inputs;
    assert.equal(other.reservedConcurrentExecutions, undefined);
    const open = resources.filter(
      ({ type, inputs }) => type === types.permission && inputs.principal === "*",
    );
    assert.deepEqual(
      open.map(({ inputs }) => [inputs.action, inputs.function]).sort(),
      ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"].map((action) => [
        action,
        "changes-receiver",
      ]),
    );
    const invoke = open.find(({ inputs }) => inputs.action === "lambda:InvokeFunction");
    assert.equal(invoke?.inputs.invokedViaFunctionUrl, true);
    const alarm = only(resources, types.alarm, "changes-receiver-errors").inputs;
    assert.equal(alarm.metricName, "Url5xxCount");
  });

  it("has no address of its own where one is given, and counts its crashes", async () => {
    const decisionUrl = "https://approvals.acme.com/decisions";
    const { resources, value } = await run(() => webhook({ decisionUrl }));
    assert.deepEqual(
      resources.filter(
        ({ type, inputs }) => type === types.functionUrl || inputs.principal === "*",
      ),
      [],
    );
    assert.equal(await resolve(value.decisionUrl), decisionUrl);
    const alarm = only(resources, types.alarm, "changes-receiver-errors").inputs;
    assert.equal(alarm.metricName, "Errors");
  });
});
