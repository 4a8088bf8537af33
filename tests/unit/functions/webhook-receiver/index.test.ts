/** The public function of a webhook connector as it is deployed: what it asks of AWS, and what it hands over. */
import * as assert from "node:assert/strict";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import type { Handler } from "../../../../functions/channels/webhook/receiver/handler";
import { sign } from "../../../../functions/connectors/standard-webhooks";
import { requestId } from "../../../../functions/domain/request-events";
import { settings, token } from "../domain/samples";
import { deployedFunction } from "../support/deployed-function";
import { secret, secretOf } from "../support/webhook-world";

const variables: Readonly<Record<string, string>> = {
  CONNECTOR_NAME: "releases",
  CREDENTIALS_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:releases-AbCdEf",
  TICKETS_TABLE: "releases-tickets",
  DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:hub-decider",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};

const { action } = settings;

describe("The deployed receiver of a webhook", () => {
  const { aws, handler } = deployedFunction<Handler>("webhook-receiver", variables);
  beforeEach(() => {
    aws.answers.set("GetSecretValue", [{ output: { SecretString: JSON.stringify({ secret }) } }]);
    const pending = { action: { S: action }, token: { S: token } };
    aws.answers.set("Query", [{ output: { Items: [pending] } }]);
    aws.answers.set("Invoke", [{ status: 202 }]);
  });

  const body = JSON.stringify({
    ...{ type: "approval.decision", timestamp: new Date().toISOString() },
    data: { requestId: requestId({ action, token }), decision: "approved", actor: { id: "carla" } },
  });

  const headersOf = (by = secret) => {
    const message = { id: "msg_1", timestamp: String(Math.floor(Date.now() / 1000)) };
    const signature = sign({ ...message, body: Buffer.from(body) }, { secret: by });
    return { ...message, signature };
  };

  async function status(headers: ReturnType<typeof headersOf>): Promise<number | undefined> {
    const named = Object.entries(headers).map(([name, value]) => [`webhook-${name}`, value]);
    const requestContext = { http: { method: "POST" } };
    const event = { requestContext, headers: Object.fromEntries(named), body };
    const answer = await handler()(event as unknown as LambdaFunctionURLEvent);
    return typeof answer === "object" ? answer.statusCode : undefined;
  }

  it("hands what was signed to the decider, by its secret, its table and its name", async () => {
    const headers = headersOf();
    assert.equal(await status(headers), 202);
    assert.equal(aws.of("GetSecretValue")[0]["SecretId"], variables.CREDENTIALS_ARN);
    assert.equal(aws.of("Query")[0]["TableName"], variables.TICKETS_TABLE);
    const [{ FunctionName, Payload }] = aws.of("Invoke");
    assert.equal(FunctionName, variables.DECIDER_FUNCTION);
    const connector = variables.CONNECTOR_NAME;
    const where = { version: 1, channel: "webhook", connector, action, token };
    assert.deepEqual(JSON.parse(Payload as string), { ...where, headers, body });
  });

  it("asks for nothing but the secret where another one has signed", async () => {
    assert.equal(await status(headersOf(secretOf(9))), 401);
    assert.deepEqual(
      new Set(aws.sent.map(({ operation }) => operation)),
      new Set(["GetSecretValue"]),
    );
  });

  it("answers that it may be sent again where the decider, the table or the secret cannot be asked", async () => {
    for (const operation of ["Invoke", "Query", "GetSecretValue"]) {
      aws.answers.set(operation, [{ status: 400, error: "AccessDeniedException" }]);
      assert.equal(await status(headersOf()), 503, operation);
    }
  });

  for (const name of Object.keys(variables).filter((one) => !one.startsWith("POWERTOOLS"))) {
    it(`decides nothing where ${name} is missing`, async () => {
      delete process.env[name];
      await assert.rejects(async () => status(headersOf()), new RegExp(name));
      assert.deepEqual(aws.sent, []);
    });
  }
});
