import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pageFiles } from "../../../../rehearsal/page/files";

describe("pageFiles", () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-files-"));
    fs.mkdirSync(path.join(folder, "client", "parts"), { recursive: true });
    fs.writeFileSync(path.join(folder, "secret.js"), "secret");
    const files = ["index.html", "main.js", "style.css", "parts/a.js", "package.json", ".env"];
    for (const name of files) fs.writeFileSync(path.join(folder, "client", name), name);
    fs.symlinkSync(path.join(folder, "secret.js"), path.join(folder, "client", "link.js"));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it("has the page's own kinds of files, by the path of their URL", () => {
    const files = pageFiles(path.join(folder, "client"));
    assert.deepEqual([...files.keys()].sort(), ["/", "/main.js", "/parts/a.js", "/style.css"]);
    assert.equal(String(files.get("/parts/a.js")!.content), "parts/a.js");
    assert.equal(files.get("/")!.contentType, "text/html; charset=utf-8");
  });

  it("knows a file as it was when the page opened", () => {
    const files = pageFiles(path.join(folder, "client"));
    fs.writeFileSync(path.join(folder, "client", "main.js"), "changed");
    assert.equal(String(files.get("/main.js")!.content), "main.js");
  });

  it("names no file of the page that is not there", () => {
    const files = pageFiles();
    const html = String(files.get("/")!.content);
    const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, url]) => url);
    assert.ok(named.length > 1);
    for (const url of named) assert.ok(files.has(url), url);
    for (const [url, { content }] of files) {
      const imports = [...String(content).matchAll(/^import .*?from "(\..*?)";$/gm)];
      for (const [, target] of imports) {
        assert.ok(files.has(new URL(target, `http://x${url}`).pathname), `${url}: ${target}`);
      }
    }
  });

  it("needs no other host: nothing of the page is loaded from elsewhere", () => {
    for (const [url, { content }] of pageFiles()) {
      const loaded = /(?:src|href)="(?:https?:)?\/\/|@import ["']|url\(["']?http|from "http/;
      assert.ok(!loaded.test(String(content)), url);
    }
  });
});
