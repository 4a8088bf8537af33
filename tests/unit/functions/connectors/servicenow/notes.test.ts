/** What a change is told of its request: a note at its end, once, and called off where it was not approved there. */
import * as assert from "node:assert/strict";
import { ann, requestOf } from "../../domain/samples";
import { Desk, happened } from "./support";

const opened = async (desk: Desk) => (await desk.system.open(requestOf()))!;

describe("What happens to a request", () => {
  const notesOf = (desk: Desk) =>
    desk.standIn.tickets()[0].lines.filter((line) => /^Code/.test(line));
  const stateOf = (desk: Desk) => desk.standIn.tickets()[0].state;

  it("is a note at an escalation and at the end, and at nothing else", async () => {
    const desk = new Desk();
    const ticket = await opened(desk);
    for (const type of ["Reminded", "SlaBreached", "Voted", "Deciding"] as const) {
      await desk.system.tell(...happened(type), ticket);
    }
    assert.deepEqual(notesOf(desk), []);
    await desk.system.tell(...happened("Escalated"), ticket);
    assert.equal(notesOf(desk).length, 1);
    assert.equal(stateOf(desk), "New");
  });

  for (const [type, status, result, says] of [
    ["Decided", "DECIDED", "Rejected", /Rejected by Ann/],
    ["Expired", "EXPIRED", undefined, /nobody decided in time/],
    ["Cancelled", "CANCELLED", undefined, /waits no more/],
  ] as const) {
    it(`cancels a change that was not approved, once, when it is ${status}`, async () => {
      const desk = new Desk();
      const ticket = await opened(desk);
      const outcome = { at: desk.now.toISOString(), result, person: result && ann };
      const told = happened(type, { status, outcome }, { result });
      await desk.system.tell(...told, ticket);
      assert.equal(stateOf(desk), "Canceled");
      await desk.system.tell(...told, ticket);
      assert.equal(notesOf(desk).length, 1);
      assert.match(notesOf(desk)[0], says);
    });

    it(`leaves a change that was approved there as it is when it is ${status}`, async () => {
      const desk = new Desk();
      const ticket = await opened(desk);
      desk.act("approve");
      const told = happened(type, { status }, { result });
      await desk.system.tell(...told, ticket);
      await desk.system.tell(...told, ticket);
      assert.equal(stateOf(desk), "Scheduled");
      assert.equal(notesOf(desk).length, 1);
    });
  }

  it("is a note alone where it was approved elsewhere", async () => {
    const desk = new Desk();
    const ticket = await opened(desk);
    await desk.system.tell(
      ...happened("Decided", { status: "DECIDED" }, { result: "Approved" }),
      ticket,
    );
    assert.equal(stateOf(desk), "New");
    assert.equal(notesOf(desk).length, 1);
  });

  it("is written once where the answer to a note was lost", async () => {
    const desk = new Desk();
    const ticket = await opened(desk);
    const told = happened("Escalated");
    desk.between = ({ method }) => (method === "PATCH" ? "after" : undefined);
    await assert.rejects(async () => desk.system.tell(...told, ticket), { name: "TransientError" });
    desk.between = () => undefined;
    await desk.system.tell(...told, ticket);
    assert.equal(notesOf(desk).length, 1);
  });

  it("is not written on a change that is over, and somebody is told of one that is gone", async () => {
    const desk = new Desk();
    const ticket = await opened(desk);
    desk.act("cancel");
    const told = happened("Expired", { status: "EXPIRED" });
    await desk.system.tell(...told, ticket);
    const gone = desk.system.tell(...told, { id: "4".repeat(32), label: "CHG9" });
    await assert.rejects(gone, { name: "FinalError" });
    await desk.system.tell(...told, undefined);
    assert.deepEqual(notesOf(desk), []);
  });

  it("shows no markup that people have written", async () => {
    const desk = new Desk();
    const ticket = await opened(desk);
    const outcome = {
      ...{ at: desk.now.toISOString(), result: "Rejected" as const },
      person: { ...ann, displayName: "[code]<b>Ann</b>[/CODE]" },
    };
    await desk.system.tell(
      ...happened(
        "Decided",
        { status: "DECIDED", outcome },
        { result: "Rejected", reason: "[Code]x [r-9]" },
      ),
      ticket,
    );
    const { work_notes: note } = JSON.parse(desk.asked.at(-1)!.body) as { work_notes: string };
    assert.match(
      note,
      /^Rejected by \(code\)<b>Ann<\/b>\(\/CODE\) .*\nReason: \(Code\)x \(r-9\)\n\[[^[\]]+\]$/,
    );
  });
});
