/** Where `--init` writes, and what it says of that: a stranger's Pulumi.yaml names the folder. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { initLines, prepareFile } from "../../../../rehearsal/settings/init";

describe("The file that --init writes", () => {
  let folder: string;
  let program: string;

  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "init-test-")));
    program = path.join(folder, "checkout", "infra");
    fs.mkdirSync(path.join(folder, "checkout", ".git"), { recursive: true });
    fs.mkdirSync(program);
    fs.writeFileSync(path.join(program, "index.ts"), "");
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const prepare = (stackConfigDir: string): void => {
    const settings = { name: "web", runtime: "nodejs", main: "index.ts", stackConfigDir };
    fs.writeFileSync(path.join(program, "Pulumi.yaml"), JSON.stringify(settings));
    prepareFile(program);
  };

  it("lies where the program's stacks do, in the checkout", () => {
    for (const at of [".", "stacks/new", "../stacks"]) {
      prepare(at);
      assert.ok(fs.existsSync(path.join(program, at, "Pulumi.rehearsal.yaml")), at);
    }
  });

  it("lies nowhere else, whatever leads there", () => {
    const victim = path.join(folder, "victim");
    fs.mkdirSync(victim);
    fs.symlinkSync(victim, path.join(program, "link"));
    for (const at of ["../../victim", "../../new/deep", victim, "link", "link/new"]) {
      assert.throws(() => prepare(at), { message: /outside of .*checkout, so nothing is written/ });
    }
    assert.deepEqual(fs.readdirSync(victim), []);
    assert.equal(fs.existsSync(path.join(folder, "new")), false);
  });

  it("is named without what would steer the terminal", () => {
    prepare("\u001b[8mstacks");
    const lines = initLines(program, ["rehearsal:exists"], undefined);
    assert.match(lines[0], /^Wrote into .*infra\/stacks\/Pulumi\.rehearsal\.yaml:$/);
  });

  it("asks for nothing more only where nothing is left to say", () => {
    assert.match(initLines(program, [], "again")[0], /asks for nothing more than .* says/);
    assert.match(
      initLines(program, [], "again", true)[0],
      /^When that stands in .*rehearsal\.yaml/,
    );
    assert.match(initLines(program, ["rehearsal:exists"], "again", true)[0], /^Wrote into/);
  });
});
