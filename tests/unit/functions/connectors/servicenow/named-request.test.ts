/** No change passes for that of another request, nor one that others have opened. */
import * as assert from "node:assert/strict";
import { requestId } from "../../../../../functions/domain/request-events";
import type { SystemAnswer } from "../../../../../rehearsal/systems/system";
import { requestOf } from "../../domain/samples";
import { altered, auditOf, openedDesk as opened } from "./support";

describe("The request of a change", () => {
  it("is nobody's where somebody has written it afterwards, into a change that Carla has long moved", async () => {
    const { desk, ticket } = await opened();
    const mark = (at: string, oldvalue: string) => (rows: object[]) => [
      { ...auditOf(ticket.id, "x", "mallory", at), fieldname: "correlation_id", oldvalue },
      ...rows,
    ];
    for (const [at, oldvalue] of [
      ["2026-11-22 21:00:03", ""],
      ["2026-11-22 21:00:00", "other"],
      ["yesterday", ""],
    ]) {
      altered(desk, "sys_audit", mark(at, oldvalue));
      assert.equal((await desk.reader.read(ticket.id))?.requestId, undefined, at);
    }
    // An instance may be set to log what a record began with.
    altered(desk, "sys_audit", mark("2026-11-22 21:00:01", ""));
    assert.equal((await desk.reader.read(ticket.id))?.requestId, requestId(requestOf()));
  });

  it("is nobody's where somebody else has opened the change, or nobody says who has", async () => {
    const { desk, ticket } = await opened();
    desk.act("approve");
    desk.act("implement");
    for (const [sys_created_by, expected] of [
      ["codepipeline.approvals", requestId(requestOf())],
      ["mallory", undefined],
      ["CodePipeline.Approvals", undefined],
      ["codepipeline.reader", undefined],
      ["", undefined],
    ]) {
      desk.between = (request) => {
        if (!request.url.pathname.endsWith(ticket.id)) return undefined;
        const answer = desk.standIn.answer(request) as SystemAnswer;
        const { result } = answer.body as { result: object };
        return Response.json({ result: { ...result, sys_created_by } });
      };
      assert.equal((await desk.reader.read(ticket.id))?.requestId, expected, sys_created_by);
    }
  });

  it("is nobody's where the log cannot be read whole: it could have been another one's", async () => {
    const { desk, ticket } = await opened();
    altered(desk, "sys_audit", () =>
      Array.from({ length: 200 }, () => auditOf(ticket.id, "-1", "dan", "2026-11-22 21:30:00")),
    );
    assert.equal((await desk.reader.read(ticket.id))?.requestId, undefined);
    for (const status of [403, 404]) {
      desk.between = ({ url }) =>
        url.pathname.endsWith("/sys_audit") ? new Response("", { status }) : undefined;
      assert.equal((await desk.reader.read(ticket.id))?.requestId, undefined);
    }
    desk.between = () => undefined;
    desk.act("edit correlation", "dan");
    assert.equal((await desk.reader.read(ticket.id))?.requestId, undefined);
  });

  it("is read of the change that was asked for, and of nothing else", async () => {
    const { desk } = await opened();
    const asked = desk.asked.length;
    for (const id of ["CHG0030001", "../sys_user", "", "A".repeat(32), `${"1".repeat(32)}?x=1`]) {
      assert.equal(await desk.reader.read(id), undefined);
    }
    assert.equal(desk.asked.length, asked);
    assert.equal(await desk.reader.read("7".repeat(32)), undefined);
    desk.between = ({ url }) =>
      url.pathname.includes("/change_request/")
        ? Response.json({ result: { sys_id: "8".repeat(32), number: "CHG8" } })
        : undefined;
    assert.equal(await desk.reader.read("7".repeat(32)), undefined);
  });
});
