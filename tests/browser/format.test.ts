/** The page's words, without a browser. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

/** The page's own modules; TypeScript checks them by the page's tsconfig.json. */
const load = (name: string): Promise<any> =>
  import(pathToFileURL(path.resolve(__dirname, "../../rehearsal/page/client", name)).href);

describe("the page's words", () => {
  let format: any;
  let ui: any;
  before(async () => {
    format = await load("format.js");
    ui = await load("ui.js");
  });

  it("says how long is left, down to the last minute", () => {
    const now = Date.parse("2026-11-23T04:00:00Z");
    const said = (seconds: number) =>
      format.left(now, new Date(now + seconds * 1000).toISOString());
    assert.deepEqual([604_740, 604_800, 86_399, 3600, 60, 59, 0, -1].map(said), [
      ...["6 d 23 h left", "7 d left", "23 h 59 min left", "1 h left", "1 min left"],
      ...["less than a minute left", "less than a minute left", "expired"],
    ]);
    assert.equal(format.left(now, "soon"), "");
  });

  it("writes moments in UTC, and leaves alone what is none", () => {
    assert.equal(format.at("2026-11-23T04:47:31.120Z"), "2026-11-23 04:47 UTC");
    assert.equal(format.at("whenever"), "whenever");
  });

  it("breaks a name between its words", () => {
    for (const [name, words] of [
      ["DeployToProduction", ["Deploy", "To", "Production"]],
      ["Deploy/AWS/CodeDeployToECS", ["Deploy/", "AWS/", "Code", "Deploy", "To", "ECS"]],
      ["my-app_v2--x", ["my-", "app_", "v2--", "x"]],
      ["ÄnderungÜbernehmen", ["Änderung", "Übernehmen"]],
      ["plain", ["plain"]],
      ["", [""]],
    ] as const) {
      assert.deepEqual(format.wordsOf(name), words);
    }
  });

  it("goes just past the next expiry and no further", () => {
    const now = Date.parse("2026-11-23T04:00:00Z");
    const expiries = (...all: string[]) => all.map((expires) => ({ expires }));
    const soonest = expiries("2026-11-23T06:00:00Z", "2026-11-23T05:00:30Z");
    assert.equal(format.minutesPastNextExpiry(now, soonest), 61);
    assert.equal(format.minutesPastNextExpiry(now, expiries("2026-11-23T05:00:00Z")), 61);
    assert.equal(format.minutesPastNextExpiry(now, expiries("2026-11-23T03:00:00Z")), 1);
    assert.equal(format.minutesPastNextExpiry(now, []), undefined);
  });

  it("names callers by the end of their ARN", () => {
    const names = {
      "arn:aws:iam::111122223333:user/team/ann": "ann",
      "arn:aws:sts::111122223333:assumed-role/hub-role/U1-ann": "hub-role as U1-ann",
      "arn:aws:sts::111122223333:assumed-role/hub-role": "hub-role",
      "arn:aws:iam::111122223333:root": "root",
      "somebody unknown": "somebody unknown",
    };
    for (const [arn, name] of Object.entries(names)) assert.equal(format.nameOf(arn), name);
  });

  it("makes links of web addresses only, without the full stop after them", () => {
    const text = "See https://a.example/x?y=1. Or (http://b.example/), not javascript:alert(1).";
    const pieces: { text: string; href?: string }[] = format.withLinks(text);
    assert.equal(pieces.map((piece) => piece.text).join(""), text);
    assert.deepEqual(
      pieces.flatMap(({ href }) => href ?? []),
      ["https://a.example/x?y=1", "http://b.example/"],
    );
    assert.deepEqual(format.withLinks(""), []);
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "//x.example", "", undefined]) {
      assert.equal(format.safeLink(bad), undefined);
    }
  });

  it("finds the end of a link in a long row of punctuation at once", () => {
    const start = performance.now();
    for (let round = 0; round < 5; round += 1) {
      format.withLinks(`https://a${".".repeat(20_000)}x`);
    }
    assert.ok(performance.now() - start < 500);
  });

  it("shows what would turn a text round", () => {
    assert.equal(format.visible("a\u202Eb\u0000c\r\nd\te\u2066"), "a\ufffdb\ufffdc\nd\te\ufffd");
    assert.equal(format.visible("Zoë 👩‍🚀 שלום"), "Zoë 👩‍🚀 שלום");
  });

  it("says a reason without the verdict that stands before it", () => {
    assert.equal(format.reasonOnly("Denied: no policy allows it."), "No policy allows it.");
    assert.equal(format.reasonOnly("listed for this action"), "Listed for this action");
    assert.equal(format.reasonOnly(""), "");
  });

  it("counts the lines that fell out of the activity", () => {
    assert.equal(ui.shift(["a", "b", "c"], ["b", "c", "d"]), 1);
    assert.equal(ui.shift(["a", "b"], ["a", "b", "c"]), 0);
    assert.equal(ui.shift(["a", "b"], ["c"]), 2);
    assert.equal(ui.shift([], ["a"]), 0);
  });
});
