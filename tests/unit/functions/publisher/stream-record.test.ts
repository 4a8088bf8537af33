import * as assert from "node:assert/strict";
import { marshall } from "@aws-sdk/util-dynamodb";
import { MalformedError } from "../../../../functions/domain/errors";
import { parseChange } from "../../../../functions/publisher/stream-record";
import { requestOf } from "../domain/samples";

const history = [{ id: "r-1", sequence: 1, type: "Requested", time: "2026-11-22T21:00:00.000Z" }];
const image = (item: object) => marshall(item, { removeUndefinedValues: true });
const request = { ...requestOf(), history };

/** A record of the stream with these images. */
const record = (eventName: string, images: object) => ({ eventName, dynamodb: images });

describe("parseChange", () => {
  it("reads the request as it is now, and as it was before", () => {
    const images = { NewImage: image({ ...request, version: 2 }), OldImage: image(request) };
    const change = parseChange(record("MODIFY", images));
    assert.equal(change?.request.version, 2);
    assert.deepEqual(change.before, request);
  });

  it("knows nothing before of an item that is new, or that could not be read", () => {
    for (const images of [{}, { OldImage: image({ action: "a/b/c" }) }]) {
      const change = parseChange(record("INSERT", { NewImage: image(request), ...images }));
      assert.deepEqual([change?.request, change?.before], [request, undefined]);
    }
  });

  it("answers nothing for an item that has gone", () => {
    assert.equal(parseChange(record("REMOVE", { OldImage: image(request) })), undefined);
  });

  for (const what of [undefined, {}, record("OTHER", {}), record("INSERT", { NewImage: 1 })]) {
    it(`refuses ${JSON.stringify(what)}, which is no record of a table's stream`, () => {
      assert.throws(
        () => parseChange(what),
        new MalformedError("The record is none of a table's stream."),
      );
    });
  }

  it("refuses a record whose item is no request", () => {
    for (const images of [{}, { NewImage: image({ action: "a/b/c" }) }]) {
      assert.throws(() => parseChange(record("INSERT", images)), /stored request cannot be read/);
    }
  });
});
