/** What docs/ show in YAML, Python, Go, C# and JSON has the names that the schema has. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as v from "valibot";
import { settingsSchema } from "../../../rehearsal/settings/schema";
import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { MovableClock } from "../../../rehearsal/clock";
import { standIns } from "../../../rehearsal/systems/registry";
import { readSystems } from "../../../rehearsal/systems/settings";
import { readWorkspace } from "../../../rehearsal/slack/workspace";
import { inLanguages, type Snippet } from "../../support/docs/pages";
import { allNames, argumentsOf, classes, outputsOf, unknownKeys } from "../../support/docs/schema";

const isClass = new RegExp(`^codepipeline-approvals:(?:index:)?(${classes.join("|")})$`);

interface Resource {
  readonly type?: string;
  readonly properties?: object;
}

/** A program, its resources alone, or an excerpt with one argument. */
function unknownInYaml({ at, code }: Snippet): string[] {
  const document = parse(code) as Record<string, unknown>;
  // Pulumi.yaml of a program in another language.
  if (document.runtime !== undefined && document.resources === undefined) return [];
  // A workflow or a buildspec: ci.test.ts reads it.
  if (document.jobs !== undefined || document.phases !== undefined) return [];
  const resources = (document.resources ?? document) as Record<string, Resource>;
  const ours = Object.entries(resources).filter(([, { type }]) => isClass.test(type ?? ""));
  const components = new Map(ours.map(([name, { type }]) => [name, isClass.exec(type!)![1]]));
  const excerpt = Object.values(resources).every(({ type }) => type === undefined);
  if (excerpt) return Object.keys(document).filter((name) => !allNames.has(name));
  const outputs = [...code.matchAll(/\$\{(\w+)\.(\w+)/g)]
    .filter(([, name, output]) => {
      const component = components.get(name);
      return component !== undefined && !outputsOf(component).includes(output);
    })
    .map(([reference]) => `${at} ${reference}`);
  const unknown = ours.flatMap(([name, { properties }]) =>
    unknownKeys(properties ?? {}, argumentsOf(components.get(name)!), `${at} ${name}`),
  );
  return [...outputs, ...unknown];
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
const pascal = (name: string): string => name[0].toUpperCase() + name.slice(1);
const spelled = (as: (name: string) => string): Set<string> => new Set([...allNames].map(as));

/** The text between the bracket at `start` and its partner. */
function bracketed(code: string, start: number): string {
  let depth = 0;
  for (let i = start; i < code.length; i += 1) {
    if ("([{".includes(code[i])) depth += 1;
    if (")]}".includes(code[i]) && (depth -= 1) === 0) return code.slice(start, i);
  }
  throw new Error(`No closing bracket in ${code}`);
}

/** Names of what is written `name=`, `"name":`, `Name:` or `Name =` in each call of a class. */
function namesIn({ code }: Snippet, call: RegExp, name: RegExp): string[] {
  const calls = [...code.matchAll(call)].map(({ index, 0: text }) =>
    bracketed(code, index + text.length - 1),
  );
  return calls.flatMap((text) => [...text.matchAll(name)].map((match) => match[1] ?? match[2]));
}

const any = classes.join("|");
const languages = [
  {
    language: "python",
    as: snake,
    call: new RegExp(`\\b(?:${any})\\(`, "g"),
    name: /\b(\w+)=|"(\w+)":/g,
  },
  {
    language: "go",
    as: pascal,
    call: new RegExp(`approvals\\.New(?:${any})\\(`, "g"),
    name: /\b([A-Z]\w+):/g,
  },
  {
    language: "csharp",
    as: pascal,
    call: new RegExp(`new (?:${any})\\(`, "g"),
    name: /\b([A-Z]\w+) =(?!=)/g,
  },
];

describe("YAML in docs/", () => {
  const isStackFile = ({ code }: Snippet): boolean => code.startsWith("config:");
  for (const snippet of inLanguages("yaml").filter(isStackFile)) {
    it(`is what a rehearsal reads: ${snippet.at}`, () => {
      const { config } = parse(snippet.code) as { config: Record<string, unknown> };
      const keys = Object.entries(config).filter(([key]) => key.startsWith("rehearsal:"));
      const settings = keys.map(([key, value]) => [key.replace("rehearsal:", ""), value]);
      assert.ok(keys.length > 0);
      v.parse(settingsSchema, Object.fromEntries(settings));
    });
  }

  const isWorkspace = ({ code }: Snippet): boolean => code.startsWith("team:");
  for (const snippet of inLanguages("yaml").filter(isWorkspace)) {
    it(`is a Slack workspace that a rehearsal reads: ${snippet.at}`, () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-slack-"));
      fs.writeFileSync(path.join(folder, "slack.rehearsal.yaml"), snippet.code);
      assert.match(readWorkspace(folder)!.team, /^T/);
    });
  }

  const isSystems = ({ code }: Snippet): boolean => code.startsWith("- kind:");
  for (const snippet of inLanguages("yaml").filter(isSystems)) {
    it(`is a list of systems that a rehearsal reads: ${snippet.at}`, () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-systems-"));
      fs.writeFileSync(path.join(folder, "systems.rehearsal.yaml"), snippet.code);
      const ctx = { clock: new MovableClock(), deliver: assert.fail };
      const kinds = readSystems(folder, standIns, ctx).map(({ kind }) => kind);
      assert.deepEqual(kinds.sort(), Object.keys(standIns).sort());
    });
  }

  const isOther = (one: Snippet): boolean =>
    !isStackFile(one) && !isWorkspace(one) && !isSystems(one);
  for (const snippet of inLanguages("yaml").filter(isOther)) {
    it(`has the schema's names: ${snippet.at}`, () => {
      assert.deepEqual(unknownInYaml(snippet), []);
    });
  }

  it("would be refused with an argument, field or output that does not exist", () => {
    const code = [
      "a:",
      "  type: codepipeline-approvals:ApprovalGate",
      "  properties: { emials: [], approvers: { user: [] } }",
      "b: { type: aws:sns:Topic, properties: { name: '${a.stages}' } }",
    ].join("\n");
    const snippet = { at: "x", page: "x", language: "yaml", code };
    assert.deepEqual(unknownInYaml(snippet), ["x ${a.stages", "x a.emials", "x a.approvers.user"]);
  });
});

for (const { language, as, call, name } of languages) {
  describe(`${language} in docs/`, () => {
    const snippets = inLanguages(language);
    it("has the schema's names, as the language spells them", () => {
      const known = spelled(as);
      const names = snippets.flatMap((snippet) => namesIn(snippet, call, name));
      assert.ok(names.length >= 4, `${names.length}`);
      assert.deepEqual(
        names.filter((found) => !known.has(found)),
        [],
      );
    });
  });
}

describe("Python in docs/", () => {
  it("is Python", () => {
    for (const { at, code } of inLanguages("python")) {
      const script = "import ast, sys; ast.parse(sys.stdin.read())";
      const { error, status, stderr } = spawnSync("python3", ["-c", script], {
        input: code,
        encoding: "utf8",
      });
      assert.equal(error, undefined);
      assert.equal(status, 0, `${at}: ${stderr}`);
    }
  });
});

describe("JSON in docs/", () => {
  it("is JSON", () => {
    for (const { at, code } of inLanguages("json")) assert.doesNotThrow(() => JSON.parse(code), at);
  });
});
