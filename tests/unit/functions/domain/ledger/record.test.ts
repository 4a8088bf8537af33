/** What the ledger says of each kind of event. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { canonicalJson } from "../../../../../functions/domain/ledger/canonical";
import { recordOf } from "../../../../../functions/domain/ledger/record";
import { eventTypes, type RequestEvent } from "../../../../../functions/domain/request-events";
import { ann, bob, gateRecord, now, requestOf, sessionArn, token } from "../samples";

const eventOf = (change: Partial<RequestEvent> = {}): RequestEvent => ({
  ...{ id: "r-2", sequence: 2, type: "Deciding", time: now.toISOString() },
  ...change,
});
const decided = (change: Partial<RequestEvent> = {}) =>
  eventOf({ type: "Decided", actor: ann, result: "Approved", ...change });
const request = requestOf();
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

type Gate = Parameters<typeof recordOf>[2];

/** Of a gate that is known, where nothing else is said of it. */
const recorded = (
  event: RequestEvent,
  options: { of?: typeof request; gate?: Gate; omitted?: number } = {},
) => {
  const { of, gate, omitted } = { of: request, gate: { ...gateRecord }, omitted: 0, ...options };
  return JSON.parse(JSON.stringify(recordOf(of, event, gate, omitted))) as ReturnType<
    typeof recordOf
  >;
};

describe("An event in the ledger", () => {
  it("says what it meant", () => {
    const meanings = eventTypes.map((type) => recorded(eventOf({ type })).event.meaning);
    assert.deepEqual(meanings, [
      ...[
        "request",
        "remind",
        "breach",
        "escalate",
        "vote",
        "decide",
        "reject",
        "expire",
        "cancel",
      ],
    ]);
    assert.equal(recorded(decided()).event.meaning, "approve");
    assert.equal(recorded(decided({ result: "Rejected" })).event.meaning, "reject");
  });

  it("is as it happened, of the request that it happened to", () => {
    const of = requestOf({
      pipelineExecutionId: "execution-1",
      revisions: [{ name: "app", id: "4f2c1d9", summary: "Fix", url: "https://git.example/" }],
      expires: "2026-11-29T21:00Z",
    });
    const { event, request: found, bypass } = recorded(decided({ reason: "Fine." }), { of });
    assert.deepEqual(event, {
      ...{ id: "r-2", sequence: 2, type: "Decided", time: now.toISOString() },
      ...{ result: "Approved", reason: "Fine.", meaning: "approve" },
      actor: { ...ann, arn: sessionArn("U0ANN-Ann"), sourceIdentity: "slack-U0ANN" },
      authority: "The gate's approverUserIds.",
    });
    const { gateSha256, shownSha256, ...rest } = found!;
    assert.equal(gateSha256, sha256(canonicalJson({ ...gateRecord })));
    assert.equal(shownSha256, sha256("{}"));
    assert.deepEqual(rest, {
      id: rest.id,
      ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
      ...{ region: "eu-west-1", requestedAt: now.toISOString() },
      ...{ expires: "2026-11-29T21:00:00.000Z", pipelineExecutionId: "execution-1" },
      revisions: [{ name: "app", id: "4f2c1d9" }],
    });
    assert.match(rest.id, /^[0-9a-f]{32}$/);
    assert.equal(bypass, undefined);
  });

  it("leaves out what is not known", () => {
    const { event, request: found } = recorded(eventOf({ type: "Expired" }), {
      of: requestOf({ unnotified: true }),
      gate: undefined,
    });
    assert.deepEqual(Object.keys(event).sort(), ["id", "meaning", "sequence", "time", "type"]);
    const absent = ["revisions", "gateSha256", "shownSha256", "pipelineExecutionId"] as const;
    for (const name of absent) assert.ok(!(name in found!), name);
  });

  it("has the digest of what approvers saw", () => {
    const shown = { customData: "v42", externalEntityLink: "https://wiki.example/" };
    const { request: found } = recorded(eventOf(), { of: requestOf(shown) });
    assert.equal(found!.shownSha256, sha256(canonicalJson(shown)));
  });

  it("names no token, wherever somebody has written it", () => {
    const event = decided({
      reason: `It is ${token.toUpperCase()}.`,
      actor: { ...ann, displayName: token },
    });
    const text = JSON.stringify(recorded(event)).toLowerCase();
    assert.ok(!text.includes(token));
    assert.match(text, /it is \(token\)\./);
  });

  it("has the session of the gate's role of who decided on a channel, and of no other event", () => {
    assert.deepEqual(recorded(eventOf({ actor: ann })).event.actor, ann);
    const { sourceIdentity, arn } = recorded(decided({ actor: bob })).event.actor!;
    assert.deepEqual([sourceIdentity, arn], ["slack-U0BOB", sessionArn("U0BOB-Bob")]);
    const decidedBy = "arn:aws:sts::111122223333:assumed-role/other/U0ANN-Ann";
    const of = requestOf({ outcome: { at: now.toISOString(), decidedBy } });
    assert.equal(recorded(decided(), { of }).event.actor!.arn, decidedBy);
    for (const gate of [undefined, { deciderRoleArn: 1 }]) {
      assert.ok(!("arn" in recorded(decided(), { gate }).event.actor!));
    }
  });

  it("has the principal of who decided in AWS, whom IAM lets", () => {
    const arn = "arn:aws:iam::111122223333:user/ann";
    const actor = { channel: "codepipeline", id: arn, displayName: "ann" };
    const { event } = recorded(decided({ actor }));
    assert.deepEqual(event.actor, { ...actor, arn });
    assert.equal(event.authority, "IAM.");
  });

  it("says that the rule has let the last of several decide, and of each vote which list has them", () => {
    const gate = { ...gateRecord, rule: { approvals: 2 } } as Gate;
    const authority = (event: RequestEvent) => recorded(event, { gate }).event.authority;
    assert.equal(authority(eventOf({ type: "Voted", actor: ann })), "The gate's approverUserIds.");
    assert.equal(authority(eventOf({ actor: ann })), "The gate's rule.");
    assert.equal(authority(decided()), "The gate's rule.");
    assert.equal(authority(eventOf({ type: "Reminded", actor: ann })), undefined);
  });

  it("says what let somebody decide, by the list that has them", () => {
    const of = (event: RequestEvent, gate?: Gate) => recorded(event, { gate }).event.authority;
    const known = { ...gateRecord, text: "U0BOB" };
    assert.equal(of(eventOf({ actor: ann }), known), "The gate's approverUserIds.");
    assert.equal(of(decided({ actor: bob }), known), "The gate's record in the hub.");
    const onCall = { ...bob, onCall: "pagerduty" };
    assert.equal(of(decided({ actor: onCall }), known), "On call in PagerDuty.");
    assert.equal(of(decided({ actor: bob }), undefined), "The gate's record in the hub.");
    assert.equal(of(decided({ actor: undefined }), known), undefined);
    assert.equal(of(eventOf({ type: "Cancelled", actor: ann }), known), undefined);
  });

  it("says that a ticket of the gate's connectors has decided", () => {
    const actor = { channel: "jira", id: "5b10a2844c20165700ede21g", displayName: "Carla" };
    const connectors = [{ kind: "jira", name: "board", approverIds: [actor.id] }];
    const { event } = recorded(decided({ actor }), { gate: { ...gateRecord, connectors } });
    assert.equal(event.authority, "The gate's connectors.");
    const ruled = { ...gateRecord, connectors, rule: { approvals: 2 } };
    const voted = recorded(eventOf({ type: "Voted", actor }), { gate: ruled as Gate });
    assert.equal(voted.event.authority, "The gate's connectors.");
    const last = recorded(decided({ actor }), { gate: ruled as Gate });
    assert.equal(last.event.authority, "The gate's rule.");
    const none = recorded(decided({ actor }), { gate: { ...gateRecord } });
    assert.equal(none.event.authority, "The gate's record in the hub.");
  });

  it("says that the gate has decided by itself, where it does", () => {
    const actor = { channel: "automatic", id: "small.changes", displayName: "small-changes" };
    const gate = { ...gateRecord, automaticDecision: { functionArn: "arn" } };
    const { event } = recorded(decided({ actor }), { gate });
    assert.equal(event.authority, "The gate's automaticDecision.");
    assert.deepEqual(event.actor, {
      ...actor,
      arn: sessionArn("automatic-small.changes-small-changes"),
      sourceIdentity: "automatic-small.changes",
    });
    const none = recorded(decided({ actor }), { gate: { ...gateRecord } });
    assert.equal(none.event.authority, "The gate's record in the hub.");
    assert.equal(
      recorded(decided({ actor: ann }), { gate }).event.authority,
      "The gate's approverUserIds.",
    );
  });

  it("says how many events were lost before it", () => {
    assert.equal(recorded(eventOf(), { omitted: 3 }).event.omitted, 3);
    assert.ok(!("omitted" in recorded(eventOf()).event));
  });

  it("takes a record of a gate that has no canonical text for one that is not known", () => {
    assert.ok(!("gateSha256" in recorded(eventOf(), { gate: { odd: 0.5 } }).request!));
  });
});
