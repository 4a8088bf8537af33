import * as assert from "node:assert/strict";
import { completed } from "../../../../functions/domain/completed";
import type { Notification } from "../../../../functions/domain/notification";
import { expires, later, requestOf, token } from "./samples";

const found = requestOf({ unnotified: true });
const notification: Notification = {
  ...{ action: found.action, token, region: found.region, expires },
  ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
};
const told = {
  consoleLink: "https://console.example/",
  approvalReviewLink: "https://console.example/review",
  externalEntityLink: "https://wiki.example/",
  customData: "Load test passed",
};

describe("completed", () => {
  it("adds what the notification tells to an open request that sweep has found, and counts the version", () => {
    assert.deepEqual(completed(found, { ...notification, ...told }), {
      ...found,
      ...told,
      unnotified: false,
      version: found.version + 1,
    });
  });

  it("keeps what the request has where the notification does not tell it", () => {
    const known = { ...found, ...told };
    assert.deepEqual(completed(known, { ...notification, customData: undefined }), {
      ...known,
      unnotified: false,
      version: known.version + 1,
    });
  });

  it("takes nothing else from the notification: what the request is about stays", () => {
    const other = { ...notification, token: "other", region: "us-east-2", stageName: "staging" };
    const { token: kept, region, stageName } = completed(found, other)!;
    assert.deepEqual([kept, region, stageName], [token, found.region, found.stageName]);
  });

  it("keeps the request for as much longer as it waits longer, in whole seconds, and never shorter", () => {
    const ttlAt = (seconds: number) => {
      const at = new Date(Date.parse(expires) + seconds * 1000).toISOString();
      return completed(found, { ...notification, expires: at })!.ttl - found.ttl;
    };
    assert.deepEqual([3600, 0.5, 0, -3600].map(ttlAt), [3600, 1, 0, 0]);
  });

  it("has every message drawn anew before its buttons may be pressed", () => {
    const messages = [
      { channel: "slack", place: "C0", id: "1.1", shows: "PENDING" as const },
      { channel: "board", place: "wall", id: "1", shows: "PENDING" as const },
    ];
    assert.deepEqual(
      completed({ ...found, messages }, notification)?.messages,
      messages.map((message) => ({ ...message, shows: "UNCONFIRMED" })),
    );
  });

  it("changes nothing of a request that a notification has told of, nor of one that has ended", () => {
    for (const unnotified of [undefined, false]) {
      assert.equal(completed({ ...found, unnotified }, notification), undefined);
    }
    for (const status of ["DECIDED", "EXPIRED", "CANCELLED"] as const) {
      const outcome = { at: later(60).toISOString() };
      assert.equal(completed({ ...found, status, outcome }, notification), undefined);
    }
    assert.notEqual(completed({ ...found, status: "DECIDING" }, notification), undefined);
  });
});
