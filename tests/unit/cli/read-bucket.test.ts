/** A ledger in a bucket that others write into as well: which version counts, and what is told of the rest. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { PageStart } from "../../../cli/bucket-reader";
import { createKey } from "../functions/domain/ledger/samples";
import {
  address,
  entries,
  FakeBucket,
  pem,
  type Put,
  publicKey,
  refusal,
  verified,
} from "./fake-bucket";

describe("A ledger in a bucket", () => {
  it("verifies, whatever else the bucket has, and the connection is closed", async () => {
    const bucket = new FakeBucket([{ key: "a.json", text: "{}" }, publicKey, ...entries]);
    const { status, out, told } = await verified(bucket);
    assert.match(out[0], /^VERIFIED: 6 entries of hub approvals, 1 to 6/);
    assert.deepEqual([status, told, bucket.isClosed], [0, [], true]);
    assert.ok(!bucket.read.includes("a.json"));
  });

  it("verifies below a prefix, with the folder that the console makes", async () => {
    const below = [...entries, publicKey, { key: "entries/", text: "" }].map((one) => ({
      ...one,
      key: `hubs/approvals/${one.key}`,
    }));
    const at = { bucket: "ledger", prefix: "hubs/approvals/" };
    assert.equal((await verified(new FakeBucket(below), at)).status, 0);
  });

  it("verifies the first version, and tells who put another over it", async () => {
    const over = { key: entries[2].key, text: entries[2].text!.toString().replace("Load", "load") };
    const { status, out } = await verified(new FakeBucket([publicKey, ...entries, over, over]));
    assert.deepEqual(
      [status, out],
      [
        1,
        [
          "0000000003.json has 3 versions: somebody put others over it, the last at 2026-11-28T10:00:08.000Z " +
            "(version v9). The first, of 2026-11-28T10:00:03.000Z, is the one that is verified.",
          "NOT VERIFIED: 1 findings.",
        ],
      ],
    );
  });

  it("tells of a copy that was put over an entry, for somebody could do it", async () => {
    const { out } = await verified(new FakeBucket([publicKey, ...entries, entries[0]]));
    assert.match(out[0], /^0000000001\.json has 2 versions/);
  });

  it("verifies what a delete marker hides, and tells of the marker", async () => {
    const marker = { key: entries[4].key };
    const { status, out } = await verified(new FakeBucket([publicKey, ...entries, marker]));
    assert.deepEqual(
      [status, out],
      [
        1,
        [
          "0000000005.json is hidden behind a delete marker of 2026-11-28T10:00:07.000Z (version v8).",
          "NOT VERIFIED: 1 findings.",
        ],
      ],
    );
  });

  it("tells of a marker that another version covers", async () => {
    const puts = [publicKey, ...entries, { key: entries[4].key }, entries[4]];
    const { out } = await verified(new FakeBucket(puts));
    assert.match(out[0], /^0000000005\.json has 2 versions/);
    assert.match(out[1], /^0000000005\.json was hidden behind a delete marker/);
  });

  it("misses an entry of which a marker alone is left", async () => {
    const puts = [publicKey, ...entries.toSpliced(3, 1), { key: entries[3].key }];
    const { out } = await verified(new FakeBucket(puts));
    assert.equal(out[0], "Entry 4 is missing.");
    assert.match(out[1], /^0000000004\.json is hidden behind a delete marker/);
  });

  it("takes the key of the hash from any version, whatever was put over or beside it", async () => {
    const { publicKey: other } = createKey();
    const others: Put[] = [
      { key: "public-key.pem", text: other.export({ format: "pem", type: "spki" }) },
      { key: "public-key.pem", text: "none" },
      { key: "public-key.pem" },
      { key: "public-key-2.pem", text: Buffer.alloc(70_000) },
    ];
    const bucket = new FakeBucket([publicKey, ...others, ...entries]);
    assert.equal((await verified(bucket)).status, 0);
    assert.ok(!bucket.read.includes("public-key-2.pem"));
    const der = other.export({ format: "der", type: "spki" });
    const hash = createHash("sha256").update(der).digest("hex");
    assert.equal((await verified(bucket, address, hash)).status, 1);
  });

  const many = (name: (at: number) => string): Put[] =>
    Array.from({ length: 150 }, (_, at) => ({ key: name(at), text: `${at}` }));
  const later: [string, Put[]][] = [
    ["over it", many(() => "public-key.pem")],
    ["beside it, with names before its own", many((at) => `public-key-${at}.pem`)],
    ["beside it, with names behind its own", many((at) => `public-key.pem.${at}.pem`)],
  ];
  for (const [where, puts] of later) {
    it(`finds the key, however much somebody put ${where}, and does not read all of it`, async () => {
      const bucket = new FakeBucket([publicKey, ...entries, ...puts]);
      assert.equal((await verified(bucket)).status, 0);
      assert.equal(bucket.read.filter((name) => name.startsWith("public-key")).length, 100);
    });
  }

  it("finds the key of its name, however much was put there before the ledger", async () => {
    const puts = many((at) => `public-key-${at}.pem`);
    assert.equal((await verified(new FakeBucket([...puts, publicKey, ...entries]))).status, 0);
  });

  it("finds a key of another name by its age", async () => {
    const other = { ...publicKey, key: "public-key-2.pem" };
    const puts = [
      ...many((at) => `public-key-1${at}.pem`),
      ...many((at) => `public-key-9${at}.pem`),
    ];
    assert.equal((await verified(new FakeBucket([other, ...entries, ...puts]))).status, 0);
  });

  it("finds the key below a prefix, and of versions of one second the first", async () => {
    const below = [...many(() => "public-key.pem"), ...many((at) => `public-key-${at}.pem`)];
    const puts = [publicKey, ...entries, ...below].map((one) => ({ ...one, key: `a/${one.key}` }));
    const bucket = new FakeBucket(puts);
    const page = bucket.page.bind(bucket);
    const inOneSecond = Object.assign(bucket, {
      page: async (prefix: string, from?: PageStart) => {
        const { versions, ...rest } = await page(prefix, from);
        return {
          ...rest,
          versions: versions.map((one) => ({ ...one, at: "2026-11-28T10:00:00Z" })),
        };
      },
    });
    assert.equal((await verified(inOneSecond, { bucket: "ledger", prefix: "a/" })).status, 0);
  });

  it("refuses a bucket without the key or without entries", async () => {
    await refusal(
      new FakeBucket(entries),
      /^No public key in s3:\/\/ledger\/public-key\*\.pem has/,
    );
    await refusal(new FakeBucket([publicKey]), /^s3:\/\/ledger has no entries: objects such as/);
    const bucket = new FakeBucket([publicKey, { key: "entries/x", text: "" }]);
    await refusal(bucket, /has no entries/);
    assert.ok(bucket.isClosed);
  });

  it("reads a few at a time, and says how far it is of many", async () => {
    const many = Array.from({ length: 1001 }, (_, at) => ({
      key: `entries/${String(at + 1).padStart(10, "0")}.json`,
      text: "{}",
    }));
    const bucket = new FakeBucket([publicKey, ...many]);
    const { told } = await verified(bucket);
    assert.equal(bucket.most, 4);
    assert.deepEqual(told.slice(0, 2), [
      "101 of 1001 entries are read.",
      "202 of 1001 entries are read.",
    ]);
    assert.deepEqual([told.length, told.at(-1)], [10, "1001 of 1001 entries are read."]);
  });

  it("ends with the first that cannot be read, and asks for no more", async () => {
    let asked = 0;
    const bucket = Object.assign(new FakeBucket([publicKey, ...entries, ...entries]), {
      content: async ({ key: name }: { key: string }) => {
        if (name === publicKey.key) return Buffer.from(pem);
        asked += 1;
        throw Object.assign(new Error("Access Denied"), {
          ...{ name: "AccessDenied", $metadata: { httpStatusCode: 403 } },
        });
      },
    });
    await refusal(bucket, /^s3:\/\/ledger: access is refused: Access Denied$/);
    assert.equal(asked, 4);
  });

  it("leaves a fault of its own to Node", async () => {
    const bucket = Object.assign(new FakeBucket([]), {
      page: () => Promise.reject(new TypeError("a fault")),
    });
    await assert.rejects(verified(bucket), TypeError);
  });
});
