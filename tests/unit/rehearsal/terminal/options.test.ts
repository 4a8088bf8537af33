import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { command } from "../../../../rehearsal/home";
import {
  exampleNames,
  readOptions,
  servesPage,
  typedAgain,
  UsageError,
} from "../../../../rehearsal/terminal/options";

const examples = ["approval-ladder", "small"];
const read = (...args: string[]) => readOptions(args, examples);

function refused(args: string[], message: RegExp, known = examples): void {
  assert.throws(
    () => readOptions(args, known),
    (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    },
  );
}

describe("readOptions", () => {
  it("takes the ladder where nothing is typed", () => {
    assert.deepEqual(read(), { help: false, example: "approval-ladder" });
  });

  it("takes example, script and port", () => {
    assert.deepEqual(read("--example", "small", "--auto=reject", "--port", "4566"), {
      help: false,
      example: "small",
      auto: "reject",
      port: 4566,
    });
  });

  it("takes the folder of the run", () => {
    assert.equal(read("--folder", "elsewhere/run").folder, "elsewhere/run");
  });

  it("takes --help and -h, also where there are no examples", () => {
    assert.equal(read("--help").help, true);
    assert.equal(readOptions(["-h"], []).help, true);
  });

  it("takes the ports 0 and 65535", () => {
    assert.equal(read("--port", "0").port, 0);
    assert.equal(read("--port", "65535").port, 65_535);
  });

  for (const port of ["65536", "-1", "80a", "", "1.5", "123456"]) {
    it(`refuses the port "${port}"`, () =>
      refused([`--port=${port}`], /^--port takes a number from 0 .* to 65535, got: ".*"\.$/));

    it(`refuses the page's port "${port}"`, () =>
      refused([`--page-port=${port}`], /^--page-port takes a number from 0 .*, got: ".*"\.$/));
  }

  it("serves a page where a person decides, unless something else is said", () => {
    const serves = (...args: string[]) => servesPage(read(...args));
    assert.equal(serves(), true);
    assert.equal(serves("--no-page"), false);
    assert.equal(serves("--auto", "approve"), false);
    assert.equal(serves("--auto", "approve", "--page"), true);
    assert.equal(serves("--auto", "approve", "--page-port", "0"), true);
    assert.equal(serves("--page"), true);
  });

  it("takes the page's port, which asks for the page as well", () => {
    const { page, pagePort, port } = read("--page-port", "8080");
    assert.deepEqual([page, pagePort, port], [true, 8080, undefined]);
  });

  it("refuses to serve a page and none", () => {
    const why = (option: string) => new RegExp(`^--no-page and ${option} contradict each other`);
    refused(["--page", "--no-page"], why("--page"));
    refused(["--no-page", "--page-port", "1"], why("--page-port"));
  });

  it("refuses a script that it does not know", () => {
    refused(["--auto", "maybe"], /^--auto takes approve, reject, timeout, sla, got: "maybe"\.$/);
  });

  it("takes the scripts of the program or example that is named, and no others", () => {
    const asked: object[] = [];
    const own = (what: object) => (asked.push(what), ["config", "half way"]);
    const auto = (name: string, ...more: string[]) =>
      readOptions(["--auto", name, ...more], examples, own);
    assert.equal(auto("config", "--example", "small").auto, "config");
    assert.equal(
      typedAgain(auto("half way")),
      `${command} --example approval-ladder --auto 'half way'`,
    );
    assert.deepEqual(asked, [{ example: "small" }, { example: "approval-ladder" }]);
    const words = /^--auto takes approve, reject, timeout, sla, config, half way, got: "maybe"\.$/;
    assert.throws(
      () => auto("maybe"),
      ({ message }: Error) => words.test(message),
    );
    assert.equal(auto("maybe", "--help").help, true);
  });

  it("refuses an unknown example and lists what can be typed", () => {
    refused(
      ["--example", "x"],
      /"x".*\n {2}npm run rehearse -- --example approval-ladder\n.*small/,
    );
    refused(["--example", "x"], /Examples lie in the repository .* --program DIR$/, []);
  });

  it("takes the program of the folder where there are no examples and nothing is said", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "program-"));
    const before = process.cwd();
    try {
      process.chdir(folder);
      refused([], /has no Pulumi\.yaml\. Give --program the folder .* --program DIR$/, []);
      fs.writeFileSync("Pulumi.yaml", "name: one");
      assert.deepEqual(readOptions(["--init"], []), { help: false, program: ".", init: true });
      assert.deepEqual(read(), { help: false, example: "approval-ladder" });
    } finally {
      process.chdir(before);
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("refuses to write the settings of an example", () => {
    refused(["--init"], /^--init wants a program: .* --program DIR --init$/);
  });

  it("refuses an example beside a program", () => {
    refused(["--example", "small", "--program", "x"], /contradict each other/);
  });

  it("refuses unknown options, stray words and missing values in one line", () => {
    for (const args of [["--fast"], ["small"], ["--example"]]) {
      refused(args, /^[^\n]+ See: npm run rehearse -- --help$/);
    }
  });
});

describe("typedAgain", () => {
  for (const args of [
    ["--auto", "reject", "--port", "9000", "--folder", "it's a folder", "--page-port", "0"],
    ["--auto", "approve", "--report", "out of it/report.json"],
    ["--example", "small", "--folder", "plain/folder", "--no-page"],
    ["--page"],
  ]) {
    it(`is read back from a shell: ${args.join(" ")}`, () => {
      const again = typedAgain(read(...args)).slice(command.length);
      const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' ${again}`], { encoding: "utf8" });
      assert.deepEqual(read(...stdout.trimEnd().split("\n")), read(...args));
    });
  }
});

describe("exampleNames", () => {
  it("lists folders with a Pulumi.rehearsal.yaml", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "examples-"));
    for (const name of ["b", "a", "empty"]) fs.mkdirSync(path.join(folder, name));
    for (const name of ["b", "a"])
      fs.writeFileSync(path.join(folder, name, "Pulumi.rehearsal.yaml"), "");
    assert.deepEqual(exampleNames(folder), ["a", "b"]);
    fs.rmSync(folder, { recursive: true });
  });

  it("lists nothing where there is no folder", () => {
    assert.deepEqual(exampleNames("/nowhere/at/all"), []);
  });
});
