/** What conditional-approval counts in a release, and what its function makes of that. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { parse } from "yaml";
import { examples } from "../../support/example-graph";
import { build } from "./run-buildspec";

const folder = path.join(examples, "conditional-approval");
const site = "conditional-approval/site";
const { handler } = createRequire(__filename)(path.join(folder, "function", "index.js"));

const compare = (change?: (folder: string) => void, source = site) =>
  build({
    ...{ source, buildspec: "conditional-approval/compare.buildspec.yml", change },
    beside: ["released", site],
  });
const write = (file: string, text: string | Buffer) => (into: string) => {
  fs.mkdirSync(path.dirname(path.join(into, file)), { recursive: true });
  fs.writeFileSync(path.join(into, file), text);
};
const counted = (change?: (folder: string) => void, source?: string) => {
  const { status, variables, output } = compare(change, source);
  assert.equal(status, 0, output);
  return [variables.CODE_CHANGES, variables.SETTING_CHANGES];
};

describe("comparison of conditional-approval", () => {
  it("finds nothing in what is released", () => assert.deepEqual(counted(), ["0", "0"]));

  it("counts settings, and everything else", () => {
    const settings = JSON.stringify({ days: "never", from: "7:00", to: "14:00" }, undefined, 2);
    assert.deepEqual(counted(write("settings.json", `${settings}\n`)), ["0", "1"]);
    assert.deepEqual(counted(write("index.html", "<p>Closed.</p>")), ["1", "0"]);
    assert.deepEqual(counted(write("new/page.html", "")), ["1", "0"]);
    assert.deepEqual(counted(write("empty.html", "")), ["1", "0"]);
    assert.deepEqual(
      counted((into) => fs.rmSync(path.join(into, "index.html"))),
      ["1", "0"],
    );
  });

  it("takes no other file for the settings", () => {
    assert.deepEqual(counted(write("lib/settings.json", "{}")), ["1", "0"]);
    assert.deepEqual(counted(write("settings.json.html", "<script>")), ["1", "0"]);
    assert.deepEqual(counted(write("Settings.json", "{}")), ["1", "0"]);
    assert.deepEqual(counted(write("a\nb", "")), ["2", "0"]);
  });

  it("counts what is no text, too", () => {
    assert.deepEqual(counted(write("settings.json", Buffer.from([0, 10, 255, 10]))), ["0", "1"]);
    assert.deepEqual(counted(write("index.html", Buffer.from([0, 255]))), ["1", "0"]);
  });

  it("says what it cannot count", () => {
    const gone = (into: string) => fs.rmSync(path.join(into, "settings.json"));
    assert.deepEqual(counted(gone), ["0", "missing"]);
  });

  it("refuses a link, which would be compared with what it leads to, and a folder of that name", () => {
    const link = compare((into) => fs.symlinkSync("/etc/passwd", path.join(into, "page.html")));
    assert.equal(link.status, 1);
    assert.match(link.output, /Only folders and plain files can be released, not:\n\.\/page\.html/);
    const made = compare((into) => {
      fs.rmSync(path.join(into, "settings.json"));
      fs.mkdirSync(path.join(into, "settings.json"));
    });
    assert.notEqual(made.status, 0);
  });

  it("finds in each change what its script is about", () => {
    const { config } = parse(fs.readFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), "utf8"));
    const found = Object.entries<any>(config["rehearsal:scripts"]).map(([name, { sources }]) => [
      name,
      counted(undefined, path.join("conditional-approval", sources.Source.folder)),
    ]);
    assert.deepEqual(found, [
      ["config", ["0", "1"]],
      ["code", ["1", "1"]],
      ["crash", ["0", "missing"]],
    ]);
  });
});

describe("the function of conditional-approval", () => {
  const question = (code: string, settings: string, more: object = {}) => ({
    revisions: revisions("v2", "r1"),
    actions: [
      { namespace: "source", outputVariables: {} },
      {
        namespace: "compare",
        outputVariables: { CODE_CHANGES: code, SETTING_CHANGES: settings },
      },
    ],
    ...more,
  });
  const revisions = (version: string, released: string) => [
    { name: "site", id: version },
    { name: "released", id: released },
  ];
  const decisionOf = async (...about: Parameters<typeof question>) =>
    (await handler(question(...about))).decision;

  it("approves a change of settings alone, and says so", async () => {
    assert.deepEqual(await handler(question("0", "2")), {
      decision: "approve",
      reason: "Settings alone differ: 2.",
    });
  });

  it("leaves everything else to people, and says why", async () => {
    for (const [code, settings, reason] of [
      ["1", "0", "Files beside settings.json differ: 1."],
      ["3", "2", "Files beside settings.json differ: 3."],
      ["0", "0", "Nothing differs from what is released."],
    ]) {
      assert.deepEqual(await handler(question(code, settings)), { decision: "ask", reason });
    }
  });

  it("leaves to people what was compared with what is released no more", async () => {
    const approved = (released: string) => ({
      lastApproved: { revisions: revisions("v1", released) },
    });
    assert.equal(await decisionOf("0", "1", approved("r0")), "approve");
    assert.equal(await decisionOf("0", "1", approved("r1")), "ask");
  });

  it("fails on what it does not understand, which is no approval", async () => {
    for (const text of ["missing", "", "-1", "1.0", " 1", "1e3", "0x1", "9999999"]) {
      await assert.rejects(decisionOf(text, "1"), /The build counted: /);
      await assert.rejects(decisionOf("0", text), /The build counted: /);
    }
    await assert.rejects(handler(question("0", "1", { actions: [] })), TypeError);
    await assert.rejects(handler(question("0", "1", { actions: undefined })), TypeError);
  });
});
