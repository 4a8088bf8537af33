import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Rehearsal } from "../../../../rehearsal/session";
import { operated } from "../../../../rehearsal/terminal/operated";

/** A command that verifies as the package's own does: each file must hold what it held first. */
const verifying = `
const fs = require("node:fs");
const path = require("node:path");
const [command, where, flag, key] = process.argv.slice(2);
if (command !== "verify" || flag !== "--public-key-sha256" || key !== "abc") process.exit(2);
if (process.env.AWS_PROFILE !== "administrator" || !process.env.AWS_ENDPOINT_URL) process.exit(2);
const folder = where.startsWith("s3://") ? path.join(process.env.BUCKETS, where.slice(5)) : where;
for (const file of fs.readdirSync(path.join(folder, "entries"))) {
  const { recordedAt } = JSON.parse(fs.readFileSync(path.join(folder, "entries", file), "utf8"));
  if (recordedAt !== "2026-11-27T09:00:00.000Z") {
    console.log("Entry " + Number(path.parse(file).name) + " was changed.");
    process.exit(1);
  }
}
console.log("VERIFIED");
`;
const blind = `console.log("VERIFIED");`;
const broken = `console.error("Entry 1 is missing."); process.exit(1);`;

describe("what a hub has done at the end of the script sla", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "operated-"));
    process.env.BUCKETS = path.join(folder, "buckets");
  });
  afterEach(() => {
    delete process.env.BUCKETS;
    fs.rmSync(folder, { recursive: true });
  });

  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const around = (command: string, entries: number, outputs: object): Rehearsal => {
    const home = "program/node_modules/codepipeline-approvals";
    const bin = { "codepipeline-approvals": "cli.js" };
    write(`${home}/package.json`, JSON.stringify({ name: "codepipeline-approvals", bin }));
    write(`${home}/cli.js`, command);
    const entry = JSON.stringify({ recordedAt: "2026-11-27T09:00:00.000Z", sequence: 1 });
    for (let n = 1; n <= entries; n++) {
      write(`buckets/ledger/entries/${String(n).padStart(10, "0")}.json`, entry);
    }
    fs.mkdirSync(path.join(folder, "buckets/ledger"), { recursive: true });
    const put = ["Reminded", "Escalated"].map((type) => ({
      source: "codepipeline-approvals",
      detail: { id: type, type },
    }));
    return {
      folder,
      programDir: path.join(folder, "program"),
      program: { outputs },
      url: "http://127.0.0.1:1",
      credentialsFile: path.join(folder, "credentials"),
      account: {
        place: { region: "eu-west-1" },
        buckets: { folder: (name: string) => path.join(folder, "buckets", name) },
        buses: { names: () => ["hub"], get: () => ({ recent: () => put }) },
      },
    } as never;
  };
  const outputs = { ledgerBucketName: "ledger", ledgerPublicKeySha256: "abc" };
  const check = async (rehearsal: Rehearsal) => {
    const lines: string[] = [];
    return { ...(await operated(rehearsal, (line) => void lines.push(line))), lines };
  };

  it("verifies the ledger with the program's own command, and finds a changed byte", async () => {
    const { operated: done, problems, lines } = await check(around(verifying, 3, outputs));
    assert.deepEqual(problems, []);
    const ledger = { entries: 3, verified: true };
    assert.deepEqual(done, { reminded: 1, escalated: 1, ledger });
    assert.ok(lines.some((line) => line.includes("verify s3://ledger --public-key-sha256 abc")));
    assert.ok(lines.includes("  │ Entry 3 was changed."), lines.join("\n"));
    // The ledger itself is as it was.
    const [entry] = fs.readdirSync(path.join(folder, "buckets/ledger/entries"));
    const text = fs.readFileSync(path.join(folder, "buckets/ledger/entries", entry), "utf8");
    assert.match(text, /09:00:00\.000Z/);
  });

  it("is a problem where the ledger does not verify", async () => {
    const { operated: done, problems } = await check(around(broken, 3, outputs));
    assert.equal(done.ledger?.verified, false);
    assert.equal(problems[0], "The ledger does not verify.");
  });

  it("is a problem where a changed byte is not found", async () => {
    const { operated: done, problems } = await check(around(blind, 3, outputs));
    assert.equal(done.ledger?.verified, false);
    assert.deepEqual(problems, ["A changed byte of the ledger is not found."]);
  });

  it("is a problem where the ledger is empty", async () => {
    fs.mkdirSync(path.join(folder, "buckets/ledger/entries"), { recursive: true });
    const { problems } = await check(around(verifying, 0, outputs));
    assert.deepEqual(problems, ["The ledger is empty."]);
  });

  it("counts alone where the program exports no ledger", async () => {
    const { operated: done, problems } = await check(around(verifying, 3, {}));
    assert.deepEqual(done, { reminded: 1, escalated: 1 });
    assert.deepEqual(problems, []);
  });
});
