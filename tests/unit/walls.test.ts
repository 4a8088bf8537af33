/** The walls between the rooms bite: files that breach one are refused by its name. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const root = path.join(__dirname, "../..");

/** A file, what it imports, and the wall that says no; undefined where the import is right. */
const imports: readonly [file: string, imported: string, wall: string | undefined][] = [
  ["rehearsal/aws/sns/a.ts", "rehearsal/aws/sqs/queues.ts", "services-past-no-index"],
  ["rehearsal/aws/sns/b.ts", "rehearsal/aws/sqs/index.ts", undefined],
  ["rehearsal/aws/sns/c.ts", "rehearsal/aws/sns/topics.ts", undefined],
  ["rehearsal/aws/sns/d.ts", "rehearsal/aws/account/context.ts", undefined],
  ["rehearsal/aws/sns/e.ts", "rehearsal/aws/account/registry.ts", "services-know-no-registry"],
  ["rehearsal/aws/sns/f.ts", "rehearsal/page/server.ts", "services-know-no-screen"],
  ["rehearsal/aws/sns/g.ts", "rehearsal/terminal/text.ts", "services-know-no-screen"],
  ["rehearsal/slack/a.ts", "rehearsal/page/server.ts", "services-know-no-screen"],
  ["rehearsal/aws/account/a.ts", "rehearsal/aws/sns/topics.ts", "services-past-no-index"],
  ["rehearsal/aws/account/b.ts", "rehearsal/aws/sns/index.ts", undefined],
  ["rehearsal/terminal/a.ts", "rehearsal/aws/sns/topics.ts", "the-rehearsal-past-no-index"],
  ["rehearsal/session.ts", "rehearsal/aws/sns/topics.ts", "the-rehearsal-past-no-index"],
  ["rehearsal/provider/a.ts", "rehearsal/aws/account/registry.ts", undefined],
  ["rehearsal/page/a.ts", "rehearsal/aws/sns/index.ts", undefined],
  ["rehearsal/page/b.ts", "rehearsal/terminal/text.ts", "the-page-imports-no-terminal"],
  ["rehearsal/page/c.ts", "rehearsal/screen/card.ts", undefined],
  ["rehearsal/screen/a.ts", "rehearsal/terminal/text.ts", "the-screen-imports-neither"],
  ["components/hub/a.ts", "functions/decider/handler.ts", "components-stand-alone"],
  ["functions/decider/a.ts", "components/hub/names.ts", "functions-stand-alone"],
  ["functions/decider/b.ts", "functions/watcher/handler.ts", "functions-do-not-import-one-another"],
  [
    "functions/connector/a.ts",
    "functions/notifier/handler.ts",
    "functions-do-not-import-one-another",
  ],
  ["functions/decider/c.ts", "functions/connector/tell.ts", "functions-do-not-import-one-another"],
  ["functions/ledger/a.ts", "functions/measures/handler.ts", "functions-do-not-import-one-another"],
  ["functions/domain/a.ts", "functions/connector/tell.ts", "pure-domain"],
  ["functions/domain/b.ts", "functions/webhook-receiver/index.ts", "pure-domain"],
  ["functions/domain/c.ts", "functions/ledger/handler.ts", "pure-domain"],
  [
    "functions/connectors/jira/a.ts",
    "functions/connectors/teams/card.ts",
    "a-connector-imports-no-other",
  ],
  ["functions/connectors/jira/b.ts", "functions/connectors/jira/judge.ts", undefined],
  ["functions/connectors/jira/c.ts", "functions/connectors/http.ts", undefined],
  ["functions/connectors/registry.ts", "functions/connectors/teams/index.ts", undefined],
  [
    "functions/connectors/jira/d.ts",
    "functions/channels/tickets/words.ts",
    "channels-through-the-registry",
  ],
  ["rehearsal/systems/jira/a.ts", "rehearsal/systems/teams/card.ts", "a-stand-in-imports-no-other"],
  ["rehearsal/systems/jira/b.ts", "rehearsal/systems/server.ts", undefined],
  ["contract/a.ts", "functions/decider/handler.ts", "contract-imports-nothing"],
  ["rehearsal/aws/sns/h.ts", "components/hub/names.ts", "rehearsal-sees-only-what-is-deployed"],
];

/** Two files that rest on each other, at run time and by a type. */
const cycles: Readonly<Record<string, string>> = {
  "iam/one.ts": 'import { two } from "./two";\nexport const one = () => two;\n',
  "iam/two.ts": 'import { one } from "./one";\nexport const two = () => one;\n',
  "iam/three.ts": 'import { four } from "./four";\nexport interface Three { n: typeof four }\n',
  "iam/four.ts": 'import type { Three } from "./three";\nexport const four = (t: Three) => t;\n',
};

describe("The walls between the rooms", function () {
  this.timeout(60_000);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "walls-"));
  let breaches: { from: string; to: string; rule: { name: string } }[];

  const write = (file: string, text: string): void => {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    if (!fs.existsSync(full)) fs.writeFileSync(full, text);
  };

  before(() => {
    write("tsconfig.json", '{ "compilerOptions": { "module": "commonjs" } }');
    for (const [file, imported] of imports) {
      const from = path.relative(path.dirname(file), imported).replace(/\.ts$/, "");
      const specifier = from.startsWith(".") ? from : `./${from}`;
      write(imported, "export const it = 1;\n");
      write(file, `import { it } from "${specifier}";\nexport const mine = it;\n`);
    }
    for (const [file, text] of Object.entries(cycles)) write(file, text);
    const rooms = fs.readdirSync(folder).filter((name) => !name.includes("."));
    const args = ["--config", path.join(root, ".dependency-cruiser.cjs"), "--output-type", "json"];
    const cruise = path.join(root, "node_modules/.bin/depcruise");
    const options = { cwd: folder, maxBuffer: 1 << 26 };
    const output = execFileSync(process.execPath, [cruise, ...args, ...rooms], options).toString();
    breaches = JSON.parse(output).summary.violations;
  });

  after(() => fs.rmSync(folder, { recursive: true }));

  for (const [file, imported, wall] of imports) {
    it(`${wall === undefined ? "let" : `(${wall}) keep`} ${file} ${wall === undefined ? "import" : "from"} ${imported}`, () => {
      const found = breaches.filter(({ from, to }) => from === file && to === imported);
      assert.deepEqual(
        found.map(({ rule }) => rule.name),
        wall === undefined ? [] : [wall],
      );
    });
  }

  it("refuse a cycle at run time, and none that a type alone closes", () => {
    const found = breaches.filter(({ rule }) => rule.name === "no-cycles");
    const files = [...new Set(found.flatMap(({ from, to }) => [from, to]))].sort();
    assert.deepEqual(files, ["iam/one.ts", "iam/two.ts"]);
  });
});
