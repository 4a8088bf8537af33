/** The ServiceNow connector against an instance: one change for a request, opened once, and its token. */
import * as assert from "node:assert/strict";
import { requestId } from "../../../../../functions/domain/request-events";
import type { SystemAnswer } from "../../../../../rehearsal/systems/system";
import { requestOf, token } from "../../domain/samples";
import { Desk, happened, instanceUrl, template } from "./support";

const isSysId = /^[0-9a-f]{32}$/;

const opened = async (desk: Desk) => (await desk.system.open(requestOf()))!;

describe("A change that is opened", () => {
  it("says what is to be released, which request it is for, and the user's fields", async () => {
    const desk = new Desk();
    const revisions = [{ name: "Source", id: "abc", summary: "Mend it", url: "https://git/abc" }];
    const ticket = await desk.system.open(
      requestOf({ revisions, customData: "Version 2", pipelineExecutionId: "e-1" }),
    );
    assert.equal(ticket?.label, "CHG0030001");
    assert.match(ticket.id, isSysId);
    const link = `nav_to.do?uri=change_request.do%3Fsys_id%3D${ticket.id}`;
    assert.equal(ticket.url, `${instanceUrl}/${link}`);
    const post = desk.asked.find(({ url }) => url.pathname.startsWith("/api/sn_chg_rest"))!;
    assert.equal(`${post.method} ${post.url.pathname}`, "POST /api/sn_chg_rest/change/normal");
    const { description, ...rest } = JSON.parse(post.body) as Record<string, string>;
    assert.deepEqual(rest, {
      assignment_group: "2".repeat(32),
      short_description: "Approve approve in production of orders",
      correlation_id: requestId(requestOf()),
      correlation_display: "codepipeline-approvals",
    });
    assert.deepEqual(description.split("\n").slice(2), [
      "Pipeline: orders (eu-west-1)",
      "Stage: production",
      "Action: approve",
      "Execution: e-1",
      "Expires: 2026-11-29T21:00:00.000Z",
      "Revision of Source: abc Mend it https://git/abc",
      "Custom data: Version 2",
    ]);
  });

  it("is of the type that the settings say", async () => {
    const emergency = new Desk({ changeType: "emergency" });
    await opened(emergency);
    assert.equal(emergency.paths.at(-1), "POST /api/sn_chg_rest/change/emergency");
    const standard = new Desk({ changeType: "standard", standardTemplateId: template });
    await opened(standard);
    assert.equal(standard.paths.at(-1), `POST /api/sn_chg_rest/change/standard/${template}`);
  });

  it("is found again, and not made twice", async () => {
    const desk = new Desk();
    const first = await opened(desk);
    assert.deepEqual(await opened(desk), first);
    assert.equal(desk.standIn.tickets().length, 1);
  });

  it("is found where the answer to its creation was lost", async () => {
    const desk = new Desk();
    desk.between = ({ method, url }) =>
      method === "POST" && url.pathname.startsWith("/api") ? "after" : undefined;
    await assert.rejects(opened(desk), { name: "TransientError" });
    desk.between = () => undefined;
    assert.equal((await opened(desk)).label, "CHG0030001");
    assert.equal(desk.standIn.tickets().length, 1);
  });

  it("is another one for another request", async () => {
    const desk = new Desk();
    await opened(desk);
    const other = requestOf({ token: token.replace("1", "2") });
    assert.equal((await desk.system.open(other))?.label, "CHG0030002");
  });

  it("is not believed in where the instance has left the condition out of the query", async () => {
    const desk = new Desk();
    const other = requestOf({ token: token.replace("1", "2") });
    await desk.system.open(other);
    desk.between = ({ url }) => void url.searchParams.delete("sysparm_query");
    assert.equal((await opened(desk)).label, "CHG0030002");
  });

  it("is not one that somebody else has opened in its name", async () => {
    const desk = new Desk();
    const ours = await opened(desk);
    desk.act("open another", "dan");
    assert.deepEqual(await opened(desk), ours);
    const search = desk.asked.find(({ url }) => url.pathname.endsWith("/change_request"))!;
    assert.match(
      search.url.searchParams.get("sysparm_query")!,
      /\^sys_created_by=codepipeline\.approvals\^/,
    );
    // Theirs alone, of an instance that has left out of the query who opened it.
    desk.between = (request) => {
      if (!request.url.pathname.endsWith("/change_request")) return undefined;
      request.url.searchParams.delete("sysparm_query");
      const { result } = (desk.standIn.answer(request) as SystemAnswer).body as {
        result: object[];
      };
      return Response.json({ result: result.slice(1) });
    };
    assert.equal((await opened(desk)).label, "CHG0030003");
  });

  it("is not one of another request that somebody has given its id, nor one whose log hides that", async () => {
    const desk = new Desk();
    const { id } = await opened(desk);
    const row = {
      ...{ sys_id: "5".repeat(32), tablename: "change_request", documentkey: id, user: "dan" },
      ...{ fieldname: "correlation_id", oldvalue: "other", newvalue: requestId(requestOf()) },
      sys_created_on: "2026-11-22 22:00:00",
    };
    for (const answer of [
      () => Response.json({ result: [row] }),
      () => new Response("", { status: 403 }),
    ]) {
      desk.between = ({ url }) => (url.pathname.endsWith("/sys_audit") ? answer() : undefined);
      assert.notEqual((await opened(desk)).id, id);
    }
  });

  it("is given up where another user opens it than the credentials say", async () => {
    const desk = new Desk();
    const [own] = Object.values(desk.standIn.credentials) as { ticketsByUserName?: string }[];
    own.ticketsByUserName = "somebody.else";
    await assert.rejects(opened(desk), { name: "FinalError", message: /another sys_created_by/ });
    for (const wrong of [undefined, "", "x^ORsys_created_by=dan"]) {
      const other = new Desk();
      const [credentials] = Object.values(other.standIn.credentials) as (typeof own)[];
      credentials.ticketsByUserName = wrong;
      await assert.rejects(opened(other), /ticketsByUserName is missing or malformed/);
      assert.deepEqual(other.asked, []);
    }
  });

  it("is given up where it does not keep which request it is for", async () => {
    const desk = new Desk();
    desk.between = (request) => {
      if (!request.url.pathname.endsWith("/normal")) return undefined;
      const body = { sys_id: "3".repeat(32), number: "CHG1" };
      return Response.json({ result: body });
    };
    await assert.rejects(opened(desk), /correlation_id/);
  });

  it("has no token in it, wherever somebody wrote it", async () => {
    const desk = new Desk();
    const said = { customData: token.toUpperCase(), externalEntityLink: `https://a/${token}` };
    const revisions = [{ name: token, id: token, summary: token, url: token }];
    await desk.system.open(requestOf({ ...said, revisions, pipelineExecutionId: token }));
    const events = [
      happened("Decided", { status: "DECIDED", ...said }, { result: "Rejected", reason: token }),
      happened("Escalated", said),
    ];
    const ticket = await opened(desk);
    for (const [event, request] of events) await desk.system.tell(event, request, ticket);
    assert.equal(desk.paths.filter((path) => path.startsWith("PATCH")).length, 1);
    for (const { url, body } of desk.asked) {
      assert.ok(!`${url} ${body}`.toLowerCase().includes(token));
    }
  });
});

describe("The token of the API", () => {
  it("is asked for once, with the secret in the body alone, and again shortly before it ends", async () => {
    const desk = new Desk();
    const grants = () => desk.asked.filter(({ url }) => url.pathname === "/oauth_token.do");
    const { id } = await opened(desk);
    await desk.system.read!(id);
    assert.equal(grants().length, 1);
    const [{ body, headers, url }] = grants();
    assert.equal(url.search, "");
    assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
    assert.deepEqual(Object.keys(Object.fromEntries(new URLSearchParams(body))), [
      "grant_type",
      "client_id",
      "client_secret",
    ]);
    desk.minutes(28);
    await desk.system.read!(id);
    assert.equal(grants().length, 1);
    // In its last minute what is asked with it could come too late; the instance gives no other one until then.
    desk.minutes(1);
    await desk.system.read!(id);
    assert.ok(grants().length > 1);
    desk.minutes(1);
    await desk.system.read!(id);
    const asked = grants().length;
    await desk.system.read!(id);
    assert.equal(grants().length, asked);
  });

  it("is asked for once by several calls at once, and again where that has failed", async () => {
    const desk = new Desk();
    const grants = () => desk.asked.filter(({ url }) => url.pathname === "/oauth_token.do").length;
    const both = () => Promise.allSettled(["1", "2"].map((id) => desk.system.read!(id.repeat(32))));
    desk.between = () => new Response("", { status: 503 });
    assert.deepEqual(
      (await both()).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(grants(), 1);
    desk.between = () => undefined;
    await both();
    assert.equal(grants(), 2);
  });

  it("is asked for once more where it is refused, and only once", async () => {
    const desk = new Desk();
    const { id } = await opened(desk);
    const before = desk.asked.length;
    desk.between = ({ url }, count) =>
      url.pathname.startsWith("/api") && count === before + 1
        ? new Response("", { status: 401 })
        : undefined;
    assert.ok(await desk.system.read!(id));
    desk.between = ({ url }) =>
      url.pathname.startsWith("/api") ? new Response("", { status: 401 }) : undefined;
    const asked = desk.asked.length;
    await assert.rejects(desk.system.read!(id), { name: "SystemError", status: 401 });
    assert.equal(desk.asked.length - asked, 3);
  });
});
