/** A bundle of a ledger, and the page beside it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
  executionIds,
  filesOf,
  ledgerOfEveryKind,
  sealed,
} from "../functions/domain/ledger/samples";
import { command, keyHash, ledger, newFolder, writeLedger } from "./support";

const entries = ledger;

describe("codepipeline-approvals export", () => {
  const exported = async (...of: string[]) => {
    const out = path.join(newFolder(), "new");
    return {
      ...(await command("export", writeLedger(), "--out", out, ...of)),
      bundle: path.join(out, "ledger.json"),
      folder: out,
    };
  };

  it("makes a bundle of an execution, which verifies by itself", async () => {
    const { status, out, bundle } = await exported("--execution", executionIds[0]);
    assert.deepEqual([status, out], [0, [`3 of 6 entries are in ${bundle}.`]]);
    const whole = [
      "VERIFIED: 3 entries of hub approvals, 1 to 5: signatures, and no event of a request is missing before its last one here.",
      `Whether execution ${executionIds[0]} has more requests and events, the whole ledger alone shows.`,
    ];
    assert.deepEqual((await command("verify", bundle)).out, whole);
    const read = JSON.parse(fs.readFileSync(bundle, "utf8"));
    assert.deepEqual(read.entries, [entries[0], entries[2], entries[4]]);
  });

  it("makes one of a period, which is a piece of the chain", async () => {
    const { bundle } = await exported(
      "--from",
      "2026-11-28T09:02:00Z",
      "--to",
      "2026-11-28T09:05:00Z",
    );
    const { status, out } = await command("verify", bundle);
    assert.deepEqual(
      [status, ...out.slice(0, 2)],
      [
        0,
        "VERIFIED: 3 entries of hub approvals, 2 to 4: numbers, chain and signatures.",
        "Whether others lie before or behind them from 2026-11-28T09:02:00.000Z until 2026-11-28T09:05:00.000Z, the whole ledger alone shows.",
      ],
    );
  });

  const changes: [string, string[], (text: string) => string, RegExp][] = [
    [
      "a line less, of an execution",
      ["--execution", executionIds[0]],
      (text) => text.split("\n").toSpliced(2, 1).join("\n"),
      /^Event 2 of request request-0 is missing/,
    ],
    [
      "a line less, of a period",
      ["--from", "2026-11-28", "--to", "2026-11-29"],
      (text) => text.split("\n").toSpliced(2, 1).join("\n"),
      /^Entry 2 is missing/,
    ],
    [
      "one byte changed",
      ["--execution", executionIds[0]],
      (text) => text.replace("Load", "load"),
      /^Entry 1 was changed: its hash/,
    ],
    [
      "a line of another execution",
      ["--execution", executionIds[0]],
      (text) => text.replace("[\n", `[\n${filesOf(entries)[5].text.trimEnd()},\n`),
      /^Event 1 of request request-1 is missing|^Entry 1 is not in its place/,
    ],
    [
      "another execution in its head",
      ["--execution", executionIds[0]],
      (text) => text.replace(executionIds[0], executionIds[1]),
      /^Entry 1 was put in: it is not of what the bundle is of/,
    ],
    [
      "an entry of another ledger",
      ["--from", "2026-11-28", "--to", "2026-11-29"],
      (text) =>
        text.replace(
          "[\n",
          `[\n${filesOf([sealed({ ...entries[5], hub: "other", sequence: 9 })])[0].text.trimEnd()},\n`,
        ),
      /./,
    ],
  ];
  for (const [title, of, change, finding] of changes) {
    it(`makes one that does not verify with ${title}`, async () => {
      const { bundle } = await exported(...of);
      const text = fs.readFileSync(bundle, "utf8");
      assert.notEqual(change(text), text);
      fs.writeFileSync(bundle, change(text));
      const { status, out } = await command("verify", bundle);
      assert.equal(status, 1);
      assert.match(out[0], finding);
    });
  }

  it("exports nothing of a ledger that does not verify", async () => {
    const out = path.join(newFolder(), "new");
    const ran = await command(
      "export",
      writeLedger(entries.toSpliced(2, 1)),
      "--out",
      out,
      "--execution",
      executionIds[0],
    );
    assert.deepEqual(
      [ran.status, ran.out],
      [1, ["Entry 3 is missing.", "NOT VERIFIED: 1 findings."]],
    );
    assert.equal(fs.existsSync(out), false);
  });

  it("refuses what the ledger has no entry of, and a bundle", async () => {
    assert.match((await exported("--execution", "none")).err, /^The ledger has no entry of that\./);
    const { bundle } = await exported("--execution", executionIds[0]);
    const ran = await command(
      "export",
      bundle,
      "--out",
      newFolder(),
      "--execution",
      executionIds[0],
    );
    assert.match(ran.err, /^export takes the whole ledger, a folder or a bucket\./);
  });

  it("writes a page to print, in which what people wrote is text", async () => {
    const reason = `<script>alert("it's & done")</script>`;
    const [first] = entries;
    const { actor: _, ...event } = first.event;
    const written = sealed({ ...first, event: { ...event, reason } });
    const out = newFolder();
    const folder = writeLedger([written]);
    assert.equal(
      (await command("export", folder, "--out", out, "--execution", executionIds[0])).status,
      0,
    );
    const page = fs.readFileSync(path.join(out, "ledger.html"), "utf8");
    assert.ok(
      page.includes("&#60;script&#62;alert(&#34;it&#39;s &#38; done&#34;)&#60;/script&#62;"),
    );
    assert.ok(!page.includes("<script"));
    for (const text of [
      keyHash,
      `Execution ${executionIds[0]}`,
      "1 entries, 1 to 1",
      "orders / ApproveProduction / Approve",
      "Source: abc123",
      written.hash,
    ]) {
      assert.ok(page.includes(text), text);
    }
  });

  it("writes a name on one line, so that it passes for nobody's id, and a reason on its own", async () => {
    const [first] = entries;
    const actor = { channel: "slack", id: "U1", displayName: "Ann\nU2\nslack\u202e" };
    const event = { ...first.event, actor, reason: "Tested.\nGo." };
    const out = newFolder();
    const folder = writeLedger([sealed({ ...first, event })]);
    await command("export", folder, "--out", out, "--execution", executionIds[0]);
    const page = fs.readFileSync(path.join(out, "ledger.html"), "utf8");
    assert.ok(page.includes("<td>Ann\\u000aU2\\u000aslack\\u202e<br>U1<br>slack"));
    assert.ok(page.includes("<td>Tested.<br>Go.</td>"));
  });

  it("shows what bypassed a gate, of the execution that it held", async () => {
    const out = newFolder();
    const folder = writeLedger(ledgerOfEveryKind());
    const ran = await command("export", folder, "--out", out, "--execution", executionIds[0]);
    assert.deepEqual(ran.out, [`4 of 8 entries are in ${path.join(out, "ledger.json")}.`]);
    const page = fs.readFileSync(path.join(out, "ledger.html"), "utf8");
    const what = "<td>Bypassed<br>override<br>DisableStageTransition<br>It is held.</td>";
    assert.ok(page.includes(what));
    const place = "<td>orders / ApproveProduction / Approve";
    assert.ok(page.includes(`${place}<br>${executionIds[0]}</td>`));
    assert.equal((await command("verify", path.join(out, "ledger.json"))).status, 0);
  });
});
