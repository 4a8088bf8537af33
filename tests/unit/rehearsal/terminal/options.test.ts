import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { freshFolder } from "../../../../rehearsal/terminal/folder";
import {
  command,
  exampleNames,
  helpText,
  readOptions,
  servesPage,
  typedAgain,
  UsageError,
} from "../../../../rehearsal/terminal/options";
import { progressPrinter, type Progress } from "../../../../rehearsal/terminal/progress";
import { FakeScreen } from "./support/terminals";

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
    refused(["--auto", "maybe"], /^--auto takes approve, reject, timeout, got: "maybe"\.$/);
  });

  it("refuses an unknown example and lists what can be typed", () => {
    refused(
      ["--example", "x"],
      /"x".*\n {2}npm run rehearse -- --example approval-ladder\n.*small/,
    );
    refused(["--example", "x"], /examples\/ has none/, []);
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

describe("helpText", () => {
  it("names every option and example", () => {
    const text = helpText(examples);
    const names = ["--example", "--auto", "--port", "--folder", "--help"];
    const page = ["--page ", "--no-page", "--page-port"];
    for (const word of [...names, ...page, ...examples]) {
      assert.ok(text.includes(word), word);
    }
  });
});

describe("freshFolder", () => {
  const temporary = () => fs.mkdtempSync(path.join(os.tmpdir(), "fresh-"));

  it("makes a folder, with those above it", () => {
    const folder = path.join(temporary(), "a", "b");
    assert.equal(freshFolder(folder), folder);
    assert.ok(fs.statSync(folder).isDirectory());
  });

  it("empties what a rehearsal left", () => {
    const folder = freshFolder(temporary());
    fs.writeFileSync(path.join(folder, "old"), "");
    freshFolder(folder);
    assert.ok(!fs.existsSync(path.join(folder, "old")));
  });

  it("makes .rehearsal itself where no run was before, as in a fresh clone", () => {
    const folder = path.join(temporary(), ".rehearsal", "example");
    assert.equal(freshFolder(folder), folder);
  });

  it("does not follow a link in the place of .rehearsal to files of somebody else", () => {
    const root = temporary();
    const victim = path.join(root, "victim", "example");
    fs.mkdirSync(victim, { recursive: true });
    fs.writeFileSync(path.join(victim, "thesis"), "");
    fs.symlinkSync(path.join(root, "victim"), path.join(root, ".rehearsal"));
    assert.throws(() => freshFolder(path.join(root, ".rehearsal", "example")), /no rehearsal made/);
    assert.ok(fs.existsSync(path.join(victim, "thesis")));
  });

  it("empties what a run left below .rehearsal, even where its mark is gone", () => {
    const folder = path.join(temporary(), ".rehearsal", "example");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "credentials"), "");
    freshFolder(folder);
    assert.ok(!fs.existsSync(path.join(folder, "credentials")));
  });

  it("does not touch a folder with files of somebody else", () => {
    const folder = temporary();
    fs.writeFileSync(path.join(folder, "thesis"), "");
    assert.throws(() => freshFolder(folder), /no rehearsal made/);
    assert.ok(fs.existsSync(path.join(folder, "thesis")));
  });

  it("does not empty the folder of a run that goes on in another process", () => {
    const folder = freshFolder(temporary());
    // The process that started this one is there as long as this test runs.
    fs.writeFileSync(path.join(folder, ".rehearsal-run"), `${process.ppid}`);
    assert.throws(
      () => freshFolder(folder),
      (error: Error) => error.message.includes(`kill ${process.ppid}`),
    );
  });

  it("empties the folder of a run whose process has ended", () => {
    const folder = freshFolder(temporary());
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    fs.writeFileSync(path.join(folder, ".rehearsal-run"), `${ended}`);
    assert.equal(freshFolder(folder), folder);
  });
});

describe("progressPrinter", () => {
  const all: Progress[] = [
    { kind: "registered", count: 1, type: "aws:sns/topic:Topic", name: "gate\u001b[2J" },
    { kind: "printed", line: "hello\u001b[31m" },
    { kind: "deployed", count: 1, gaps: ["trail is only recorded.\u001b[2J"] },
    { kind: "listening", url: "http://127.0.0.1:1", credentialsFile: "/run/credentials" },
    { kind: "page", url: "http://127.0.0.1:2/#key" },
  ];

  it("prints to a file only what is worth keeping", () => {
    const output = new FakeScreen();
    output.isTTY = false;
    all.forEach(progressPrinter(output));
    assert.equal(
      output.text,
      "  hello\nThe program registered 1 resources.\n  Not rehearsed: trail is only recorded.\n" +
        "Local AWS endpoint: http://127.0.0.1:1\n" +
        "Credentials of every person: /run/credentials\n" +
        "Page (this link is for you alone): http://127.0.0.1:2/#key\n",
    );
  });

  it("counts on one line of a terminal, never wider than it", () => {
    const output = new FakeScreen();
    output.columns = 20;
    progressPrinter(output)(all[0]);
    assert.equal(output.text, "\r\u001b[K1 resources: aws:s…");
  });

  it("takes 80 columns where a terminal does not tell", () => {
    const lines: string[] = [];
    progressPrinter({ isTTY: true, write: (text) => lines.push(text) })(all[0]);
    assert.equal(lines[0], "\r\u001b[K1 resources: aws:sns/topic:Topic gate");
    progressPrinter({ write: (text) => lines.push(text) })(all[0]);
    assert.equal(lines.length, 1);
  });
});
