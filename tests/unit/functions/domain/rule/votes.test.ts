import * as assert from "node:assert/strict";
import {
  castVote,
  changesKept,
  votesKept,
  votesKey,
} from "../../../../../functions/domain/rule/votes";
import type { Vote } from "../../../../../functions/domain/rule/standing";
import type { ApprovalRequest, DecisionCommand } from "../../../../../functions/domain/types";
import { ann, attemptOf, bob, commandOf, later, now, requestOf } from "../samples";
import { identity, ruleOf, voteOf } from "./samples";

const cast = (
  request: ApprovalRequest,
  change: Partial<DecisionCommand> = {},
  rule = ruleOf(),
  at = now,
) => castVote(request, commandOf(change), ["security"], rule, at);

function saved(request: ApprovalRequest, change: Partial<DecisionCommand>, rule = ruleOf()) {
  const answer = cast(request, change, rule);
  assert.equal(answer.kind, "cast");
  return answer.kind === "cast" ? answer.next : request;
}

describe("castVote", () => {
  it("keeps the vote with its event, in one write", () => {
    const next = saved(requestOf(), { reason: "Load test passed" });
    const said = { result: "Approved", reason: "Load test passed" };
    assert.deepEqual(next.votes, [
      {
        ...{ id: "command-1", person: ann, ...said, at: now.toISOString() },
        ...{ groups: ["security"], replaced: [] },
      },
    ]);
    const { type, actor, ...event } = next.history!.at(-1)!;
    assert.deepEqual(
      [type, actor, event.result, event.reason],
      ["Voted", ann, ...Object.values(said)],
    );
    assert.deepEqual([next.version, next.status], [2, "PENDING"]);
  });

  it("takes back nothing by what was said before it and arrives after it", () => {
    const rejected = saved(requestOf(), { id: "2", result: "Rejected", signedAt: 20 });
    assert.equal(cast(rejected, { id: "1", signedAt: 19 }).kind, "known");
    for (const signedAt of [20, 21, undefined]) {
      assert.equal(cast(rejected, { id: "3", signedAt }).kind, "cast", `${signedAt}`);
    }
    assert.equal(rejected.votes![0].signedAt, 20);
    // Another person's is another matter.
    assert.equal(cast(rejected, { id: "4", person: bob, signedAt: 1 }).kind, "cast");
  });

  it("replaces the vote of the same person, and puts it behind the others", () => {
    const first = saved(saved(requestOf(), {}), { id: "2", person: bob });
    const changed = saved(first, { id: "3", result: "Rejected", reason: "Not on a Friday" });
    assert.deepEqual(
      changed.votes!.map(({ id, result, replaced }) => [id, result, replaced]),
      [
        ["2", "Approved", []],
        ["3", "Rejected", ["command-1"]],
      ],
    );
    assert.notEqual(votesKey(first), votesKey(changed));
  });

  it("replaces the vote of another account of the same person", () => {
    const rule = ruleOf({
      identities: [identity(ann.id, ["a@x.org"]), identity(bob.id, ["a@x.org"])],
    });
    const next = saved(saved(requestOf(), {}, rule), { id: "2", person: bob }, rule);
    assert.deepEqual(votesKey(next), "2");
  });

  it("knows what it was told before, be it changed since", () => {
    const next = saved(saved(requestOf(), {}), { id: "2", result: "Rejected" });
    assert.deepEqual(cast(next, { id: "2" }), { kind: "known" });
    assert.deepEqual(cast(next, { id: "command-1" }), { kind: "known" });
  });

  it("waits while a decision is carried out, and not for one that was not seen to end", () => {
    const attempt = attemptOf({ id: "other" });
    const deciding = requestOf({ status: "DECIDING", attempt });
    assert.deepEqual(cast(deciding), { kind: "busy", attempt });
    assert.equal(cast(deciding, {}, ruleOf(), later(45)).kind, "cast");
    const known = requestOf({ ...deciding, votes: [voteOf("U0ANN", { id: "command-1" })] });
    assert.deepEqual(cast(known), { kind: "known" });
  });

  it("counts the rejection of one second, in whichever order a system sends; clicks come one by one", () => {
    const within = (channel: string) => {
      const person = { ...ann, channel };
      const request = saved(requestOf(), { person, result: "Rejected", signedAt: 1000 });
      return cast(request, { id: "2", person, signedAt: 1000 }).kind;
    };
    assert.equal(within("webhook"), "known");
    assert.equal(within("slack"), "cast");
  });

  it("takes none once the request has ended", () => {
    for (const status of ["DECIDED", "EXPIRED", "CANCELLED"] as const) {
      assert.deepEqual(cast(requestOf({ status })), { kind: "closed" });
    }
  });

  it("takes no other approval of who has changed their vote too often, and their rejection once", () => {
    let request = requestOf();
    for (let at = 0; at <= changesKept; at += 1) {
      if (at < changesKept) request = saved(request, { id: `${at}` });
      else assert.deepEqual(cast(request, { id: "more" }), { kind: "changed-too-often" });
    }
    const against = { result: "Rejected" } as const;
    const rejected = saved(request, { id: "no", ...against });
    assert.deepEqual(cast(rejected, { id: "again", ...against }), { kind: "changed-too-often" });
    assert.equal(cast(rejected, { id: "5" }).kind, "known");
    assert.equal(cast(rejected, { id: "bob", person: bob }).kind, "cast");
  });
});

describe("castVote of very many people", () => {
  const full = (first: Partial<Vote>, second: Partial<Vote> = {}) => {
    const votes = Array.from({ length: votesKept }, (_, at) => voteOf(`U${at}`, { groups: ["g"] }));
    const [one, two, ...rest] = votes;
    return requestOf({ votes: [{ ...one, ...first }, { ...two, ...second }, ...rest] });
  };
  const ids = (request: ApprovalRequest) =>
    saved(request, {}).votes!.map(({ person }) => person.id);

  it("leaves out the oldest approval, and first of all one that fills no place of a group", () => {
    assert.deepEqual(ids(full({})).slice(0, 2), ["U1", "U2"]);
    assert.deepEqual(ids(full({}, { groups: [] })).slice(0, 2), ["U0", "U2"]);
    assert.equal(ids(full({})).length, votesKept);
    assert.equal(ids(full({})).at(-1), ann.id);
  });

  it("leaves out no rejection as long as somebody has approved", () => {
    assert.deepEqual(ids(full({ result: "Rejected" })).slice(0, 2), ["U0", "U2"]);
    const none = Array.from({ length: votesKept }, (_, at) =>
      voteOf(`U${at}`, { result: "Rejected" }),
    );
    assert.equal(ids(requestOf({ votes: none })).length, votesKept);
  });

  it("leaves out nobody while there is room, nor for who has voted before", () => {
    const votes = full({}).votes!.slice(1);
    assert.equal(ids(requestOf({ votes })).length, votesKept);
    const own = requestOf({ votes: [...votes, voteOf(ann.id)] });
    assert.equal(ids(own).length, votesKept);
  });
});

describe("votesKey", () => {
  it("tells votes apart, in their order", () => {
    const [one, two] = [voteOf("U0A"), voteOf("U0B")];
    assert.equal(votesKey({ votes: [one, two] }), "vote-of-U0A vote-of-U0B");
  });

  it("is empty where nobody has voted", () => {
    assert.equal(votesKey(requestOf()), "");
  });
});
