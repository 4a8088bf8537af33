import * as assert from "node:assert/strict";
import { unsupportedOf } from "../../../../../rehearsal/aws/account/unsupported";
import { functionInputs, functionRole } from "./support/function";
import { newAccount, removeFolders, types } from "./support/new-account";

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-app-AbCdEf";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack-app";

async function hubWith(variables: object, names = ["notifier"]) {
  const test = newAccount();
  const role = await functionRole(test);
  for (const name of names) {
    const inputs = functionInputs(role, { name, environment: { variables } });
    await test.create(types.function, inputs, name);
  }
  return test.account;
}

describe("A Slack app whose workspace is not here", () => {
  after(removeFolders);

  for (const arn of [secret, parameter]) {
    it(`is said once, with the file that is missing: ${arn.split(":")[2]}`, async () => {
      const variables = { CREDENTIALS_ARN: arn, GATES_TABLE: "gates" };
      const account = await hubWith(variables, ["notifier", "decider"]);
      const [line, ...others] = unsupportedOf(account);
      assert.deepEqual(others, []);
      assert.match(line, /^Slack: no slack\.rehearsal\.yaml beside Pulumi\.yaml says/);
      assert.ok(line.includes(`credentialsArn: ${arn},`));
      const store = arn === secret ? account.stores.secrets : account.stores.parameters;
      store.put(arn, "invented");
      assert.deepEqual(unsupportedOf(account), [line]);
      store.put(arn, JSON.stringify({ botToken: "xoxb-1" }));
      assert.deepEqual(unsupportedOf(account), []);
    });
  }

  it("is none where a function of the program's own has such a variable, or a hub has no Slack", async () => {
    assert.deepEqual(unsupportedOf(await hubWith({ CREDENTIALS_ARN: secret })), []);
    assert.deepEqual(unsupportedOf(await hubWith({ GATES_TABLE: "gates" })), []);
  });
});

describe("A system that a connector calls and that is not here", () => {
  after(removeFolders);

  it("is said with the entry that is missing, and is no Slack", async () => {
    const variables = {
      CREDENTIALS_ARN: secret,
      GATES_TABLE: "gates",
      CONNECTOR_KIND: "servicenow",
    };
    const account = await hubWith(variables, ["connector", "receiver"]);
    const [line, ...others] = unsupportedOf(account);
    assert.deepEqual(others, []);
    assert.match(
      line,
      /^servicenow: no entry of a systems\.rehearsal\.yaml beside Pulumi\.yaml says/,
    );
    assert.ok(line.includes(`credentialsArn: ${secret},`));
    account.stores.secrets.put(secret, JSON.stringify({ clientId: "1" }));
    assert.deepEqual(unsupportedOf(account), []);
  });
});
