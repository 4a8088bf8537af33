/** A bucket that somebody fills with what is no ledger, and an endpoint that is no S3. */
import * as assert from "node:assert/strict";
import type { BucketReader } from "../../../cli/bucket-reader";
import { entries, FakeBucket, type Put, publicKey, refusal, verified } from "./fake-bucket";

const listed = { id: "1", size: 1, at: "", isMarker: false, isLatest: true };

describe("A ledger in a bucket that somebody attacks", () => {
  it("names what somebody put among the entries, and reads nothing of it", async () => {
    const names = [
      "a\r\u001b[2J.json",
      "0000000007.json.bak",
      "x/0000000001.json",
      "../../etc/passwd",
    ];
    const puts = names.map((name) => ({ key: `entries/${name}`, text: "{}" }));
    const bucket = new FakeBucket([publicKey, ...entries, ...puts]);
    const { status, out } = await verified(bucket);
    assert.equal(status, 1);
    assert.deepEqual(
      out.slice(0, -1).sort(),
      names.map((name) => `${name} was put in: it has not the name of an entry.`).sort(),
    );
    assert.ok(names.every((name) => !bucket.read.includes(`entries/${name}`)));
  });

  it("does not read an object that is too long for an entry", async () => {
    const puts = entries.with(2, { ...entries[2], size: 5 * 1024 ** 3 });
    const bucket = new FakeBucket([publicKey, ...puts]);
    const { out } = await verified(bucket);
    assert.match(out[0], /^Entry 3 was changed: it is no JSON/);
    assert.equal(
      out[1],
      "0000000003.json has 5368709120 bytes, too many for an entry: it was not read.",
    );
    assert.ok(!bucket.read.includes(entries[2].key));
  });

  it("stops in the midst of an object that is longer than the list says", async () => {
    const long = { ...entries[2], text: Buffer.alloc(2 * 1024 * 1024), size: 10 };
    const { out } = await verified(new FakeBucket([publicKey, ...entries.with(2, long)]));
    assert.match(out[0], /^Entry 3 was changed: it is no JSON/);
  });

  it("finds bytes that are no text, and other people's JSON", async () => {
    const others: Put[] = [
      { key: "entries/0000000007.json", text: Buffer.from([0xff, 0xfe]) },
      { key: "entries/0000000008.json", text: '{"__proto__":{"hash":"x"},"sequence":8}' },
      { key: "entries/0000000009.json", text: "[".repeat(100_000) },
      { key: "entries/9999999999.json", text: entries[0].text },
    ];
    const { status, out } = await verified(new FakeBucket([publicKey, ...entries, ...others]));
    assert.equal(status, 1);
    assert.equal(out.at(-1), "NOT VERIFIED: 4 findings.");
  });

  it("gives up where the bucket was filled", async () => {
    const filled = Array.from({ length: 600 }, (_, at) => ({
      ...{ key: `entries/${String(at + 1).padStart(10, "0")}.json`, text: "", size: 1024 * 1024 },
    }));
    const bucket = new FakeBucket([publicKey, ...filled]);
    await refusal(bucket, /have 629145600 bytes, more than 536870912: somebody fills the bucket/);
  });

  const endless: [string, Partial<BucketReader>][] = [
    ["that are empty", { page: async () => ({ versions: [], next: { key: "a" } }) }],
    [
      "that begin where they began",
      {
        page: async (prefix) => ({
          versions: [{ ...listed, key: `${prefix}1` }],
          next: { key: "same", id: "1" },
        }),
      },
    ],
    ["of something else", { page: async () => ({ versions: [{ ...listed, key: "other" }] }) }],
  ];
  for (const [what, reader] of endless) {
    it(`does not follow pages ${what}`, async () => {
      const bucket = Object.assign(new FakeBucket([]), reader);
      await refusal(bucket, /^The list of s3:\/\/ledger does not end or is not of it/);
    });
  }

  it("does not follow pages for ever that are new each time", async () => {
    let page = 0;
    const bucket = Object.assign(new FakeBucket([]), {
      page: async (prefix: string) => {
        page += 1;
        const versions = Array.from({ length: 1000 }, (_, at) => ({
          ...listed,
          key: `${prefix}${page}-${at}`,
        }));
        return { versions, next: { key: `${page}` } };
      },
    });
    await refusal(bucket, /^s3:\/\/ledger has more than 200000 versions/);
    assert.equal(page, 201);
  });
});
