import * as assert from "node:assert/strict";
import { pagerDuty } from "../../../../../functions/connectors/pagerduty";
import { createPagerDuty } from "../../../../../rehearsal/systems/pagerduty";
import { eventOf, surroundings, FakeHttp } from "../../../functions/connectors/support";
import { requestOf } from "../../../functions/domain/samples";
import { called, readerArn, secretArn } from "../called";

const entry = {
  kind: "pagerduty",
  credentialsArn: secretArn,
  readerCredentialsArn: readerArn,
  people: { "ann@example.com": "Ann Lee", "bob@example.com": "Bob Ray" },
  schedules: { PSCHED1: ["ann@example.com"], PSCHED2: [] },
};
const settings = { serviceRegion: "us", severity: "error" };
const request = requestOf({ history: [eventOf("Escalated", 1)] });

/** The stand-in, and the connector with what the rehearsal puts into its secrets. */
function account(change: object = {}) {
  const world = called(createPagerDuty, { ...entry, ...change });
  const { credentials } = world.standIn;
  const of = (arn: string) => ({
    ...surroundings(new FakeHttp(), { ...settings, ...change }, credentials[arn]),
    http: world.http,
  });
  return {
    ...world,
    system: pagerDuty.createSystem({ ...of(secretArn), settings: JSON.stringify(settings) }),
    onCall: pagerDuty.createOnCall!({ ...of(readerArn), settings: JSON.stringify(settings) }),
    alerts: () => world.standIn.tickets().filter(({ isStanding }) => !isStanding),
  };
}

const enqueue = "https://events.pagerduty.com/v2/enqueue";
const oncalls = "https://api.pagerduty.com/oncalls";

describe("PagerDuty's stand-in: alerts", () => {
  it("are triggered, acknowledged by people, and resolved, as the connector sends it", async () => {
    const { system, alerts, standIn } = account();
    await system.tell(eventOf("Escalated", 1), request, undefined);
    const [{ id, title, state, lines, actions }] = alerts();
    assert.match(title, /^Approval not answered in time: production \/ approve of orders$/);
    assert.equal(state, "triggered");
    assert.ok(lines.some((line) => line.startsWith("Pipeline in the AWS console: https://")));
    assert.deepEqual(actions, [{ id: "acknowledge", label: "Acknowledge" }]);
    await standIn.act(id, "acknowledge", "ann@example.com");
    assert.equal(alerts()[0].state, "acknowledged");
    assert.ok(alerts()[0].lines.includes("Acknowledged by Ann Lee."));
    assert.deepEqual(alerts()[0].actions, []);
    await system.tell(eventOf("Decided"), request, undefined);
    assert.equal(alerts()[0].state, "resolved");
  });

  it("are one for one key, until it is resolved", async () => {
    const { system, alerts } = account();
    for (const type of ["Escalated", "Escalated", "Decided", "Decided", "Escalated"] as const) {
      await system.tell(eventOf(type), request, undefined);
    }
    assert.deepEqual(
      alerts().map(({ id, state }) => `${id} ${state}`),
      ["A1 resolved", "A2 triggered"],
    );
  });

  it("are refused as PagerDuty refuses them", async () => {
    const { ask, standIn } = account();
    const { routingKey } = standIn.credentials[secretArn] as { routingKey: string };
    const payload = { summary: "x", source: "y", severity: "info" };
    const good = { routing_key: routingKey, event_action: "trigger", payload };
    const send = async (body: object | string) =>
      (await ask("POST", enqueue, {}, typeof body === "string" ? body : JSON.stringify(body)))
        .status;
    const refused = [
      ...["", "[]", "nothing"],
      { ...good, routing_key: "short" },
      { ...good, routing_key: "x".repeat(32) },
      { ...good, event_action: "close" },
      { ...good, payload: undefined },
      { ...good, payload: { ...payload, summary: "" } },
      { ...good, payload: { ...payload, summary: "x".repeat(1025) } },
      { ...good, payload: { ...payload, severity: "loud" } },
      { ...good, payload: { ...payload, source: undefined } },
      { ...good, links: [{ text: "no href" }] },
      { ...good, links: "x" },
      { ...good, dedup_key: "x".repeat(256) },
      { routing_key: routingKey, event_action: "resolve" },
    ];
    for (const body of refused) assert.equal(await send(body), 400, JSON.stringify(body));
    assert.equal(await send(good), 202);
    assert.equal(await send({ ...good, event_action: "resolve", dedup_key: "unknown" }), 202);
    assert.equal((await ask("GET", enqueue)).status, 405);
    assert.equal((await ask("POST", "https://events.pagerduty.com/v1")).status, 404);
  });

  it("are limited a minute", async () => {
    const { ask, standIn, clock } = account();
    const { routingKey } = standIn.credentials[secretArn] as { routingKey: string };
    const event = { routing_key: routingKey, event_action: "resolve", dedup_key: "x" };
    const send = async () => (await ask("POST", enqueue, {}, JSON.stringify(event))).status;
    for (let n = 0; n < 120; n += 1) assert.equal(await send(), 202);
    assert.equal(await send(), 429);
    clock.advance(60_000);
    assert.equal(await send(), 202);
  });
});

describe("PagerDuty's stand-in: who is on call", () => {
  it("is as the entry says, and as people change it", async () => {
    const { onCall, standIn } = account();
    assert.deepEqual(await onCall(["PSCHED1", "PSCHED2"]), ["ann@example.com"]);
    await standIn.act("PSCHED2", "on-call", "bob@example.com");
    assert.deepEqual(await onCall(["PSCHED2"]), ["bob@example.com"]);
    await standIn.act("PSCHED1", "off-call", "ann@example.com");
    assert.deepEqual(await onCall(["PSCHED1"]), []);
    assert.deepEqual(
      standIn.tickets().map(({ title, state, isStanding }) => [title, state, isStanding]),
      [
        ["Schedule PSCHED1", "nobody is on call", true],
        ["Schedule PSCHED2", "on call: Bob Ray", true],
      ],
    );
  });

  it("is answered in pages, and with addresses only where users are asked for", async () => {
    const { ask, standIn } = account();
    const { apiToken } = standIn.credentials[readerArn] as { apiToken: string };
    const headers = {
      authorization: `Token token=${apiToken}`,
      accept: "application/vnd.pagerduty+json;version=2",
    };
    await standIn.act("PSCHED2", "on-call", "bob@example.com");
    const read = async (query: string) =>
      (await ask("GET", `${oncalls}?${query}`, headers)).body as {
        oncalls: { user: { type: string; email?: string } }[];
        more: boolean;
      };
    const first = await read("include[]=users&limit=1");
    assert.deepEqual([first.oncalls[0].user.email, first.more], ["ann@example.com", true]);
    const last = await read("limit=1&offset=1");
    const { type, email } = last.oncalls[0].user;
    assert.deepEqual([type, email, last.more], ["user_reference", undefined, false]);
  });

  it("is refused as PagerDuty refuses it", async () => {
    const { ask, standIn } = account();
    const { apiToken } = standIn.credentials[readerArn] as { apiToken: string };
    const headers = {
      authorization: `Token token=${apiToken}`,
      accept: "application/vnd.pagerduty+json;version=2",
    };
    const status = async (query: string, change: object = {}, method = "GET") =>
      (await ask(method, `${oncalls}?${query}`, { ...headers, ...change })).status;
    assert.equal(await status("", { authorization: "Token token=x" }), 401);
    assert.equal(await status("", { authorization: `Bearer ${apiToken}` }), 401);
    assert.equal(await status("", { accept: "application/json" }), 406);
    assert.equal(await status("", {}, "POST"), 403);
    for (const query of ["limit=101", "limit=x", "since=x", "since=2026-11-30&until=2026-11-29"]) {
      assert.equal(await status(query), 400, query);
    }
    assert.equal((await ask("GET", "https://api.pagerduty.com/users", headers)).status, 404);
  });

  it("is read with the one secret where there is no other", async () => {
    const { standIn } = account({ readerCredentialsArn: undefined });
    assert.deepEqual(Object.keys(standIn.credentials[secretArn]), ["routingKey", "apiToken"]);
  });
});

describe("PagerDuty's stand-in: its entry", () => {
  it("names the hosts of its region", () => {
    const { standIn } = called(createPagerDuty, { ...entry, serviceRegion: "eu" });
    assert.deepEqual(standIn.origins, [
      "https://events.eu.pagerduty.com",
      "https://api.eu.pagerduty.com",
    ]);
  });

  it("is refused where it cannot be meant", () => {
    const wrong: [object, RegExp][] = [
      [{ serviceRegion: "mars" }, /^Error: serviceRegion: /],
      [{ people: {} }, /^Error: people: must name somebody$/],
      [{ people: { ann: "Ann" } }, /must be an e-mail address/],
      [{ schedules: { PSCHED1: ["eve@example.com"] } }, /^Error: schedules: may name nobody/],
      [{ schedules: { "p 1": [] } }, /must be an id like PABC123/],
      [{ credentialsArn: undefined }, /^Error: credentialsArn: /],
      [{ url: "https://x.example" }, /^Error: url: /],
    ];
    for (const [change, message] of wrong) {
      assert.throws(() => called(createPagerDuty, { ...entry, ...change }), message);
    }
  });
});
