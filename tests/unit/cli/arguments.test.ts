/** What the command line asks for, and what is refused. */
import * as assert from "node:assert/strict";
import { parseCommand, UsageError } from "../../../cli/arguments";

const hash = "0123456789abcdef".repeat(4);
const key = ["--public-key-sha256", hash];

describe("The command line", () => {
  const commands: [string, string[], object | undefined][] = [
    [
      "verify",
      ["verify", "folder", ...key],
      { name: "verify", path: "folder", isJson: false, keyHashes: [hash] },
    ],
    [
      "verify with everything",
      [
        "verify",
        "folder",
        ...key,
        "--public-key-sha256",
        hash.toUpperCase(),
        "--last-hash",
        hash,
        "--json",
      ],
      { name: "verify", path: "folder", isJson: true, keyHashes: [hash, hash], lastHash: hash },
    ],
    [
      "the export of an execution",
      ["export", "folder", ...key, "--out", "to", "--execution", "id"],
      {
        name: "export",
        path: "folder",
        isJson: false,
        keyHashes: [hash],
        out: "to",
        execution: "id",
      },
    ],
    [
      "the export of a period",
      [
        "export",
        "folder",
        ...key,
        "--out",
        "to",
        "--from",
        "2026-01-31",
        "--to",
        "2026-02-28T12:00:00Z",
      ],
      {
        ...{ name: "export", path: "folder", isJson: false, keyHashes: [hash], out: "to" },
        period: { from: "2026-01-31T00:00:00.000Z", to: "2026-02-28T12:00:00.000Z" },
      },
    ],
    ["help", ["verify", "--help"], undefined],
    ["help, in short", ["-h"], undefined],
  ];
  for (const [title, args, command] of commands) {
    it(`asks for ${title}`, () => assert.deepEqual(parseCommand(args), command));
  }

  const exported = ["export", "folder", ...key, "--out", "to"];
  const refused: [string, string[], string][] = [
    ["no command", [], "Say verify or export, got: nothing."],
    ["another command", ["sign", "folder"], "Say verify or export, got: sign."],
    ["no folder", ["verify"], "verify takes one folder, bundle or bucket, got: 0."],
    ["two folders", ["export", "a", "b"], "export takes one folder, bundle or bucket, got: 2."],
    ["no hash of a key", ["verify", "folder"], "--public-key-sha256 is missing."],
    [
      "a hash that is none",
      ["verify", "folder", "--public-key-sha256", "abc"],
      "--public-key-sha256 is a SHA-256 of 64 hex digits, got: abc.",
    ],
    [
      "a last hash that is none",
      ["verify", "folder", ...key, "--last-hash", `${hash}0`],
      `--last-hash is a SHA-256 of 64 hex digits, got: ${hash}0.`,
    ],
    [
      "what verify does not take",
      ["verify", "folder", ...key, "--out", "to"],
      "verify takes no --out.",
    ],
    ["what export does not take", [...exported, "--json"], "export takes no --json."],
    [
      "no place for a bundle",
      ["export", "folder", ...key],
      "--out is missing: the folder for the bundle.",
    ],
    ["nothing to export", exported, "Give either --execution, or --from and --to."],
    [
      "two things to export",
      [...exported, "--execution", "id", "--to", "2026-01-31"],
      "Give either --execution, or --from and --to.",
    ],
    [
      "half a period",
      [...exported, "--from", "2026-01-31"],
      "--to is a time in UTC, such as 2026-01-31 or 2026-01-31T00:00:00Z, got: nothing.",
    ],
    ...["2026-02-30T00:00", "2026-13-01", "31.1.2026", "2026-01-31T00:00:00+01:00"].map(
      (time): [string, string[], string] => [
        `the time ${time}`,
        [...exported, "--from", time, "--to", "2027-01-01"],
        `--from is a time in UTC, such as 2026-01-31 or 2026-01-31T00:00:00Z, got: ${time}.`,
      ],
    ),
  ];
  for (const [title, args, message] of refused) {
    it(`refuses ${title}`, () => assert.throws(() => parseCommand(args), new UsageError(message)));
  }

  it("refuses an option that it does not know", () => {
    assert.throws(() => parseCommand(["verify", "folder", "--force"]), UsageError);
  });
});
