/** What the docs say to somebody who has nothing but the package. */
import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const root = path.resolve(__dirname, "../../..");

/** Files that `npm pack` takes, but for what a build makes. */
function packed(): string[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const answer = execFileSync("npm", args, { cwd: root, encoding: "utf8" });
  const report = JSON.parse(answer) as object;
  // npm 11 and later key the report by package name, earlier ones list it.
  const [{ files }] = Object.values(report) as { files: { path: string }[] }[];
  return files.map((file) => file.path).filter((file) => !file.startsWith("dist/"));
}

const textOf = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

/** Where the links of a page lead inside the package; other sites and headings are not looked up. */
function linksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link.split("#")[0])
    .filter((link) => link !== "" && !/^[a-z]+:/.test(link))
    .map((link) => path.posix.normalize(path.posix.join(path.posix.dirname(page), link)));
}

describe("the npm package", () => {
  it("has what its pages link to", () => {
    const files = packed();
    const has = (link: string): boolean =>
      files.some((file) => file === link || file.startsWith(`${link.replace(/\/$/, "")}/`));
    const pages = files.filter((file) => file.endsWith(".md"));
    assert.ok(pages.includes("README.md") && pages.includes("docs/testing.md"));
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !has(link))
        .map((link) => `${page}: ${link}`),
    );
    assert.ok(linksOf("README.md").length > 5);
    assert.deepEqual(broken, []);
  });
});

describe("A command that installs the tarballs", () => {
  const lines = ["README.md", "docs/getting-started.md", "docs/rehearsal.md"].flatMap((page) =>
    [...textOf(page).matchAll(/^npm install .*\.tgz.*$/gm)].map(([line]) => line),
  );

  it("takes those of any version, and of that package alone", () => {
    assert.ok(lines.length >= 3, lines.join());
    const folder = fs.mkdtempSync(path.join(tmpdir(), "docs-tarballs-"));
    fs.mkdirSync(path.join(folder, "program"));
    const names = [
      "codepipeline-approvals-2.10.0.tgz",
      "codepipeline-approvals-rehearsal-2.10.0.tgz",
    ];
    for (const name of names) fs.writeFileSync(path.join(folder, name), "");
    for (const line of lines) {
      const echo = line.replace("npm install", "echo");
      const cwd = path.join(folder, "program");
      const { stdout } = spawnSync("bash", ["-c", echo], { cwd, encoding: "utf8" });
      const [, name] = /\.\.\/(codepipeline-approvals(?:-rehearsal)?)-\[/.exec(line)!;
      assert.deepEqual(stdout.match(/[\w.-]+\.tgz/g), [`${name}-2.10.0.tgz`]);
    }
    fs.rmSync(folder, { recursive: true });
  });
});

describe("package.json", () => {
  const manifest = JSON.parse(textOf("package.json")) as Record<string, unknown>;

  it("says everything that npm shows, but for addresses", () => {
    for (const field of ["name", "version", "description", "author", "license", "keywords"])
      assert.ok(String(manifest[field] ?? "").length > 0, field);
    for (const field of ["main", "types", "exports", "files", "engines"])
      assert.ok(manifest[field], field);
    assert.deepEqual(manifest.engines, { node: ">=22" });
  });

  it("has no address, which only the owner of a repository knows", () => {
    for (const field of ["repository", "homepage", "bugs"])
      assert.equal(manifest[field], undefined);
  });
});

describe("docs/testing.md's test of an own stack", () => {
  const page = textOf("docs/testing.md");
  const folder = fs.mkdtempSync(path.join(tmpdir(), "docs-testing-"));
  after(() => fs.rmSync(folder, { recursive: true }));

  it("runs with the tsconfig.json and the command that stand beside it", () => {
    const [, tsconfig] = /```json\n(\{\n {2}"compilerOptions"[^`]+)```/.exec(page)!;
    const [, command] = /`npx (mocha -r [^`]+)`/.exec(page)!;
    const [, imports] = /(import .* from "node:assert\/strict";)/.exec(page)!;
    fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    fs.mkdirSync(path.join(folder, "test"));
    fs.writeFileSync(path.join(folder, "package.json"), '{ "name": "consumer" }');
    fs.writeFileSync(path.join(folder, "tsconfig.json"), tsconfig);
    const test = `${imports}\nit("asserts", () => { const one: number = 1; assert.ok(one); });\n`;
    fs.writeFileSync(path.join(folder, "test", "stack.test.ts"), test);
    const { TS_NODE_PROJECT: _project, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(command, {
      cwd: folder,
      env: { ...env, PATH: `${root}/node_modules/.bin:${env.PATH}` },
      shell: true,
      encoding: "utf8",
    });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /1 passing/);
  });
});
