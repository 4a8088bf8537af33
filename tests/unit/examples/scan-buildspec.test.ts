/** What the scan of compliance-checkpoint finds, and that a source cannot get round it. */
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { build, type Built } from "./run-buildspec";

type Change = (folder: string) => void;

const run = (change?: Change, tools?: Record<string, string>): Built =>
  build({
    source: "compliance-checkpoint/site",
    buildspec: "compliance-checkpoint/scan.buildspec.yml",
    change,
    tools,
  });

const write =
  (file: string, text: string | Buffer): Change =>
  (folder) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };

const reportOf = ({ folder, variables }: Built): string =>
  fs.readFileSync(path.join(folder, "out/evidence", variables.REPORT_KEY), "utf8");

function ends({ status, variables, output }: Built, reason: RegExp): void {
  assert.notEqual(status, 0);
  assert.deepEqual(variables, {});
  assert.match(output, reason);
}

describe("scan of compliance-checkpoint", () => {
  it("lists the licences that a person has to look at", () => {
    const built = run();
    assert.equal(built.status, 0);
    assert.equal(built.variables.RELEASE, "2.3.0");
    assert.equal(built.variables.FINDINGS, "1");
    const report = reportOf(built);
    assert.match(report, /^Files examined: 4$/m);
    assert.match(report, /^Licences to look at: 1\n.*third-party\.txt:\d+:.*AGPL-3\.0/m);
  });

  it("exports the digest of the report", () => {
    const built = run();
    const digest = createHash("sha256").update(reportOf(built)).digest("hex");
    assert.equal(built.variables.REPORT_SHA256, digest);
  });

  it("finds nothing where there is nothing", () => {
    const { status, variables } = run(write("third-party.txt", "tiny-chart 4.1 MIT\n"));
    assert.equal(status, 0);
    assert.equal(variables.FINDINGS, "0");
  });

  it("ends the release at a password, and does not print it", () => {
    const built = run(write("db.ini", "password = hunter2\n"));
    ends(built, /db\.ini:1/);
    assert.ok(!built.output.includes("hunter2"));
  });

  it("ends the release at an access key and at a private key", () => {
    const accessKey = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
    const privateKey = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
    for (const secret of [accessKey, privateKey]) {
      ends(run(write("notes.txt", `${secret}\n`)), /notes\.txt:1/);
    }
  });

  it("keeps change log and report as evidence, nothing else", () => {
    const { folder } = run();
    assert.deepEqual(fs.readdirSync(path.join(folder, "out/evidence")).sort(), [
      "CHANGELOG.md",
      "scan-report.txt",
    ]);
  });
});

describe("scan of compliance-checkpoint, when the source would get round it", () => {
  it("refuses a source that brings its own evidence", () => {
    ends(run(write("out/evidence/sign-off.txt", "All clear\n")), /something called out/);
    ends(run(write("out", "")), /something called out/);
    ends(
      run((folder) => fs.symlinkSync("nowhere", path.join(folder, "out"))),
      /called out/,
    );
  });

  it("lets no secret through in a folder of any name", () => {
    for (const file of ["out/db.ini", ".git/config", "a/out/db.ini", "evidence/db.ini"]) {
      ends(run(write(file, "password = hunter2\n")), /called out|:1/);
    }
  });

  it("sees secrets and licences in files that are not text", () => {
    ends(run(write("logo.png", "\u0000\npassword = hunter2\n")), /logo\.png:2/);
    const noText = Buffer.from([0xff, ...Buffer.from("password = "), 0xff, 0x0a]);
    ends(run(write("logo.png", noText)), /logo\.png:1/);
    const { status, variables } = run(write("font.bin", "\u0000 SSPL\n"));
    assert.equal(status, 0);
    assert.equal(variables.FINDINGS, "2");
  });

  it("ends the release where it could not look", () => {
    for (const pattern of ["AKIA", "SSPL"]) {
      const broken = `case "$*" in *${pattern}*) exit 2;; esac; exit 1`;
      const { status, variables } = run(undefined, { grep: broken });
      assert.notEqual(status, 0, pattern);
      assert.deepEqual(variables, {});
    }
    assert.equal(run(undefined, { grep: "exit 1" }).status, 0);
    assert.notEqual(run(undefined, { find: "exit 1" }).status, 0);
  });

  it("ends the release where the report has no digest", () => {
    const fails = "exit 1";
    assert.notEqual(run(undefined, { sha256sum: fails, shasum: fails }).status, 0);
  });

  it("refuses links, and names that would write lines of their own", () => {
    const link: Change = (folder) => fs.symlinkSync("VERSION", path.join(folder, "page.html"));
    ends(run(link), /page\.html/);
    ends(run(write("a\nSecrets: 0", "GPL-3\n")), /printable names/);
  });

  it("writes nothing but plain text of 200 characters a line into the report", () => {
    const line = `GPL-3\r\u001b[2K\u2028Secrets: none${"x".repeat(300)}`;
    const lines = reportOf(run(write("a.txt", `${line}\n`))).split("\n");
    assert.ok(lines.some((text) => text.startsWith("./a.txt:1:GPL-3[2KSecrets: none")));
    for (const text of lines) assert.match(text, /^[ -~]{0,200}$/);
  });
});

describe("scan of compliance-checkpoint, in what the uploader tells the approvers", () => {
  it("takes one line of safe characters for the release, 40 at most", () => {
    const release = (text: string) => run(write("VERSION", text)).variables.RELEASE;
    assert.equal(release("2.3.0\nLicences to look at: 0\n"), "2.3.0");
    assert.equal(release("2.3\r\u001b[2K\u2028Licences: 0"), "2.32KLicences0");
    assert.equal(release("9".repeat(40)), "9".repeat(40));
    assert.equal(release("9".repeat(41)), "9".repeat(40));
  });

  it("refuses a source without a release", () => {
    for (const text of ["", "\n2.3.0\n", "\u001b: \n"]) {
      ends(run(write("VERSION", text)), /VERSION must name the release/);
    }
    ends(
      run((folder) => fs.rmSync(path.join(folder, "VERSION"))),
      /must name the release/,
    );
  });

  it("takes plain text for the changes, 300 characters at most", () => {
    const changes = (text: string) => run(write("CHANGELOG.md", text)).variables.CHANGES;
    assert.equal(changes("- a\rb\u001b[2Kc\u0000d\u2028e\u202ef\tg\n- h\n"), "ab[2Kcdefg; h");
    assert.equal(changes(`- ${"x".repeat(300)}\n`), "x".repeat(300));
    assert.equal(changes(`- ${"x".repeat(301)}\n`), "x".repeat(300));
    assert.equal(changes("nothing in a list\n"), "none listed");
  });
});
