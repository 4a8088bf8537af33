/** What publisher has from sweep: actions of which a stream record may be lost. */
import * as assert from "node:assert/strict";
import { marshall } from "@aws-sdk/util-dynamodb";
import { FinalError } from "../../../../functions/domain/errors";
import type { PublishedRange } from "../../../../functions/domain/publication";
import type { PublishedEvent } from "../../../../functions/domain/published-event";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { newRequest, startDecision } from "../../../../functions/domain/transitions";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { createHandler } from "../../../../functions/publisher/handler";
import { commandOf, expires, later, now, requestOf, settings, token } from "../domain/samples";
import { World } from "../support/world";

const notification = {
  ...{ action: settings.action, token, pipelineName: "orders", region: "eu-west-1", expires },
  ...{ stageName: "production", actionName: "approve" },
};
const requested = newRequest(notification, now, 30, {});

/** A publisher at a moment, whose table has these requests, and whose bus may refuse every event. */
function publisherAt(moment: Date, ...requests: ApprovalRequest[]) {
  const refusing = { error: undefined as Error | undefined };
  const { log, lines } = new World();
  const put: PublishedEvent[] = [];
  const noted: PublishedRange[] = [];
  const publish = createHandler({
    bus: {
      put: async (event) => {
        if (refusing.error !== undefined) throw refusing.error;
        put.push(event);
      },
    },
    publications: {
      unfinished: async (action) => (action === settings.action ? requests : []),
      note: async (_request, range) => {
        noted.push(range);
        return 0;
      },
    },
    deadLetters: { send: async () => assert.fail("something was kept") },
    clock: { now: () => moment },
    log,
  });
  return { publish, put, noted, lines, refusing };
}

describe("publisher, swept,", () => {
  const swept = sweepOf([settings.action]) as never;

  it("publishes and notes what no record has told of for ten minutes, and no batch has failed", async () => {
    const { publish, put, noted, lines } = publisherAt(later(600), requested);
    assert.deepEqual(await publish(swept), { batchItemFailures: [] });
    assert.deepEqual(
      put.map(({ type, sequence }) => [type, sequence]),
      [["Requested", 1]],
    );
    assert.deepEqual(noted, [{ through: 1, after: 0 }]);
    assert.deepEqual(
      lines.map(({ level, event }) => [level, event]),
      [
        ["warn", "event_missed"],
        ["info", "event_published"],
      ],
    );
  });

  it("leaves to the stream what it may still bring", async () => {
    const { publish, put, noted } = publisherAt(later(599.999), requested);
    await publish(swept);
    assert.deepEqual([put, noted], [[], []]);
  });

  it("leaves to the stream an older event as well where a later one may be on its way: they keep their order", async () => {
    const begins = startDecision(requested, commandOf(), later(590));
    assert.ok("next" in begins);
    const { publish, put, noted } = publisherAt(later(700), begins.next);
    await publish(swept);
    assert.deepEqual([put, noted], [[], []]);
  });

  it("notes nothing that the bus refuses: each sweep says it again", async () => {
    const { publish, put, noted, lines, refusing } = publisherAt(later(600), requested);
    refusing.error = new FinalError("MalformedDetail");
    await publish(swept);
    assert.deepEqual([put, noted], [[], []]);
    assert.equal(lines.at(-1)?.event, "event_refused");
  });

  it("leaves alone what is on the bus: the watcher takes it out of the index", async () => {
    const { publish, put, noted, lines } = publisherAt(later(0), {
      ...requested,
      publishedThrough: 1,
    });
    await publish(swept);
    assert.deepEqual([put, noted, lines], [[], [], []]);
  });

  it("has nothing to do, and nothing to log, where a request has no history", async () => {
    for (const history of [undefined, []]) {
      const { publish, put, noted, lines } = publisherAt(later(600), requestOf({ history }));
      await publish(swept);
      assert.deepEqual([put, noted, lines], [[], [], []]);
    }
  });
});

describe("publisher, at a record of a request without a history,", () => {
  it("publishes nothing, notes nothing and logs nothing", async () => {
    const { publish, put, noted, lines } = publisherAt(now);
    const NewImage = marshall(requestOf(), { removeUndefinedValues: true });
    const Records = [{ eventName: "INSERT", dynamodb: { SequenceNumber: "1", NewImage } }];
    assert.deepEqual(await publish({ Records }), { batchItemFailures: [] });
    assert.deepEqual([put, noted, lines], [[], [], []]);
  });
});
