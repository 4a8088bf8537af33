import * as assert from "node:assert/strict";
import { hubWith, only, plainHub, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const queue = at("sqs", "shared-publisher-dead-letters");

describe("the request events of a hub", () => {
  it("go to a bus of its own, which an output names", async () => {
    const { value, resources } = await plainHub();
    const { description, ...inputs } = only(resources, types.bus).inputs;
    assert.match(description, /approval requests/);
    assert.deepEqual(inputs, {});
    assert.equal(await resolve(value.eventBusName), "shared-events");
  });

  it("come from the stream of the requests table, from its beginning, and in order", async () => {
    const { resources } = await plainHub();
    assert.deepEqual(only(resources, types.mapping).inputs, {
      eventSourceArn: at("dynamodb", "table/shared-requests/stream/2026-01-01T00:00:00.000"),
      functionName: "shared-publisher",
      startingPosition: "TRIM_HORIZON",
      batchSize: 25,
      bisectBatchOnFunctionError: true,
      functionResponseTypes: ["ReportBatchItemFailures"],
      maximumRetryAttempts: 30,
      maximumRecordAgeInSeconds: 21_600,
      destinationConfig: { onFailure: { destinationArn: queue } },
    });
  });

  it("are put by a role that may do that, read requests and their stream, note what it put, and nothing else", async () => {
    const { resources } = await plainHub();
    const { policy } = only(resources, types.rolePolicy, "shared-publisher-policy").inputs;
    assert.deepEqual(
      JSON.parse(policy).Statement.map(({ Sid, Action, Resource }: any) => [Sid, Action, Resource]),
      [
        [
          "WriteLogs",
          ["logs:CreateLogStream", "logs:PutLogEvents"],
          `${at("logs", "log-group:shared-publisher-logs")}:*`,
        ],
        [
          "ReadRequestsStream",
          ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          at("dynamodb", "table/shared-requests/stream/2026-01-01T00:00:00.000"),
        ],
        ["ListStreams", "dynamodb:ListStreams", "*"],
        ["ReadRequests", "dynamodb:Query", at("dynamodb", "table/shared-requests")],
        ["NotePublication", "dynamodb:UpdateItem", at("dynamodb", "table/shared-requests")],
        ["PublishRequestEvents", "events:PutEvents", at("events", "event-bus/shared-events")],
        ["SendToDeadLetterQueue", "sqs:SendMessage", queue],
      ],
    );
  });

  it("are noted by a right to write nothing that says how a request stands", async () => {
    const { resources } = await plainHub();
    const { policy } = only(resources, types.rolePolicy, "shared-publisher-policy").inputs;
    const { Condition } = JSON.parse(policy).Statement.find(
      ({ Sid }: any) => Sid === "NotePublication",
    );
    assert.deepEqual(Condition, {
      "ForAllValues:StringEquals": {
        "dynamodb:Attributes": ["action", "token", "publishedThrough"],
      },
      StringEqualsIfExists: { "dynamodb:ReturnValues": "NONE" },
    });
  });

  it("ring an alarm that are late by five minutes", async () => {
    const { resources } = await plainHub();
    const { inputs } = only(resources, types.alarm, "shared-publisher-delay");
    const { namespace, metricName, dimensions, statistic, threshold } = inputs;
    assert.deepEqual(
      [namespace, metricName, dimensions, statistic, threshold],
      ["AWS/Lambda", "IteratorAge", { FunctionName: "shared-publisher" }, "Maximum", 300_000],
    );
  });

  it("ring an alarm when one is given up, and are kept for 14 days", async () => {
    const { resources } = await plainHub();
    const name = "shared-publisher-dead-letters";
    const { dimensions, threshold } = only(resources, types.alarm, `${name}-alarm`).inputs;
    assert.deepEqual([dimensions, threshold], [{ QueueName: name }, 0]);
    assert.equal(only(resources, types.queue, name).inputs.messageRetentionSeconds, 1_209_600);
  });

  it("have the Region and the tags of their hub", async () => {
    const place = { region: "eu-west-1", tags: { team: "platform" } };
    const { resources } = await run(() => hubWith(place));
    for (const type of [types.bus, types.mapping]) {
      const { region, tags } = only(resources, type).inputs;
      assert.deepEqual({ region, tags }, place, type);
    }
  });
});
