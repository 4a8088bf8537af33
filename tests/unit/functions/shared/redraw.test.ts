import * as assert from "node:assert/strict";
import { redraw } from "../../../../functions/shared/redraw";
import type { ApprovalRequest } from "../../../../functions/domain/types";
import { voteOf } from "../domain/rule/samples";
import { attemptOf, messageOf, requestOf, settings } from "../domain/samples";

const messages = [messageOf("1.1", "PENDING"), { ...messageOf("1.2", "PENDING"), channel: "gone" }];
const withVotes = (...ids: string[]) => requestOf({ messages, votes: ids.map((id) => voteOf(id)) });

/** What is drawn of these, of which the table has one after the other. */
async function drawn(first: ApprovalRequest, ...table: (ApprovalRequest | undefined)[]) {
  const seen: string[] = [];
  const update = async (message: { id: string }, { status, votes = [] }: ApprovalRequest) =>
    void seen.push(`${message.id} ${status} ${votes.length}`);
  const read = async () => (table.length > 1 ? table.shift() : table[0]);
  const ports = { requests: { read }, channels: [{ name: "slack", update }] };
  const shown = await redraw(first, settings, ports as never);
  return { seen, shown };
}

describe("Messages that show votes", () => {
  it("are drawn once where nobody has voted meanwhile", async () => {
    const one = withVotes("U0A");
    // That it is carried out does not show.
    const latest = { ...one, version: 9, status: "DECIDING" as const, attempt: attemptOf() };
    const { seen, shown } = await drawn(one, latest);
    assert.deepEqual(seen, ["1.1 PENDING 1"]);
    assert.equal(shown, latest);
  });

  it("are drawn again for a vote of another run, and for the end", async () => {
    const two = withVotes("U0A", "U0B");
    const ended = { ...two, status: "DECIDED" as const };
    const { seen } = await drawn(withVotes("U0A"), two, ended);
    assert.deepEqual(seen, ["1.1 PENDING 1", "1.1 PENDING 2", "1.1 DECIDED 2"]);
  });

  it("are drawn again where it has become known who may not approve", async () => {
    const one = withVotes("U0A");
    const known = { ...one, ruleNote: { excluded: [{ channel: "slack", id: "U0B" }] } };
    const unfulfilled = {
      ...one,
      ruleNote: { ...known.ruleNote, unfulfillable: "too_few" as const },
    };
    assert.equal((await drawn(one, known, unfulfilled)).seen.length, 3);
  });

  it("are left where the request is gone", async () => {
    const one = withVotes("U0A");
    assert.equal((await drawn(one, undefined)).shown, one);
  });

  it("are tried again later where it changes all the time", async () => {
    const table = Array.from({ length: 12 }, (_, at) => withVotes(`U${at}`));
    await assert.rejects(drawn(withVotes(), ...table), /changed 10 times while it was drawn/);
  });
});
