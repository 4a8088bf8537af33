/** The main job: each example, from commit to production, as `npm run rehearse` runs it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { endsWith, runScript, type ScriptRun } from "../support/e2e-script";

const root = path.join(__dirname, "..", "..");
const scripts = ["approve", "reject", "timeout"] as const;
type Script = (typeof scripts)[number];

interface Run extends ScriptRun {
  /** Files by the bucket's logical name, each with its text. */
  readonly buckets: Record<string, Record<string, string>>;
  /** Recipients of the mails, each once. */
  readonly told: string[];
}

/** What each example is expected to do. */
const examples: Record<
  string,
  {
    approvals: number;
    /** Who hears of the first approval, and of them all. */
    first: string[];
    all: string[];
    /** Bucket that is filled before the first approval. */
    before?: string;
  }
> = {
  "pre-production-gate": {
    approvals: 1,
    first: ["release-manager@example.com"],
    all: ["release-manager@example.com"],
  },
  "approval-beside-deployment": {
    approvals: 1,
    first: ["release-manager@example.com"],
    all: ["release-manager@example.com"],
  },
  "approval-ladder": {
    approvals: 4,
    first: ["release-manager@example.com"],
    all: [
      "engineering-manager@example.com",
      "product@example.com",
      "qa@example.com",
      "release-manager@example.com",
    ],
    before: "dev",
  },
  "compliance-checkpoint": {
    approvals: 2,
    first: ["tech-lead@example.com"],
    all: ["compliance@example.com", "tech-lead@example.com"],
    before: "evidence",
  },
  "slack-approvals": { approvals: 4, first: [], all: [] },
};

describe("npm run rehearse", function () {
  this.timeout(240_000);
  const runs = new Map<string, Promise<Run>>();
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "e2e-examples-"));
    // One example's runs follow one another; the examples go side by side.
    for (const example of Object.keys(examples)) {
      let previous: Promise<unknown> = Promise.resolve();
      for (const script of scripts) {
        const run = previous.then(() => rehearse(example, script, path.join(folder, example)));
        runs.set(`${example} ${script}`, run);
        previous = run;
      }
    }
  });

  after(() => fs.rmSync(folder, { recursive: true }));

  for (const [example, { approvals, first, all, before: filled }] of Object.entries(examples)) {
    it(`approves ${example} as far as production`, async () => {
      const run = await runs.get(`${example} approve`)!;
      const counts = `approvals=${approvals} approved=${approvals} rejected=0 expired=0`;
      endsWith(run, `rehearsal: ${example} Succeeded ${counts}`);
      assert.equal(refusals(run), approvals);
      assert.deepEqual(run.told, all);
      const { production } = run.buckets;
      const site = path.join(root, "examples", example, "site", "index.html");
      const title = /<title>.*<\/title>/.exec(fs.readFileSync(site, "utf8"))![0];
      assert.ok(production["index.html"].includes(title), production["index.html"]);
      assert.doesNotMatch(production["index.html"], /@[A-Z]+@/);
    });

    for (const [script, counts] of [
      ["reject", "approvals=1 approved=0 rejected=1 expired=0"],
      ["timeout", "approvals=1 approved=0 rejected=0 expired=1"],
    ] as const) {
      it(`ends ${example} at its first approval with --auto ${script}`, async () => {
        const run = await runs.get(`${example} ${script}`)!;
        endsWith(run, `rehearsal: ${example} Failed ${counts}`);
        assert.equal(refusals(run), 1);
        assert.deepEqual(run.told, first);
        assert.deepEqual(run.buckets.production, {});
        if (filled !== undefined) assert.notDeepEqual(run.buckets[filled], {});
      });
    }
  }

  it("clicks in Slack as those who may, and as somebody who may not", async () => {
    const { lines } = await runs.get("slack-approvals approve")!;
    const count = (pattern: RegExp): number => lines.filter((line) => pattern.test(line)).length;
    assert.equal(count(/ presses Approve and is told in private: You may not decide this/), 4);
    assert.equal(count(/ approves in Slack: Checked in rehearsal\./), 4);
    const ends = lines.slice(lines.indexOf("In Slack at the end:") + 1).slice(0, 4);
    assert.ok(
      ends.every((line) => /^ {2}#releases: Approved by \w+ \(U0\w+\) in Slack: /.test(line)),
      ends.join("\n"),
    );
  });

  it("says in Slack how it ended, with --auto reject and timeout", async () => {
    const rejected = (await runs.get("slack-approvals reject")!).lines;
    assert.ok(rejected.some((line) => / presses Reject, says "no", and reads: /.test(line)));
    assert.ok(rejected.some((line) => line.startsWith("  #releases: Rejected by stella ")));
    const expired = (await runs.get("slack-approvals timeout")!).lines;
    assert.ok(
      expired.some((line) => line.startsWith("  #releases: Expired: nobody decided in time")),
    );
  });

  it("releases what the build made of the sources", async () => {
    const { buckets } = await runs.get("approval-ladder approve")!;
    const { dev, staging, production } = buckets;
    const version = production["version.txt"].trim();
    const sources = path.join(root, "examples", "approval-ladder", "site");
    const declared = fs.readFileSync(path.join(sources, "VERSION"), "utf8").trim();
    assert.equal(version, `${declared}-1`);
    assert.ok(production["index.html"].includes(version));
    assert.deepEqual(staging, dev);
    assert.deepEqual(production, dev);
  });
});

/** The wrong people who tried to approve and were refused. */
function refusals({ lines }: Run): number {
  const refused = / tries to approve and is refused: AccessDeniedException: /;
  return lines.filter((line) => refused.test(line)).length;
}

async function rehearse(example: string, script: Script, parent: string): Promise<Run> {
  const run = await runScript(example, script, parent);
  return { ...run, buckets: buckets(run.folder), told: told(run.folder) };
}

function listed(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}

function buckets(folder: string): Run["buckets"] {
  const root = path.join(folder, "buckets");
  const found = listed(root).map((bucket) => {
    const files = fs
      .readdirSync(path.join(root, bucket), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const texts = files.map((file): [string, string] => [
      path.relative(path.join(root, bucket), file),
      fs.readFileSync(file, "utf8"),
    ]);
    // Pulumi puts seven random digits behind the name.
    return [bucket.replace(/-[0-9a-f]{7}$/, ""), Object.fromEntries(texts)] as const;
  });
  return Object.fromEntries(found);
}

function told(folder: string): string[] {
  const mails = listed(path.join(folder, "mailbox"));
  const to = mails.map((name) => name.replace(/^\w+-\d+-/, "").replace(/\.eml$/, ""));
  return [...new Set(to)].sort();
}
