/** The two buildspecs of approval-ladder: the developers' own, and the program's. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "./run-buildspec";

const site = "approval-ladder/site";
const buildSite = () => build({ source: site, buildspec: `${site}/buildspec.yml` });

describe("buildspec of approval-ladder", () => {
  it("stamps the version into the page", () => {
    const { status, folder } = buildSite();
    assert.equal(status, 0);
    const page = fs.readFileSync(path.join(folder, "dist/index.html"), "utf8");
    assert.ok(page.includes("Version 1.4.0-7") && !page.includes("@VERSION@"));
  });

  it("deploys the built files only", () => {
    const { folder } = buildSite();
    assert.deepEqual(fs.readdirSync(path.join(folder, "dist")).sort(), [
      "CHANGELOG.md",
      "index.html",
      "version.txt",
    ]);
  });
});

describe("seal of approval-ladder", () => {
  const seal = (change?: (folder: string) => void, tools?: Record<string, string>) =>
    build({
      source: path.join(buildSite().folder, "dist"),
      buildspec: "approval-ladder/seal.buildspec.yml",
      change,
      tools,
    });
  const write = (file: string, text: string) => (folder: string) =>
    fs.writeFileSync(path.join(folder, file), text);

  it("exports the version and the changes that the build wrote, each as one line", () => {
    const { status, variables } = seal();
    assert.equal(status, 0);
    assert.deepEqual(variables, {
      VERSION: "1.4.0-7",
      CHANGES: "Opening hours on the first page; Larger type on small screens",
    });
  });

  it("leaves every file as it is and adds none", () => {
    const { folder } = seal();
    const built = path.join(buildSite().folder, "dist");
    assert.deepEqual(fs.readdirSync(folder).sort(), fs.readdirSync(built).sort());
    for (const file of fs.readdirSync(built)) {
      assert.deepEqual(
        fs.readFileSync(path.join(folder, file)),
        fs.readFileSync(path.join(built, file)),
        file,
      );
    }
  });

  it("takes one line of safe characters for the version, 40 at most", () => {
    const version = (text: string) => seal(write("version.txt", text)).variables.VERSION;
    assert.equal(version("1.0\nRevision: abc\n"), "1.0");
    assert.equal(version("1.0\r\u001b[2K\u2028 \u202eRevision: x"), "1.02KRevisionx");
    assert.equal(version("9".repeat(40)), "9".repeat(40));
    assert.equal(version("9".repeat(41)), "9".repeat(40));
  });

  it("refuses a build without a version", () => {
    for (const text of ["", "\n1.0\n", "\u001b: \n"]) {
      const { status, output, variables } = seal(write("version.txt", text));
      assert.equal(status, 1, JSON.stringify(text));
      assert.deepEqual(variables, {});
      assert.match(output, /version\.txt must name the version/);
    }
    assert.equal(seal((folder) => fs.rmSync(path.join(folder, "version.txt"))).status, 1);
  });

  it("takes plain text for the changes, 300 characters at most", () => {
    const changes = (text: string) => seal(write("CHANGELOG.md", text)).variables.CHANGES;
    assert.equal(changes("- a\rb\u001b[2Kc\u0000d\u2028e\u202ef\tg\n- h\n"), "ab[2Kcdefg; h");
    assert.equal(changes(`- ${"x".repeat(300)}\n`), "x".repeat(300));
    assert.equal(changes(`- ${"x".repeat(301)}\n`), "x".repeat(300));
    assert.equal(changes("nothing in a list\n"), "none listed");
  });

  it("refuses a link, which could lead to a file of the seal's own machine", () => {
    const { status, output } = seal((folder) =>
      fs.symlinkSync("/proc/self/environ", path.join(folder, "page.html")),
    );
    assert.equal(status, 1);
    assert.match(output, /page\.html/);
    assert.equal(seal(undefined, { find: "exit 1" }).status, 1);
  });
});
