/** Which run of the action a request belongs to: kept once, never forgotten, never overwritten. */
import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../functions/domain/errors";
import type { Notification } from "../../../../functions/domain/notification";
import { parseRequest } from "../../../../functions/domain/request-schema";
import { recordPosted } from "../../../../functions/domain/messages";
import { identified, newRequest } from "../../../../functions/domain/transitions";
import { attemptOf, expires, now, requestOf, token } from "./samples";

const notification: Notification = {
  ...{ action: "orders/production/approve", token, region: "eu-west-1", expires },
  ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
};
const ids = { pipelineExecutionId: "execution-1", actionExecutionId: "run-1" };
const other = { pipelineExecutionId: "execution-2", actionExecutionId: "run-2" };

describe("newRequest", () => {
  for (const run of [
    ids,
    { pipelineExecutionId: ids.pipelineExecutionId },
    { actionExecutionId: ids.actionExecutionId },
    {},
  ]) {
    it(`keeps what was seen of the run, and no more: ${JSON.stringify(run)}`, () => {
      const { pipelineExecutionId, actionExecutionId, ...rest } = newRequest(
        ...([notification, now, 30, run] as const),
      );
      const seen = { pipelineExecutionId, actionExecutionId };
      assert.deepEqual(JSON.parse(JSON.stringify(seen)), run);
      assert.deepEqual(
        Object.keys(newRequest(notification, now, 30, run)).sort(),
        [...Object.keys(rest), ...Object.keys(run)].sort(),
      );
    });
  }
});

describe("identified", () => {
  const cases: [string, object, object, object | undefined][] = [
    ["adds both ids", {}, ids, ids],
    ["adds the id that is missing", { actionExecutionId: "run-1" }, ids, ids],
    ["adds the other that is missing", { pipelineExecutionId: "execution-1" }, ids, ids],
    [
      "adds the one that is seen",
      {},
      { actionExecutionId: "run-1" },
      { actionExecutionId: "run-1" },
    ],
    [
      ...(["adds the other that is seen", {}, { pipelineExecutionId: "execution-1" }] as const),
      { pipelineExecutionId: "execution-1" },
    ],
    ["changes nothing that is known", ids, other, undefined],
    ["adds nothing that is not seen", {}, {}, undefined],
    [
      ...(["keeps the one that is known", { actionExecutionId: "run-1" }, other] as const),
      { pipelineExecutionId: "execution-2", actionExecutionId: "run-1" },
    ],
    [
      ...([
        "keeps the other that is known",
        { pipelineExecutionId: "execution-1" },
        other,
      ] as const),
      { pipelineExecutionId: "execution-1", actionExecutionId: "run-2" },
    ],
  ];
  for (const [what, known, seen, expected] of cases) {
    it(what, () => {
      const request = requestOf(known);
      const found = identified(request, seen);
      const want = expected && { ...request, ...expected, version: request.version + 1 };
      assert.deepEqual(found, want);
      assert.deepEqual(Object.keys(found ?? {}).sort(), Object.keys(want ?? {}).sort());
    });
  }
});

describe("recordPosted", () => {
  const message = { channel: "slack", place: "C0RELEASES", id: "1.1" };

  it("keeps the organisation that the channel names, or that was known, and invents none", () => {
    const from = (enterpriseId?: string) => ({
      ...message,
      origin: { teamId: "T0", enterpriseId },
    });
    const named = recordPosted(requestOf(), from("E0ORG"));
    const known = (enterpriseId: string) => ({ slack: { teamId: "T0", enterpriseId } });
    assert.deepEqual(named.origins, known("E0ORG"));
    assert.deepEqual(recordPosted(named, message).origins, known("E0ORG"));
    assert.deepEqual(recordPosted(named, from()).origins, known("E0ORG"));
    assert.deepEqual(recordPosted(named, from("E0NEW")).origins, known("E0NEW"));
    assert.deepEqual(recordPosted(requestOf(), from()).origins, { slack: { teamId: "T0" } });
  });
});

describe("parseRequest", () => {
  it("reads both results, and no third", () => {
    for (const result of ["Approved", "Rejected"] as const) {
      const request = requestOf({ status: "DECIDING", attempt: attemptOf({ result }) });
      assert.deepEqual(parseRequest(request), request);
    }
    for (const result of ["", "approved", null]) {
      const request = { ...requestOf(), attempt: { ...attemptOf(), result } };
      assert.throws(() => parseRequest(request), MalformedError);
    }
  });

  it("names what is nothing of the kind as a whole", () => {
    assert.throws(() => parseRequest(null), /the item is not as it should be/);
  });
});
