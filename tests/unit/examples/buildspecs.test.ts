/** The examples' buildspecs, run as CodeBuild runs them: one shell, the source as its folder. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { examples } from "../../support/example-graph";

interface Built {
  readonly status: number | null;
  readonly output: string;
  readonly folder: string;
  readonly variables: Record<string, string>;
}

const folders: string[] = [];
after(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

function build(site: string, buildspec: string, change?: (folder: string) => void): Built {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "example-build-"));
  folders.push(folder);
  fs.cpSync(path.join(examples, site), folder, { recursive: true });
  change?.(folder);
  const spec = parse(fs.readFileSync(path.join(examples, buildspec), "utf8"));
  const commands = ["install", "pre_build", "build", "post_build"].flatMap(
    (phase): string[] => spec.phases[phase]?.commands ?? [],
  );
  const names: string[] = spec.env["exported-variables"];
  const show = names.map((name) => `printf '${name}=%s\\n' "$${name}" >> variables`);
  const { status, stdout } = spawnSync("sh", ["-e", "-c", [...commands, ...show].join("\n")], {
    cwd: folder,
    env: { ...process.env, CODEBUILD_BUILD_NUMBER: "7" },
    encoding: "utf8",
  });
  const file = path.join(folder, "variables");
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [];
  const variables = Object.fromEntries(lines.map((line) => line.split(/=(.*)/, 2)));
  return { status, output: stdout, folder, variables };
}

describe("buildspec of approval-ladder", () => {
  const site = "approval-ladder/site";
  const run = () => build(site, `${site}/buildspec.yml`);

  it("stamps the version into the page and exports it", () => {
    const { status, folder, variables } = run();
    assert.equal(status, 0);
    assert.equal(variables.VERSION, "1.4.0-7");
    const page = fs.readFileSync(path.join(folder, "dist/index.html"), "utf8");
    assert.ok(page.includes("Version 1.4.0-7") && !page.includes("@VERSION@"));
  });

  it("exports the changes as one line", () => {
    assert.equal(
      run().variables.CHANGES,
      "Opening hours on the first page; Larger type on small screens",
    );
  });

  it("deploys the built files only", () => {
    const { folder } = run();
    assert.deepEqual(fs.readdirSync(path.join(folder, "dist")).sort(), [
      "CHANGELOG.md",
      "index.html",
      "version.txt",
    ]);
  });
});

describe("scan of compliance-checkpoint", () => {
  const run = (change?: (folder: string) => void) =>
    build("compliance-checkpoint/site", "compliance-checkpoint/scan.buildspec.yml", change);
  const write = (file: string, text: string) => (folder: string) =>
    fs.writeFileSync(path.join(folder, file), text);

  it("lists the licences that a person has to look at", () => {
    const { status, folder, variables } = run();
    assert.equal(status, 0);
    assert.equal(variables.RELEASE, "2.3.0");
    assert.equal(variables.FINDINGS, "1");
    const report = fs.readFileSync(path.join(folder, "out/evidence", variables.REPORT_KEY), "utf8");
    assert.match(report, /^Licences to look at: 1\n.*third-party\.txt:\d+:.*AGPL-3\.0/m);
  });

  it("exports the digest of the report", () => {
    const { folder, variables } = run();
    const report = fs.readFileSync(path.join(folder, "out/evidence", variables.REPORT_KEY));
    assert.equal(variables.REPORT_SHA256, createHash("sha256").update(report).digest("hex"));
  });

  it("finds nothing where there is nothing", () => {
    const { status, variables } = run(write("third-party.txt", "tiny-chart 4.1 MIT\n"));
    assert.equal(status, 0);
    assert.equal(variables.FINDINGS, "0");
  });

  it("ends the release at a password, and does not print it", () => {
    const { status, output, variables } = run(write("db.ini", "password = hunter2\n"));
    assert.equal(status, 1);
    assert.deepEqual(variables, {});
    assert.match(output, /db\.ini:1/);
    assert.ok(!output.includes("hunter2"));
  });

  it("ends the release at an access key and at a private key", () => {
    const accessKey = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
    const privateKey = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
    for (const secret of [accessKey, privateKey]) {
      assert.equal(run(write("notes.txt", `${secret}\n`)).status, 1);
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
