import * as assert from "node:assert/strict";
import { marshall } from "@aws-sdk/util-dynamodb";
import { FinalError } from "../../../../functions/domain/errors";
import type { LogEvent } from "../../../../functions/domain/log-events";
import type { PublishedEvent } from "../../../../functions/domain/published-event";
import { requestId } from "../../../../functions/domain/request-events";
import {
  newRequest,
  recordDecision,
  startDecision,
} from "../../../../functions/domain/transitions";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { createHandler } from "../../../../functions/publisher/handler";
import { commandOf, expires, later, now, requestOf, token } from "../domain/samples";

const notification = {
  ...{ action: "orders/production/approve", token, pipelineName: "orders" },
  ...{ stageName: "production", actionName: "approve", region: "eu-west-1", expires },
};
const requested = newRequest(notification, now, 30, { actionExecutionId: token });
const begins = startDecision(requested, commandOf({ reason: `I saw ${token}` }), now);
const deciding = "next" in begins ? begins.next : requested;
const decided = recordDecision(deciding, later(1));
const id = requestId(requested);

const image = (request: object) => marshall(request, { removeUndefinedValues: true });

/** A record of the stream: `before` became `after`. */
function record(number: number, before?: object, after?: object) {
  const eventName = before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY";
  return {
    eventName,
    dynamodb: {
      SequenceNumber: String(number),
      ...(after && { NewImage: image(after) }),
      ...(before && { OldImage: image(before) }),
    },
  };
}

/** A publisher whose bus throws these errors, by the ends of the events' ids. */
function newPublisher(errors: Record<string, Error> = {}) {
  const put: PublishedEvent[] = [];
  const dead: any[] = [];
  const logged: LogEvent[] = [];
  const failing = { queue: false };
  /** Up to which event the table said before that they are on the bus; undefined where nothing is noted. */
  const noted: { before: number | undefined } = { before: 0 };
  const measured: [gate: string, names: string, at: string][] = [];
  const log = (event: LogEvent) => void logged.push(event);
  const publish = createHandler({
    bus: {
      put: async (event) => {
        const error = errors[event.id.replace(id, "")];
        if (error !== undefined) throw error;
        put.push(event);
      },
    },
    deadLetters: {
      send: async (event) => {
        if (failing.queue) throw new Error("no queue");
        dead.push(event);
      },
    },
    publications: { unfinished: async () => [], note: async () => noted.before },
    metering: {
      ofRequest: (gate, measures, at) =>
        void measured.push([gate, measures.map(({ name }) => name).join(), at.toISOString()]),
    },
    clock: { now: () => now },
    log: { info: log, warn: log, error: log },
  });
  const types = () => put.map(({ type }) => type);
  const run = (...Records: object[]) => publish({ Records });
  const redrive = (one: object) => publish(kept(one));
  return { run, redrive, put, dead, logged, types, failing, noted, measured };
}

/** What is in the dead letter queue: with it the function is invoked again. */
const kept = (one: object) => ({ redrive: true, Records: [one] });
const done = { batchItemFailures: [] };
const failedAt = (number: string) => ({ batchItemFailures: [{ itemIdentifier: number }] });
const life = [
  record(1, undefined, requested),
  record(2, requested, deciding),
  record(3, deciding, decided),
];

describe("The publisher", () => {
  it("puts the new events of every record on the bus, in their order", async () => {
    const { run, put, dead, logged } = newPublisher();
    assert.deepEqual(await run(...life), done);
    assert.deepEqual(
      put.map(({ type, sequence }) => [type, sequence]),
      [
        ["Requested", 1],
        ["Deciding", 2],
        ["Decided", 3],
      ],
    );
    assert.deepEqual(dead, []);
    assert.deepEqual(logged, ["event_published", "event_published", "event_published"]);
    assert.ok(!JSON.stringify(put).includes(token));
  });

  it("measures each event once that is noted for the first time, at its own time", async () => {
    const { run, measured, noted } = newPublisher();
    await run(...life);
    const { action, requestedAt } = requested;
    const times = decided.history!.map(({ time }) => time);
    assert.deepEqual(measured, [
      [action, "Requested", requestedAt],
      [action, "SecondsToFirstResponse", times[1]],
      [action, "Approved,SecondsToDecision", times[2]],
    ]);
    measured.length = 0;
    noted.before = 3;
    await run(...life);
    assert.deepEqual(measured, []);
  });

  it("measures nothing of which nothing could be noted: sweep has it published once more", async () => {
    const { run, put, measured, noted } = newPublisher();
    noted.before = undefined;
    await run(...life);
    assert.equal(put.length, 3);
    assert.deepEqual(measured, []);
  });

  it("puts two events of one write one after the other", async () => {
    const { run, types } = newPublisher();
    const old = requestOf();
    const first = startDecision(old, commandOf(), now);
    assert.ok("next" in first);
    await run(record(1, old, first.next));
    assert.deepEqual(types(), ["Requested", "Deciding"]);
  });

  it("puts nothing where nothing happened, and nothing for an item that has gone", async () => {
    const { run, put, dead } = newPublisher();
    const shown = { ...requested, version: 2 };
    assert.deepEqual(await run(record(1, requested, shown), record(2, decided)), done);
    assert.deepEqual([put, dead], [[], []]);
    assert.deepEqual(await run(), done);
  });

  it("stops at what cannot be put now, so that nothing of the request overtakes it", async () => {
    const { run, types, dead, logged } = newPublisher({ "-2": new Error("Rate exceeded") });
    assert.deepEqual(await run(...life), failedAt("2"));
    assert.deepEqual(types(), ["Requested"]);
    assert.deepEqual(dead, []);
    assert.equal(logged.at(-1), "publish_failed");
  });

  it("keeps a record whose call AWS refuses as malformed, which held up its shard before", async () => {
    const refusal = Object.assign(new Error("no"), { name: "ValidationException", $metadata: {} });
    const { run, types, dead } = newPublisher({ "-2": refusal });
    assert.deepEqual(await run(...life), done);
    assert.deepEqual(types(), ["Requested", "Decided"]);
    assert.deepEqual(dead, [kept(life[1])]);
  });

  it("publishes again under the same ids when it is tried again", async () => {
    const { run, put } = newPublisher();
    await run(life[1]);
    await run(life[1], life[2]);
    assert.deepEqual(
      put.map((event) => event.id),
      [`${id}-2`, `${id}-2`, `${id}-3`],
    );
  });

  it("keeps a record whose event EventBridge never takes, and goes on", async () => {
    const { run, types, dead, logged } = newPublisher({ "-2": new FinalError("MalformedDetail") });
    assert.deepEqual(await run(...life), done);
    assert.deepEqual(types(), ["Requested", "Decided"]);
    assert.deepEqual(dead, [kept(life[1])]);
    assert.ok(logged.includes("event_refused"));
  });

  for (const [what, poison] of [
    ["no request", record(7, undefined, { action: "a/b/c", token: "t" })],
    ["a history that is none", record(7, undefined, { ...requested, history: "x" })],
    ["a token that is none", record(7, undefined, { ...requested, token: '"' })],
    ["no image", { eventName: "INSERT", dynamodb: { SequenceNumber: "7" } }],
    ["no record of a table", { eventName: "aws:kinesis:record", dynamodb: {} }],
    ["nothing", {}],
  ] as const) {
    it(`keeps a record with ${what}, and goes on`, async () => {
      const { run, types, dead, logged } = newPublisher();
      assert.deepEqual(await run(poison, ...life), done);
      assert.deepEqual(dead, [kept(poison)]);
      assert.equal(logged[0], "stream_record_unreadable");
      assert.deepEqual(types(), ["Requested", "Deciding", "Decided"]);
    });
  }

  it("refuses an event without records, which a redrive of Lambda's own message is", async () => {
    const publish = createHandler({
      bus: { put: () => Promise.reject(new Error("no bus")) },
      deadLetters: { send: () => Promise.reject(new Error("no queue")) },
      publications: { unfinished: async () => [], note: async () => {} },
      clock: { now: () => now },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    await assert.rejects(publish({}), /holds no records of the stream/);
  });

  it("throws what a redrive cannot put now: nobody but a mapping reads which records failed", async () => {
    const { redrive, types, dead } = newPublisher({ "-2": new Error("Rate exceeded") });
    await assert.rejects(redrive(life[1]), /Rate exceeded/);
    assert.deepEqual([types(), dead], [[], []]);
  });

  it("publishes what is redriven, and keeps again what EventBridge still refuses", async () => {
    const { redrive, types, dead } = newPublisher({ "-2": new FinalError("MalformedDetail") });
    assert.deepEqual(await redrive(life[2]), done);
    assert.deepEqual(await redrive(life[1]), done);
    assert.deepEqual([types(), dead], [["Decided"], [kept(life[1])]]);
  });

  it("gives nothing up that it cannot keep", async () => {
    const { run, failing, types } = newPublisher();
    failing.queue = true;
    const poison = record(7, undefined, { action: "a/b/c" });
    assert.deepEqual(await run(poison, ...life), failedAt("7"));
    assert.deepEqual(await run({ eventName: "INSERT" }), failedAt(""));
    assert.deepEqual(types(), []);
  });

  it("publishes a whole history where what was there before cannot be read", async () => {
    const { run, types } = newPublisher();
    await run(record(1, { action: "a/b/c" }, decided));
    assert.deepEqual(types(), ["Requested", "Deciding", "Decided"]);
  });

  it("publishes what happens to a request that an earlier version kept", async () => {
    const { run, put } = newPublisher();
    const old: ApprovalRequest = requestOf({ status: "DECIDING", attempt: deciding.attempt });
    await run(record(1, old, recordDecision(old, later(5))));
    assert.deepEqual(
      put.map(({ type, actor }) => [type, actor?.id]),
      [
        ["Requested", undefined],
        ["Decided", "U0ANN"],
      ],
    );
  });
});
