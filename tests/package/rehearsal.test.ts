/**
 * The rehearsal as somebody else meets it: installed in an empty folder, beside a program of their own
 * with node_modules of its own.
 */
import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { version } from "../../rehearsal/package.json";
import { programs, type Program } from "./support/programs";
import { pack, project, root, sh, type Tarball, withoutNpm } from "./support/tarballs";

const command = ["--no", "--", "codepipeline-approvals-rehearsal"];

/** Types the command in the program's folder, as a person without a terminal. */
function rehearse(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync("npx", [...command, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: withoutNpm(process.env),
  });
  return { status, stdout, stderr, all: `${stdout}\n${stderr}` };
}

describe("the package codepipeline-approvals-rehearsal", () => {
  let folder: string;
  let component: Tarball;
  let rehearsal: Tarball;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-package-"));
    component = pack(folder);
    rehearsal = pack(folder, "rehearsal");
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const install = ({ name, files, packages }: Program): string =>
    project(path.join(folder, name), files, [component.file, rehearsal.file, ...packages]);

  it("holds the compiled rooms, the page, the process of a function, its docs, and nothing else", () => {
    const own = ["LICENSE", "README.md", "package.json"];
    const pages = ["rehearsal.md", "rehearsal-details.md"];
    const docs = [...pages, "rehearsal-report.schema.json", "rehearsal.schema.json"];
    const images = fs
      .readdirSync(path.join(root, "docs/images"))
      .filter((file) => file.startsWith("rehearsal-"))
      .map((file) => `images/${file}`);
    const compiled = sh(root, "git", "ls-files", "rehearsal", "iam", "contract")
      .trim()
      .split("\n")
      .filter((file) => /\/.*\.(ts|js|css|html)$|api-model\.json$/.test(file))
      .filter((file) => !/\.d\.ts$|^rehearsal\/build\.js$/.test(file))
      .map((file) => `dist/${file.replace(/\.ts$/, ".js")}`);
    const [missing, more] = differences(rehearsal.files, [
      ...own,
      ...[...docs, ...images].map((file) => `docs/${file}`),
      ...compiled,
      "dist/rehearsal/package.json",
      ...["package.json", "tsconfig.json"].map((file) => `dist/rehearsal/page/client/${file}`),
    ]);
    // Of the rooms that it shares with the component package, what it imports.
    const lost = missing.filter((file) => !/^dist\/(iam|contract)\//.test(file));
    assert.deepEqual({ lost, more }, { lost: [], more: [] });
  });

  for (const program of programs) {
    it(`rehearses ${program.what}`, () => {
      const at = install(program);
      const init = rehearse(at, "--init");
      assert.equal(init.status, 0, init.all);
      const run = rehearse(at, "--auto", "approve", "--report", "report.json");
      assert.equal(run.status, 0, run.all);
      assert.match(run.stdout, /tries to approve and is refused: AccessDenied/);
      assert.match(run.stdout, /approves: /);
      const report = JSON.parse(fs.readFileSync(path.join(at, "report.json"), "utf8"));
      assert.equal(report.version, version);
      assert.ok(fs.existsSync(path.join(at, ".rehearsal", program.name, "mailbox")));
    });
  }

  it("rehearses a program that does not have it, from a folder of its own", () => {
    const tool = project(path.join(folder, "tool"), { "package.json": "{}" }, [rehearsal.file]);
    const modules = path.join(folder, "javascript/node_modules");
    fs.rmSync(path.join(modules, "codepipeline-approvals-rehearsal"), { recursive: true });
    const { status, all } = rehearse(tool, "--program", "../javascript", "--auto", "reject");
    assert.equal(status, 0, all);
    assert.match(all, /rejected=1/);
    assert.ok(fs.existsSync(path.join(tool, ".rehearsal/javascript/mailbox")));
  });

  it("serves its page from the package", async () => {
    const at = path.join(folder, programs[0].name);
    const child = spawn("npx", [...command, "--page"], {
      cwd: at,
      env: withoutNpm(process.env),
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    try {
      const link = await new Promise<string>((resolve, reject) => {
        let text = "";
        child.once("close", () => reject(new Error(`It ended: ${text}`)));
        child.stdout.on("data", (data: Buffer) => {
          text += data.toString("utf8");
          const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(text);
          if (found !== null && text.includes("Page")) resolve(found[0]);
        });
      });
      const origin = new URL(link).origin;
      for (const [file, type] of [
        ["/", "text/html"],
        ["/main.js", "text/javascript"],
        ["/base.css", "text/css"],
      ]) {
        const answer = await fetch(origin + file);
        assert.equal(answer.status, 200, file);
        assert.ok(answer.headers.get("content-type")?.startsWith(type), file);
      }
    } finally {
      process.kill(-child.pid!, "SIGTERM");
    }
  });

  it("says where there is no program what to type", () => {
    const at = path.join(folder, "nothing");
    fs.mkdirSync(at);
    fs.symlinkSync(
      path.join(folder, programs[0].name, "node_modules"),
      path.join(at, "node_modules"),
    );
    const { status, stderr } = rehearse(at, "--auto", "approve");
    assert.equal(status, 2);
    assert.match(stderr, /has no Pulumi\.yaml.*npx codepipeline-approvals-rehearsal --program DIR/);
  });
});

function differences(found: readonly string[], expected: readonly string[]): [string[], string[]] {
  return [
    expected.filter((file) => !found.includes(file)),
    found.filter((file) => !expected.includes(file)),
  ];
}
