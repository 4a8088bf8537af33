/** The function of a connector as it is deployed: what it reads and writes at AWS, and that it calls nothing inside. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { newRow } from "../../../../functions/domain/tickets/row";
import { gateRecord, requestOf } from "../domain/samples";
import { deployedFunction } from "../support/deployed-function";
import { happened } from "../support/ticket-world";
import { releases, secret } from "../support/webhook-world";

const variables: Readonly<Record<string, string>> = {
  CONNECTOR_KIND: "webhook",
  CONNECTOR_NAME: releases.name,
  CONNECTOR_SETTINGS: JSON.stringify({ url: "https://127.0.0.1/hooks" }),
  CREDENTIALS_ARN: releases.credentialsArn,
  GATES_TABLE: "gates",
  REQUESTS_TABLE: "requests",
  TICKETS_TABLE: "releases-tickets",
  DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:hub-decider",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters",
  DECISION_URL: "https://abc.lambda-url.eu-west-1.on.aws/",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};

const stored = (item: object) => ({
  output: { Item: marshall(item, { removeUndefinedValues: true }) },
});
const requested = { id: "r-1", sequence: 1, type: "Requested" as const };
const request = requestOf({ history: [{ ...requested, time: new Date().toISOString() }] });

describe("The deployed function of a connector", () => {
  const { aws, handler } = deployedFunction<(event: unknown) => Promise<void>>(
    "connector",
    variables,
  );
  beforeEach(() => {
    const SecretString = JSON.stringify({ secret });
    aws.answers.set("GetSecretValue", [{ output: { SecretString } }]);
    aws.answers.set("Query", [
      { output: { Items: [] } },
      { output: { Items: [stored(request).output.Item] } },
    ]);
    const gate = stored({ ...gateRecord, connectors: [releases] });
    const row = stored(newRow(request));
    aws.answers.set("GetItem", [gate, {}, stored(request), row, stored(request)]);
  });

  const run = async (event: unknown = happened("Requested")): Promise<void> => handler()(event);

  const tables = (operation: string): Set<unknown> =>
    new Set(aws.of(operation).map(({ TableName }) => TableName));

  it("brings a request on, and writes into its own table alone", async () => {
    // Which has no ticket, and pages nobody yet.
    process.env.CONNECTOR_KIND = "pagerduty";
    process.env.CONNECTOR_SETTINGS = JSON.stringify({ serviceRegion: "us", severity: "error" });
    const gate = { ...gateRecord, connectors: [{ ...releases, kind: "pagerduty" }] };
    const row = stored(newRow(request));
    aws.answers.set("GetItem", [stored(gate), {}, stored(request), row, stored(request)]);
    await run();
    assert.deepEqual(tables("Query"), new Set(["releases-tickets", "requests"]));
    assert.deepEqual(tables("GetItem"), new Set(["gates", "releases-tickets", "requests"]));
    assert.deepEqual(tables("PutItem"), new Set(["releases-tickets"]));
    const { Item } = aws.of("PutItem").at(-1) as { Item: Record<string, { N: string }> };
    assert.equal(Item.through.N, "1");
  });

  it("does nothing for a gate that names a connector of another name", async () => {
    process.env.CONNECTOR_NAME = "audits";
    await run();
    assert.deepEqual(aws.of("PutItem"), []);
  });

  it("calls no address of the inside, and keeps the event in its dead letter queue", async () => {
    const MessageBody = JSON.stringify(happened("Requested"));
    const MD5OfMessageBody = createHash("md5").update(MessageBody).digest("hex");
    aws.answers.set("SendMessage", [{ output: { MessageId: "1", MD5OfMessageBody } }]);
    await run();
    assert.equal(aws.of("GetSecretValue")[0]["SecretId"], releases.credentialsArn);
    const QueueUrl = variables.DEAD_LETTER_QUEUE_URL;
    assert.deepEqual(aws.of("SendMessage"), [{ QueueUrl, MessageBody }]);
  });

  it("notes what could not be told, and keeps nothing: its schedule tries again", async () => {
    aws.answers.set("GetSecretValue", [{ status: 400, error: "AccessDeniedException" }]);
    await run();
    const puts = aws.of("PutItem") as { Item: Record<string, { N?: string; S?: string }> }[];
    const { attempts, through, nextTryAt } = puts.at(-1)!.Item;
    assert.deepEqual([attempts.N, through.N], ["1", "0"]);
    assert.ok(Date.parse(nextTryAt.S!) > Date.now());
    assert.deepEqual(aws.of("SendMessage"), []);
  });

  it("throws a transient error, so that Lambda tries again", async () => {
    aws.answers.set("GetItem", [{ status: 400, error: "AccessDeniedException" }]);
    await assert.rejects(run());
    assert.deepEqual(aws.of("SendMessage"), []);
  });

  it("is not made of a kind that there is not", async () => {
    process.env.CONNECTOR_KIND = "constructor";
    await assert.rejects(run(), /no kind of connectors constructor/);
    assert.deepEqual(aws.sent, []);
  });
});
