import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readProject, runtimeOf, stackFileOf } from "../../../../rehearsal/program/project";

const region = "config:\n  aws:region: eu-west-1\n";

describe("readProject", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-test-"));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** Writes files below the folder and reads the project in it. */
  function read(files: Record<string, string>, example = ".") {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
    }
    return readProject(path.join(folder, example));
  }

  const project = (settings: string, stack = region) => ({
    "Pulumi.yaml": settings,
    "Pulumi.rehearsal.yaml": stack,
    "index.ts": "",
  });

  it("reads name, stack, folder, program and configuration", () => {
    assert.deepEqual(read(project("name: web\nmain: index.ts")), {
      name: "web",
      stack: "rehearsal",
      cwd: folder,
      program: path.join(folder, "index.ts"),
      config: { "aws:region": "eu-west-1" },
      nodejs: { typescript: true, nodeArguments: [] },
    });
  });

  it("runs in the folder of a main that is deeper", () => {
    const files = { ...project("name: web\nmain: src/app.ts"), "src/app.ts": "" };
    const { cwd, program } = read(files);
    assert.equal(cwd, path.join(folder, "src"));
    assert.equal(program, path.join(folder, "src", "app.ts"));
  });

  it("runs a folder without main", () => {
    const { cwd, program } = read(project("name: web"));
    assert.deepEqual([cwd, program], [folder, folder]);
  });

  it("runs a folder whose own package.json says what to run", () => {
    const files = { ...project("name: web"), "package.json": '{"main":"index.ts"}' };
    assert.equal(read(files).program, path.join(folder, "index.ts"));
  });

  it("runs what exports of its own package.json name, before main", () => {
    const manifest = '{"main":"index.ts","exports":{".":{"import":"./deploy.ts"}}}';
    const files = { ...project("name: web"), "package.json": manifest, "deploy.ts": "" };
    assert.equal(read(files).program, path.join(folder, "deploy.ts"));
  });

  it("runs the folder whose package.json names a file that is not there, as Pulumi does", () => {
    const files = { ...project("name: web"), "package.json": '{"main":"bin/index.js"}' };
    assert.equal(read(files).program, folder);
    const inside = { "inner/Pulumi.yaml": "name: a", "inner/Pulumi.rehearsal.yaml": region };
    assert.equal(read(inside, "inner").program, path.join(folder, "inner"));
  });

  it("names a package.json that cannot be read, and takes one with a byte order mark", () => {
    const files = { ...project("name: web"), "package.json": '{"main": ' };
    assert.throws(() => read(files), { message: /\/package\.json is not valid JSON: / });
    const marked = { ...files, "package.json": '\uFEFF{"main": "index.ts"}' };
    assert.equal(read(marked).program, path.join(folder, "index.ts"));
  });

  it("refuses a folder for which Pulumi would run the package around it", () => {
    const inside = Object.fromEntries(
      Object.entries(project("name: web")).map(([name, text]) => [`examples/web/${name}`, text]),
    );
    for (const manifest of ['{"main":"dist/index.js"}', '{"exports":"./dist/index.js"}']) {
      const around = { "package.json": manifest, "dist/index.js": "" };
      assert.throws(() => read({ ...inside, ...around }, "examples/web"), {
        message: /take the entry point of .*package\.json\. Add `main: index\.ts`/,
      });
    }
  });

  it("runs a folder in a package without entry point", () => {
    const files = { "package.json": "{}", "web/Pulumi.yaml": "name: web" };
    const all = { ...files, "web/Pulumi.rehearsal.yaml": region };
    assert.equal(read(all, "web").program, path.join(folder, "web"));
  });

  it("puts plain keys under the project and writes values as text", () => {
    const stack = "config:\n  count: 3\n  web:on: true\n  list: [a, b]\n  none: null\n";
    assert.deepEqual(read(project("name: web", stack)).config, {
      "web:count": "3",
      "web:on": "true",
      "web:list": '["a","b"]',
      "web:none": "null",
    });
  });

  it("takes the project's own values, and lets the stack's win", () => {
    const settings = [
      "name: web",
      "config:",
      "  plain: p",
      "  aws:region: { value: us-east-1 }",
      "  size: { type: integer, default: 2 }",
      "  wanted: { type: string }",
      "  list: [a]",
    ].join("\n");
    assert.deepEqual(read(project(settings)).config, {
      "web:plain": "p",
      "aws:region": "eu-west-1",
      "web:size": "2",
      "web:list": '["a"]',
    });
  });

  it("takes empty settings of a stack", () => {
    assert.deepEqual(read(project("name: web", "")).config, {});
  });

  it("refuses an encrypted value and says what to write", () => {
    const stack = "config:\n  token:\n    secure: abc\n";
    assert.throws(() => read(project("name: web", stack)), {
      message: /`token` in .*Pulumi\.rehearsal\.yaml is encrypted.*Write a plain value/,
    });
  });

  it("says which file is missing and what to put into it", () => {
    assert.throws(() => read({}), { message: /Pulumi\.yaml does not exist\. Name an example/ });
    assert.throws(() => read({ "Pulumi.yaml": "name: web" }), {
      message: /Pulumi\.rehearsal\.yaml does not exist\. Create it with the lines/,
    });
  });

  it("refuses a project without a name", () => {
    for (const settings of ["", "name: ''", "name: 3"]) {
      assert.throws(() => read(project(settings)), { message: /has no `name`/ });
    }
  });

  it("refuses a name that Pulumi refuses: none leads to another folder", () => {
    for (const name of ["../../victim", "..", "a/b", "a b", "x".repeat(101)]) {
      assert.throws(() => read(project(`name: ${name}`)), { message: /`name` of .* may have/ });
    }
    assert.equal(read(project("name: a.b-c_1\nmain: index.ts")).name, "a.b-c_1");
  });

  it("refuses a runtime that would name another command than a language's host", () => {
    read(project("name: web\nmain: index.ts"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: web\nruntime: x/../../evil");
    assert.throws(() => runtimeOf(folder), { message: /`runtime` of .* is no name/ });
  });

  it("takes Pulumi.yml, whose stacks' files end so too, and another folder for these", () => {
    const files = { "Pulumi.yml": "name: web\nmain: index.ts", "index.ts": "" };
    const { config } = read({ ...files, "Pulumi.rehearsal.yml": region });
    assert.deepEqual(config, { "aws:region": "eu-west-1" });
    assert.equal(stackFileOf(folder), path.join(folder, "Pulumi.rehearsal.yml"));
    const settings = "name: web\nmain: index.ts\nstackConfigDir: stacks";
    const { config: other } = read({
      "Pulumi.yaml": settings,
      "stacks/Pulumi.rehearsal.yaml": "config:\n  aws:region: us-east-1\n",
    });
    assert.deepEqual(other, { "aws:region": "us-east-1" });
  });

  it("refuses a main that does not exist", () => {
    assert.throws(() => read(project("name: web\nmain: none.ts")), {
      message: /`main` of .* names .*none\.ts, which does not exist/,
    });
  });

  it("refuses what is not YAML", () => {
    assert.throws(() => read(project("name: [")), { message: /Pulumi\.yaml is not valid YAML: / });
  });
});
