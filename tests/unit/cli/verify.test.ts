/** verify, on the files of a ledger. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { main } from "../../../cli";
import { createKey, ledgerOf } from "../functions/domain/ledger/samples";
import { command, keyHash, ledger, writeLedger } from "./support";

const entries = ledger;
const last = entries[5];
const at = "2026-11-28T09:06:00.000Z";

describe("codepipeline-approvals verify", () => {
  it("verifies a folder, and says where it ends", async () => {
    assert.deepEqual(await command("verify", writeLedger()), {
      status: 0,
      err: "",
      out: [
        "VERIFIED: 6 entries of hub approvals, 1 to 6: numbers, chain and signatures.",
        `Entry 6 was recorded at ${at} and has the hash ${last.hash}.`,
        "Compare it with the newest line of the ledger's log group: nothing here shows what came after.",
      ],
    });
  });

  it("compares the end with a hash that is given", async () => {
    const { status, out } = await command("verify", writeLedger(), "--last-hash", last.hash);
    assert.equal(status, 0);
    assert.deepEqual(out.length, 2);
    const cut = await command("verify", writeLedger(entries.slice(0, 5)), "--last-hash", last.hash);
    assert.equal(cut.status, 1);
    assert.match(cut.out[0], /^The last entry has the hash /);
  });

  it("answers as JSON", async () => {
    const { out } = await command("verify", writeLedger(), "--json");
    assert.deepEqual(JSON.parse(out.join("\n")), {
      verified: true,
      ...{ entries: 6, first: 1, last: 6, lastHash: last.hash, lastRecordedAt: at },
      hub: "approvals",
      findings: [],
    });
  });

  it("finds one byte that was changed", async () => {
    const folder = writeLedger();
    const file = path.join(folder, "entries", "0000000003.json");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("Load", "load"));
    assert.deepEqual(await command("verify", folder), {
      status: 1,
      err: "",
      out: [
        "Entry 3 was changed: its hash is not that of its content (0000000003.json).",
        "NOT VERIFIED: 1 findings.",
      ],
    });
  });

  it("finds bytes that are no text, and files with other names", async () => {
    const folder = writeLedger();
    fs.writeFileSync(path.join(folder, "entries", "0000000003.json"), Buffer.from([0xff, 0xfe]));
    fs.writeFileSync(path.join(folder, "entries", "0000000003.json.bak"), "");
    assert.deepEqual((await command("verify", folder)).out, [
      "Entry 3 was changed: it is no JSON (0000000003.json).",
      "0000000003.json.bak was put in: it has not the name of an entry.",
      "NOT VERIFIED: 2 findings.",
    ]);
  });

  it("spells out what would steer the terminal: no file's name hides the last line", async () => {
    const folder = writeLedger();
    const name = "x\r\u001b[2JVERIFIED: 6 entries\n\u001b[8m\u202e";
    fs.writeFileSync(path.join(folder, "entries", name), "");
    const file = path.join(folder, "entries", "0000000003.json");
    const changed = { ...JSON.parse(fs.readFileSync(file, "utf8")), "\u001b[8m": 1 };
    fs.writeFileSync(file, JSON.stringify(changed));
    assert.deepEqual((await command("verify", folder)).out, [
      "Entry 3 was changed: \\u001b[8m is not as in an entry (0000000003.json).",
      "x\\u000d\\u001b[2JVERIFIED: 6 entries\\u000a\\u001b[8m\\u202e was put in: it has not the name of an entry.",
      "NOT VERIFIED: 2 findings.",
    ]);
    const json = (await command("verify", folder, "--json")).out.join("\n");
    assert.match(JSON.parse(json).findings[1], /\u202e was put in/);
    assert.doesNotMatch(json, /\u202e/);
  });

  it("reads entries that lie beside the key", async () => {
    const folder = writeLedger();
    const below = path.join(folder, "entries");
    for (const file of fs.readdirSync(below))
      fs.renameSync(path.join(below, file), path.join(folder, file));
    fs.rmdirSync(below);
    assert.equal((await command("verify", folder)).status, 0);
  });

  it("takes the key of the hash that was given, whatever others lie there", async () => {
    const folder = writeLedger();
    const other = createKey().publicKey.export({ format: "pem", type: "spki" });
    fs.writeFileSync(path.join(folder, "a.pem"), other);
    assert.equal((await command("verify", folder)).status, 0);
  });

  it("passes over what is no key beside the one that was given", async () => {
    const folder = writeLedger();
    for (const name of ["a.pem", "z.pem"]) fs.writeFileSync(path.join(folder, name), "none");
    // As an object x.pem/y becomes.
    fs.mkdirSync(path.join(folder, "x.pem"));
    assert.equal((await command("verify", folder)).status, 0);
  });

  it("does not verify what another key has signed, though that key lies there", async () => {
    const { privateKey, publicKey } = createKey();
    const folder = writeLedger(ledgerOf(6, privateKey));
    fs.writeFileSync(path.join(folder, "a.pem"), publicKey.export({ format: "pem", type: "spki" }));
    const { status, out } = await command("verify", folder);
    assert.equal(status, 1);
    assert.equal(out.at(-1), "NOT VERIFIED: 6 findings.");
  });

  const refused: [string, (folder: string) => void, RegExp][] = [
    [
      "a key of another hash",
      (folder) =>
        fs.writeFileSync(
          path.join(folder, "public-key.pem"),
          createKey().publicKey.export({ format: "pem", type: "spki" }),
        ),
      new RegExp(`^No public key in .* has the SHA-256 ${keyHash}: [0-9a-f]{64}\\. Do not take`),
    ],
    [
      "no key",
      (folder) => fs.rmSync(path.join(folder, "public-key.pem")),
      /: there is none that can be read\. Do not take the hash from there/,
    ],
    [
      "what is no key",
      (folder) => fs.writeFileSync(path.join(folder, "public-key.pem"), "none"),
      /^No public key in .*\/\*\.pem has the SHA-256 .*: there is none that can be read\./,
    ],
    [
      "no entries",
      (folder) => fs.rmSync(path.join(folder, "entries"), { recursive: true }),
      / has no entries: files such as entries\/0000000001\.json/,
    ],
    ["nothing", (folder) => fs.rmSync(folder, { recursive: true }), /^There is nothing at /],
  ];
  for (const [title, change, message] of refused) {
    it(`refuses ${title}`, async () => {
      const folder = writeLedger();
      change(folder);
      const { status, out, err } = await command("verify", folder);
      assert.deepEqual([status, out], [2, []]);
      assert.match(err, message);
      assert.match(err, /\n\ncodepipeline-approvals verify FOLDER/);
    });
  }

  it("shows how it is used", async () => {
    const out: string[] = [];
    assert.equal(await main(["--help"], (line) => out.push(line)), 0);
    assert.match(out[0], /^codepipeline-approvals verify FOLDER\|BUNDLE/);
  });

  it("leaves a fault of its own to Node", async () => {
    await assert.rejects(
      () =>
        main(["verify", writeLedger(), "--public-key-sha256", keyHash], () => {
          throw new TypeError("a fault");
        }),
      /a fault/,
    );
  });
});
