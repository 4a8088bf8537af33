/** Who is on call: asked of PagerDuty at the moment, and nobody where it does not say so plainly. */
import * as assert from "node:assert/strict";
import { pagerDuty } from "../../../../../functions/connectors/pagerduty/index";
import { TransientError } from "../../../../../functions/domain/errors";
import { later, now } from "../../domain/samples";
import { FakeHttp, surroundings } from "../support";
import { needRequest } from "../vendor/vendor";

const settings = { serviceRegion: "us", severity: "error" };
const apiToken = "y_NbAkKc66ryYTWUXYEu";
const schedules = ["PSCHED1", "PSCHED2"];

const entry = (email: unknown, change: object = {}) => ({
  user: { id: `U${String(email)}`, type: "user", email },
  schedule: { id: "PSCHED1", type: "schedule_reference" },
  escalation_level: 1,
  start: later(-3600).toISOString(),
  end: later(3600).toISOString(),
  ...change,
});

const page = (oncalls: readonly unknown[], more: unknown = false) => ({
  status: 200,
  body: { oncalls, more, limit: 100, offset: 0, total: null },
});

function asked(
  answers: FakeHttp["answers"],
  credentials: object | string = { apiToken },
  change: object = {},
) {
  const http = new FakeHttp();
  http.answers = answers;
  const of = surroundings(http, { ...settings, ...change }, credentials);
  return { http, onCall: () => pagerDuty.createOnCall!(of)(schedules) };
}

describe("PagerDuty: who is on call", () => {
  it("is asked as PagerDuty describes the call, for these schedules and this moment", async () => {
    const { http, onCall } = asked([page([entry("Ann@Example.com")])]);
    assert.deepEqual(await onCall(), ["ann@example.com"]);
    needRequest("pagerduty-rest", "GET /oncalls", http.sent[0]);
    const { origin, pathname, searchParams } = new URL(http.sent[0].url);
    assert.equal(origin + pathname, "https://api.pagerduty.com/oncalls");
    assert.deepEqual(searchParams.getAll("schedule_ids[]"), schedules);
    assert.deepEqual(searchParams.getAll("include[]"), ["users"]);
    for (const bound of ["since", "until"]) {
      assert.equal(searchParams.get(bound), now.toISOString());
    }
    assert.equal(searchParams.get("time_zone"), "UTC");
    assert.equal(http.sent[0].headers!.authorization, `Token token=${apiToken}`);
    assert.equal(http.sent[0].headers!.accept, "application/vnd.pagerduty+json;version=2");
  });

  it("asks the European host where the account lies there", async () => {
    const { http, onCall } = asked([page([])], { apiToken }, { serviceRegion: "eu" });
    assert.deepEqual(await onCall(), []);
    assert.match(http.sent[0].url, /^https:\/\/api\.eu\.pagerduty\.com\/oncalls\?/);
  });

  it("reads all pages, and says each person once", async () => {
    const { http, onCall } = asked([
      page([entry("ann@example.com"), entry("ann@example.com", { escalation_level: 2 })], true),
      page([entry("bob@example.com", { schedule: { id: "PSCHED2" } })]),
    ]);
    assert.deepEqual(await onCall(), ["ann@example.com", "bob@example.com"]);
    const offsets = http.sent.map(({ url }) => new URL(url).searchParams.get("offset"));
    assert.deepEqual(offsets, ["0", "100"]);
  });

  it("takes an entry without start and end for a permanent one", async () => {
    const { onCall } = asked([page([entry("ann@example.com", { start: null, end: null })])]);
    assert.deepEqual(await onCall(), ["ann@example.com"]);
  });

  it("lets nobody in by an entry that does not say who is on call here and now", async () => {
    const nobody = [
      entry(""),
      entry("   "),
      entry(null),
      entry(undefined),
      entry("not an address"),
      entry("ann@example.com, mallory@example.com"),
      // The Kelvin sign is a `k` in lower case, and a dotless i an `I` in upper case.
      entry("\u212Aim@example.com"),
      entry("k\u0131m@example.com"),
      entry("kim@exampl\u00E9.com"),
      entry("ann@example.com", { user: null }),
      entry("ann@example.com", { user: { id: "U1", type: "user_reference", summary: "Ann" } }),
      entry("ann@example.com", { schedule: null }),
      entry("ann@example.com", { schedule: { id: "POTHER" } }),
      entry("ann@example.com", { start: later(1).toISOString() }),
      entry("ann@example.com", { end: now.toISOString() }),
    ];
    for (const one of nobody) {
      const { onCall } = asked([page([one])]);
      assert.deepEqual(await onCall(), [], JSON.stringify(one));
    }
  });

  it("lets nobody in by an address that two people of PagerDuty have", async () => {
    const { onCall } = asked([
      page([
        entry("ann@example.com"),
        entry("Ann@example.com", { user: { id: "UOTHER", email: "Ann@example.com" } }),
        entry("bob@example.com"),
      ]),
    ]);
    assert.deepEqual(await onCall(), ["bob@example.com"]);
  });
});

describe("PagerDuty: who is on call cannot be read", () => {
  it("where it refuses, is down, or answers something else", async () => {
    const answers: FakeHttp["answers"] = [
      ...[400, 401, 403, 404, 429, 500, 503, 302, 202].map((status) => ({ status, body: "" })),
      new TransientError("no answer"),
      { status: 200, body: "<html>" },
      { status: 200, body: {} },
      { status: 200, body: { oncalls: "ann@example.com", more: false } },
      { status: 200, body: { oncalls: [entry("ann@example.com")] } },
      { status: 200, body: { oncalls: [entry("ann@example.com")], more: "no" } },
      page([entry(["ann@example.com"])]),
      page([entry("ann@example.com", { end: "whenever" })]),
      page(["ann@example.com"]),
    ];
    for (const answer of answers) {
      await assert.rejects(asked([answer]).onCall(), (error: Error) => {
        assert.doesNotMatch(error.message, new RegExp(apiToken));
        return true;
      });
    }
  });

  it("where a later page fails, or there is no end of them", async () => {
    const first = page([entry("ann@example.com")], true);
    await assert.rejects(asked([first, { status: 503 }]).onCall());
    const { http, onCall } = asked([first]);
    await assert.rejects(onCall(), /more people on call/);
    assert.equal(http.sent.length, 10);
  });

  it("where the secret has no key that a header can bear, which somebody may mend", async () => {
    for (const wrong of ["x", {}, { apiToken: "" }, { apiToken: "a\r\nx: y" }, { apiToken: 1 }]) {
      const { http, onCall } = asked([page([])], wrong);
      await assert.rejects(onCall(), { name: "TransientError" });
      assert.deepEqual(http.sent, []);
    }
  });
});
