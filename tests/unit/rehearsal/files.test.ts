import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { copyFolder, digestOf, filesUnder, glob, isWithin } from "../../../rehearsal/files";
import { isZip, unzip } from "../../../rehearsal/unzip";
import { read, temporary, write, zip, type ZipEntry } from "./aws/codepipeline/action-support";

describe("filesUnder", () => {
  it("lists files, those with a dot included, in order", () => {
    const folder = write({ "b.txt": "", ".a": "", "c/d/e": "" });
    assert.deepEqual(filesUnder(folder), [".a", "b.txt", "c/d/e"]);
  });

  it("leaves out what it is told to skip, at any depth", () => {
    const folder = write({ "a/.git/x": "", ".git/y": "", "a/b": "" });
    assert.deepEqual(filesUnder(folder, new Set([".git"])), ["a/b"]);
  });

  it("follows links inside the folder", () => {
    const folder = write({ "real/a": "text" });
    fs.symlinkSync("real", path.join(folder, "linked"));
    fs.symlinkSync("real/a", path.join(folder, "alias"));
    const copy = path.join(temporary(), "copy");
    copyFolder(folder, copy);
    assert.deepEqual(read(copy), { alias: "text", "linked/a": "text", "real/a": "text" });
    assert.equal(fs.lstatSync(path.join(copy, "alias")).isSymbolicLink(), false);
  });

  for (const [name, target, error] of [
    ["to a file outside", "/etc/hostname", /leads out of its folder/],
    ["to a folder outside", "../", /leads out of its folder/],
    ["to nothing", "gone", /leads to nothing/],
    ["to its own folder", ".", /leads back to itself/],
  ] as const) {
    it(`refuses a link ${name}`, () => {
      const folder = write({ a: "" });
      fs.symlinkSync(target, path.join(folder, "link"));
      assert.throws(() => filesUnder(folder), error);
    });
  }

  it("refuses a link to a folder whose name only begins alike", () => {
    const parent = temporary();
    write({ a: "" }, path.join(parent, "site"));
    write({ secret: "" }, path.join(parent, "site-private"));
    fs.symlinkSync("../site-private", path.join(parent, "site", "link"));
    assert.throws(() => filesUnder(path.join(parent, "site")), /leads out/);
  });

  it("refuses what is neither file nor folder", async () => {
    const folder = temporary();
    const server = net.createServer();
    await new Promise<void>((done) => server.listen(path.join(folder, "socket"), done));
    try {
      assert.throws(() => filesUnder(folder), /socket is neither a file nor a folder/);
    } finally {
      await new Promise((done) => server.close(done));
    }
  });
});

describe("copyFolder", () => {
  it("keeps the right to execute", () => {
    const folder = write({ "run.sh": "" });
    fs.chmodSync(path.join(folder, "run.sh"), 0o755);
    const copy = path.join(temporary(), "copy");
    copyFolder(folder, copy);
    assert.equal(fs.statSync(path.join(copy, "run.sh")).mode & 0o777, 0o755);
  });
});

describe("digestOf", () => {
  it("looks like a commit with sha1, and depends on content alone", () => {
    const first = digestOf(write({ a: "1", "b/c": "2" }), "sha1");
    assert.match(first, /^[0-9a-f]{40}$/);
    assert.equal(digestOf(write({ "b/c": "2", a: "1" }), "sha1"), first);
    assert.notEqual(digestOf(write({ a: "1", "b/c": "3" }), "sha1"), first);
  });
});

describe("isWithin", () => {
  for (const [folder, file, expected] of [
    ["/a", "/a", true],
    ["/a", "/a/b", true],
    ["/a", "/ab", false],
    ["/a/b", "/a", false],
    ["/", "/a", true],
  ] as const) {
    it(`${file} in ${folder}: ${expected}`, () => assert.equal(isWithin(folder, file), expected));
  }
});

describe("glob", () => {
  for (const [pattern, fits, fitsNot] of [
    ["**/*", ["a", "a/b", ".a", "a/.b"], []],
    ["*", ["a", ".a"], ["a/b"]],
    ["*.html", ["a.html"], ["a/b.html", "a.htmlx", "axhtml"]],
    ["**/*.js", ["a.js", "a/b/c.js"], ["a.ts"]],
    ["dist/**", ["dist/a", "dist/a/b"], ["distx/a", "dist"]],
    ["a/**/b", ["a/b", "a/x/y/b"], ["ab", "a/xb"]],
    ["?.txt", ["a.txt"], ["ab.txt", "/.txt"]],
    ["./a", ["a"], ["b"]],
    ["a+(b)", ["a+(b)"], ["aab"]],
    // Without folding the repeats, this one takes longer than anybody waits.
    ["**/".repeat(12) + "****b", ["b", "a/".repeat(40) + "b"], ["a/".repeat(40) + "c"]],
  ] as const) {
    it(`${pattern} fits ${fits.join(" ")} and not ${fitsNot.join(" ")}`, () => {
      assert.deepEqual([...fits, ...fitsNot].filter(glob(pattern)), fits);
    });
  }
});

describe("unzip", () => {
  function archive(entries: ZipEntry[], change = (data: Buffer) => data): string {
    const file = path.join(temporary(), "a.zip");
    fs.writeFileSync(file, change(zip(entries)));
    return file;
  }

  it("unpacks stored and deflated files in folders", async () => {
    const folder = path.join(temporary(), "out");
    await unzip(
      archive([
        { name: "dir/", text: "", method: 0 },
        { name: "dir/a.txt", text: "aaaa" },
        { name: "b.txt", text: "b", method: 0 },
      ]),
      folder,
    );
    assert.deepEqual(read(folder), { "b.txt": "b", "dir/a.txt": "aaaa" });
  });

  it("keeps the right to execute", async () => {
    const folder = path.join(temporary(), "out");
    await unzip(archive([{ name: "run", text: "x", mode: 0o100755 }]), folder);
    assert.equal(fs.statSync(path.join(folder, "run")).mode & 0o777, 0o755);
  });

  it("unpacks an empty archive", async () => {
    const folder = path.join(temporary(), "out");
    await unzip(archive([]), folder);
    assert.deepEqual(read(folder), {});
  });

  for (const name of ["../x", "/etc/x", "a/../../x", "..\\x"]) {
    it(`refuses the entry ${name}`, async () => {
      const root = temporary();
      const file = archive([{ name, text: "x" }]);
      await assert.rejects(
        unzip(file, path.join(root, "out")),
        /a\.zip cannot be unpacked: (invalid relative path|absolute path|invalid characters)/,
      );
      assert.deepEqual(read(root), {});
    });
  }

  it("refuses a method other than stored and deflated", async () => {
    const file = archive([{ name: "a", text: "x", method: 12 }]);
    await assert.rejects(unzip(file, temporary()), /unsupported compression method: 12/);
  });

  for (const [name, change] of [
    ["cut short", (data: Buffer) => data.subarray(0, -10)],
    ["empty", () => Buffer.alloc(0)],
    [
      "without its directory",
      (data: Buffer) => (data.writeUInt32LE(0, data.length - 22 + 16), data),
    ],
    [
      "with a directory past its end",
      (data: Buffer) => (data.writeUInt32LE(1e6, data.length - 6), data),
    ],
    [
      "with an entry past its end",
      (data: Buffer) => (data.writeUInt32LE(1e6, data.readUInt32LE(data.length - 6) + 42), data),
    ],
  ] as const) {
    it(`refuses an archive ${name}`, async () => {
      const file = archive([{ name: "a", text: "x" }], change as (data: Buffer) => Buffer);
      await assert.rejects(unzip(file, temporary()), /a\.zip cannot be unpacked: /);
    });
  }

  it("knows an archive by its beginning", () => {
    assert.equal(isZip(archive([{ name: "a", text: "x" }])), true);
    assert.equal(isZip(archive([])), true);
    assert.equal(isZip(path.join(write({ a: "PKG" }), "a")), false);
    assert.equal(isZip(path.join(write({ a: "" }), "a")), false);
  });
});
