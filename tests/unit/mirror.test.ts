/** tests/unit mirrors the rooms: who changes a source finds its tests at the same path, and no others. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "../..");
const isThere = (file: string): boolean => fs.existsSync(path.join(root, file));

/** Where the sources of a folder of tests/unit are, if not at the same path. */
const elsewhere: Readonly<Record<string, string>> = { mutation: "tests/mutation" };

/** Tests that lie where their subject is, and load it through something that lies elsewhere. */
const through: Readonly<Record<string, string>> = {
  "components/inputs/remedies": "the sentences of all refusals, as the sources hold them",
  "components/schema": "what Pulumi reads of the components, in a process of its own",
  "components/schema-sources": "the sources of the arguments, as text",
  "functions/shared/index": "the entries of all functions, which wire what is in functions/shared",
  "rehearsal/aws/account/lifecycle": "resources of every service, through the account",
  "rehearsal/aws/iam/quotas": "quotas of roles and policies, through the account",
  "rehearsal/aws/lambda/access": "permissions of functions, through the account",
  "testing/consumer": "the package as a consumer's process loads it",
  "testing/walls": "the package as a consumer's process loads it",
};

interface Test {
  readonly file: string;
  /** The path that it mirrors, without extension. */
  readonly subject: string;
}

const tests: readonly Test[] = fs
  .globSync("tests/unit/**/*.test.ts", { cwd: root })
  .map((file) => ({ file, subject: file.slice("tests/unit/".length, -".test.ts".length) }))
  .filter(({ subject }) => subject.includes("/"))
  .map(({ file, subject }) => {
    const [room, ...rest] = subject.split("/");
    return { file, subject: [elsewhere[room] ?? room, ...rest].join("/") };
  });

const isExcepted = ({ subject }: Test): boolean =>
  Object.keys(through).some((at) => subject === at || subject.startsWith(`${at}/`));

/** Whether a file or a folder has this name. */
const isSource = (subject: string): boolean =>
  ["", ".ts", ".js"].some((extension) => isThere(subject + extension));

/** Paths of the rooms' files that a test loads, itself or through what it shares with others. */
function loadedBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  const text = fs.readFileSync(path.join(root, file), "utf8");
  const imports = [...text.matchAll(/(?:from|import|import\(|require\()\s*"(\.[^"]+)"/g)];
  return imports.flatMap(([, specifier]) => {
    const target = path.join(path.dirname(file), specifier);
    if (!target.startsWith("tests/")) return [target];
    return isThere(`${target}.ts`) ? loadedBy(`${target}.ts`, seen) : [];
  });
}

/** A test of a folder loads what is in it, below it, or the entry of the package above it. */
function isOfFolder({ file, subject }: Test): boolean {
  const folder = path.dirname(subject);
  return loadedBy(file).some((source) => {
    const at = source === "index" || source === "testing" ? source : path.dirname(source);
    return (
      source === "index" ||
      source.startsWith(`${folder}/`) ||
      source === folder ||
      folder.startsWith(`${at}/`)
    );
  });
}

describe("tests/unit", () => {
  it("has no folder that the sources have not", () => {
    const lost = tests.filter((test) => !isExcepted(test) && !isThere(path.dirname(test.subject)));
    assert.deepEqual(
      lost.map(({ file }) => file),
      [],
    );
  });

  it("has every test beside its source by name, or in the folder whose files it loads", () => {
    const rooms = /^(components|contract|functions|iam|rehearsal|testing)\//;
    const lost = tests.filter(
      (test) =>
        rooms.test(test.subject) &&
        !isExcepted(test) &&
        !isSource(test.subject) &&
        !isOfFolder(test),
    );
    assert.deepEqual(
      lost.map(({ file }) => file),
      [],
    );
  });

  it("has no exception for what is not there", () => {
    const stale = Object.keys(through).filter(
      (at) => !isThere(`tests/unit/${at}`) && !isThere(`tests/unit/${at}.test.ts`),
    );
    assert.deepEqual(stale, []);
  });
});
