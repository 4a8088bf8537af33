import * as assert from "node:assert/strict";
import { MalformedError } from "../../../../functions/domain/errors";
import { parseRequest } from "../../../../functions/domain/request-schema";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { ann, attemptOf, bob, expires, requestOf } from "./samples";

const whole: Required<ApprovalRequest> = {
  ...requestOf(),
  schemaVersion: 1,
  status: "DECIDED",
  consoleLink: "https://console.example/",
  approvalReviewLink: "https://console.example/review",
  externalEntityLink: "https://wiki.example/",
  customData: "Load test passed",
  pipelineExecutionId: "execution-1",
  actionExecutionId: "run-1",
  revisions: [{ name: "Source", id: "abc", summary: "Fix", url: "https://git.example/abc" }],
  unnotified: true,
  versionUnread: false,
  unconfirmed: true,
  publishedThrough: 1,
  ledgerThrough: 0,
  stuckToldAt: expires,
  showingUntil: expires,
  messages: [
    { channel: "slack", place: "C0RELEASES", id: "1.1", shows: "PENDING" },
    { channel: "slack", place: "C0RELEASES", id: "1.2", shows: "UNCONFIRMED" },
  ],
  sla: {
    respondWithinMinutes: 60,
    businessHours: { timeZone: "Europe/Berlin", hours: { monday: "09:00-17:30" }, holidays: [] },
    dueAt: expires,
    steps: [
      { kind: "remind", at: expires },
      { kind: "respond", at: expires },
    ],
    next: 1,
    telling: { step: 1, until: expires, told: ["slack:approvers"] },
    remindedAt: expires,
    breachedAt: expires,
    escalatedAt: expires,
  },
  automatic: {
    decision: "approve",
    reason: "Only docs.",
    by: "small-changes",
    at: expires,
    shown: true,
  },
  tickets: [
    {
      ...{ connector: "changes", kind: "servicenow", id: "0a1b", label: "CHG0030001" },
      ...{ url: "https://example.service-now.com/CHG0030001", note: "not in its window" },
    },
  ],
  votes: [
    {
      ...{ id: "command-1", person: ann, result: "Approved", reason: "fine", at: expires },
      ...{ groups: ["security"], replaced: ["command-0"] },
    },
  ],
  ruleNote: {
    excluded: [{ channel: "slack", id: "U0ANN" }],
    unfulfillable: "author_unknown",
  },
  unfulfillableToldAt: expires,
  attempt: attemptOf({ reason: "fine", agreed: [bob] }),
  earlierAttempts: [attemptOf({ id: "command-0" })],
  outcome: {
    at: expires,
    result: "Approved",
    person: ann,
    decidedBy: "arn:aws:iam::111122223333:user/ann",
    reason: "fine",
    agreed: [bob],
  },
  history: [
    {
      ...{ id: "r-1", sequence: 1, type: "Decided", time: expires },
      actor: { channel: "slack", id: "U0ANN", displayName: "Ann" },
      ...{ result: "Approved", reason: "fine" },
    },
  ],
  origins: { slack: { teamId: "T0TEAM", appId: "A0APP", enterpriseId: "E0ORG" } },
};

function refused(change: object, field: string): void {
  assert.throws(
    () => parseRequest({ ...whole, ...change }),
    (error) => error instanceof MalformedError && error.message.includes(field),
  );
}

describe("parseRequest", () => {
  it("reads back everything that a request can hold", () => {
    assert.deepEqual(parseRequest(structuredClone(whole)), whole);
  });

  it("reads back a request that holds no more than it must", () => {
    assert.deepEqual(parseRequest(requestOf()), requestOf());
  });

  it("refuses a person without an id on a channel", () => {
    for (const person of [{ name: "Ann" }, { channel: "slack", displayName: "Ann" }, "U0ANN"]) {
      refused({ attempt: { ...whole.attempt, person } }, "attempt.person");
    }
  });

  it("passes over attributes that it does not know", () => {
    assert.deepEqual(parseRequest({ ...whole, later: 1 }), whole);
  });

  for (const field of Object.keys(requestOf()).filter((key) => key !== "schemaVersion")) {
    it(`refuses an item without ${field}, and names it`, () => {
      refused({ [field]: undefined }, field);
    });
  }

  it("reads a request whose note of what is published is none: it hides nothing", () => {
    for (const publishedThrough of ["x", -1, 0.5, null]) {
      assert.equal(parseRequest({ ...whole, publishedThrough }).publishedThrough, undefined);
    }
  });

  it("refuses a status that is none", () => {
    refused({ status: "APPROVED" }, "status");
    refused(
      { messages: [{ channel: "slack", place: "C0", id: "1.1", shows: "" }] },
      "messages.0.shows",
    );
  });

  it("refuses moments that are none, for a message could not show them", () => {
    refused({ expires: "soon" }, "expires");
    refused({ requestedAt: "" }, "requestedAt");
    refused({ outcome: { at: "then" } }, "outcome.at");
    refused({ attempt: attemptOf({ leaseUntil: "never" }) }, "attempt.leaseUntil");
  });

  for (const field of ["pipelineName", "stageName", "actionName"]) {
    it(`refuses an item whose ${field} is another than its key says`, () => {
      refused({ [field]: "security" }, "action");
    });
  }

  it("refuses a key that reads the same and is cut elsewhere", () => {
    refused({ pipelineName: "orders/production", stageName: "approve", actionName: "" }, "action");
  });

  it("refuses a version below 1, and one between two numbers", () => {
    for (const version of [0, -1, 1.5, "1", NaN]) refused({ version }, "version");
  });

  for (const item of [undefined, null, [], "x"]) {
    it(`refuses ${JSON.stringify(item)}`, () => {
      assert.throws(() => parseRequest(item), MalformedError);
    });
  }
});
