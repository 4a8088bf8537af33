import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Buckets } from "../../../../../rehearsal/aws/s3/buckets";
import { read, temporary, write } from "../codepipeline/action-support";

function bucket(): { root: string; buckets: Buckets } {
  const root = temporary();
  const buckets = new Buckets(root);
  buckets.create("site");
  return { root, buckets };
}

describe("Buckets", () => {
  it("keeps a text as a file with its MD5", () => {
    const { root, buckets } = bucket();
    const { eTag, versionId } = buckets.putText("site", "a/index.html", "hello");
    assert.equal(eTag, createHash("md5").update("hello").digest("hex"));
    assert.deepEqual(buckets.object("site", "a/index.html"), {
      path: path.join(root, "site", "a", "index.html"),
      kind: "file",
      headers: {},
      versionId,
      eTag,
    });
    assert.deepEqual(read(buckets.folder("site")), { "a/index.html": "hello" });
  });

  it("keeps a file byte for byte", () => {
    const { buckets } = bucket();
    const file = path.join(temporary(), "f");
    fs.writeFileSync(file, Buffer.from([0, 255, 13, 10]));
    buckets.putFile("site", "f", file);
    assert.deepEqual(fs.readFileSync(buckets.object("site", "f")!.path), fs.readFileSync(file));
  });

  it("keeps a folder as one object", () => {
    const { buckets } = bucket();
    buckets.putFolder("site", "source.zip", write({ "a/b.txt": "b", ".env": "e" }));
    const object = buckets.object("site", "source.zip")!;
    assert.equal(object.kind, "folder");
    assert.deepEqual(read(object.path), { ".env": "e", "a/b.txt": "b" });
  });

  it("gives each version an id of its own, and the same content the same ETag", () => {
    const { buckets } = bucket();
    const folder = write({ "a.txt": "a" });
    const first = buckets.putFolder("site", "k", folder);
    const second = buckets.putFolder("site", "k", folder);
    assert.notEqual(first.versionId, second.versionId);
    assert.equal(first.eTag, second.eTag);
    assert.match(first.versionId, /^[\w-]{32}$/);
  });

  const others: Record<string, string>[] = [
    { "a.txt": "b" },
    { "b.txt": "a" },
    { "a.txt": "a", "b.txt": "" },
  ];
  for (const other of others) {
    it(`gives ${JSON.stringify(other)} another ETag`, () => {
      const { buckets } = bucket();
      const first = buckets.putFolder("site", "k", write({ "a.txt": "a" }));
      assert.notEqual(buckets.putFolder("site", "k", write(other)).eTag, first.eTag);
    });
  }

  it("replaces the whole folder of an object", () => {
    const { buckets } = bucket();
    buckets.putFolder("site", "k", write({ "old.txt": "o" }));
    buckets.putFolder("site", "k", write({ "new.txt": "n" }));
    assert.deepEqual(read(buckets.folder("site")), { "k/new.txt": "n" });
  });

  it("tells listeners of each object", () => {
    const { buckets } = bucket();
    const heard: unknown[][] = [];
    buckets.onObjectCreated((...call) => heard.push(call));
    const { versionId, eTag } = buckets.putText("site", "k", "t");
    assert.deepEqual(heard, [["site", "k", versionId, eTag]]);
  });

  it("knows nothing of an object that was not put", () => {
    assert.equal(bucket().buckets.object("site", "k"), undefined);
  });

  it("keeps what it has when a bucket is created again", () => {
    const { buckets } = bucket();
    buckets.putText("site", "k", "t");
    buckets.create("site");
    assert.equal(buckets.object("site", "k")?.kind, "file");
  });

  it("has created buckets and no others", () => {
    const { buckets } = bucket();
    assert.equal(buckets.has("site"), true);
    assert.equal(buckets.has("other"), false);
    const error = { code: "NoSuchBucket", status: 404, message: /other/ };
    assert.throws(() => buckets.folder("other"), error);
    assert.throws(() => buckets.object("other", "k"), error);
    assert.throws(() => buckets.putText("other", "k", "t"), error);
  });

  for (const name of ["../x", "ab", "A-b", "a".repeat(64), "a/b", ".ab", ""]) {
    it(`refuses the bucket name "${name}"`, () => {
      assert.throws(() => bucket().buckets.create(name), { code: "InvalidBucketName" });
    });
  }

  for (const name of ["abc", "a".repeat(63), "a.b-c"]) {
    it(`takes the bucket name "${name}"`, () => {
      const { buckets } = bucket();
      buckets.create(name);
      assert.equal(buckets.has(name), true);
    });
  }

  for (const key of [
    "../x",
    "a/../../x",
    "/etc/x",
    "a//b",
    "a/./b",
    "a/",
    "",
    "a\\..\\x",
    "a\0b",
  ]) {
    it(`refuses the key ${JSON.stringify(key)}`, () => {
      const { root, buckets } = bucket();
      assert.throws(() => buckets.putText("site", key, "t"), { code: "InvalidArgument" });
      assert.deepEqual(read(root), {});
    });
  }

  for (const [first, second] of [
    ["a", "a/b"],
    ["a/b", "a"],
  ]) {
    it(`refuses ${second} beside ${first}, and keeps ${first}`, () => {
      const { buckets } = bucket();
      buckets.putText("site", first, "t");
      assert.throws(() => buckets.putText("site", second, "t"), {
        code: "InvalidArgument",
        message: new RegExp(`"${second}".*beside "${first}"`),
      });
      assert.deepEqual(read(buckets.folder("site")), { [first]: "t" });
    });
  }

  it("refuses a folder with a link to the outside, and leaves nothing behind", () => {
    const { root, buckets } = bucket();
    const folder = write({ "a.txt": "a" });
    fs.symlinkSync("/etc/hostname", path.join(folder, "stolen"));
    assert.throws(() => buckets.putFolder("site", "k", folder), /Link stolen leads out/);
    assert.deepEqual(read(root), {});
  });
});
