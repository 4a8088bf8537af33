/** `npm run rehearse` as a person sees it: in a real pseudo terminal of 80 columns and 24 rows. */
import * as assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";

const root = path.join(__dirname, "..", "..");
const down = "\u001b[B";
const enter = "\r";

interface Terminal {
  readonly child: ChildProcess;
  /** Everything since the last key, without colours and movements. */
  shown(): string;
  all(): string;
  sees(text: string | RegExp): Promise<void>;
  types(text: string): void;
  readonly exit: Promise<number | null>;
}

/** util-linux's `script` makes the terminal; its own input is the keyboard. */
function openTerminal(folder: string): Terminal {
  const rehearse = `node -r ./tools/register rehearsal/cli.ts --example pre-production-gate --folder ${folder}`;
  const command = `stty rows 24 cols 80; exec ${rehearse}`;
  const child = spawn("script", ["-qfec", command, "/dev/null"], {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", TERM: "xterm", NODE_V8_COVERAGE: "" },
    stdio: "pipe",
  });
  let text = "";
  let seen = 0;
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  const shown = (): string => stripVTControlCharacters(text.slice(seen));
  return {
    child,
    shown,
    all: () => stripVTControlCharacters(text),
    exit,
    types: (keys) => {
      seen = text.length;
      child.stdin.write(keys);
    },
    sees: async (wanted) => {
      const deadline = Date.now() + 60_000;
      while (shown().search(wanted) < 0) {
        if (Date.now() > deadline || child.exitCode !== null) {
          assert.fail(`Never saw ${wanted} in:\n${shown()}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

describe("the questions in a terminal of 80 columns and 24 rows", () => {
  let folder: string;
  let at: Terminal;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "e2e-terminal-"));
    at = openTerminal(folder);
  });

  afterEach(async () => {
    at.child.kill("SIGTERM");
    await at.exit;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Nothing answers on the local endpoint any more: no process was left behind. */
  async function isGone(): Promise<void> {
    const url = /Local AWS endpoint: (\S+)/.exec(at.all())![1];
    await assert.rejects(fetch(url));
  }

  it("refuse the wrong person in AWS's words, keep the person, and let the right one approve", async () => {
    await at.sees(/Page \(.*\): http:\/\/127\.0\.0\.1:\d+\/#/);
    await at.sees("Who are you?");
    await at.sees(/developer: may not decide/);
    const people = [...at.shown().matchAll(/([\w-]+): may( not)? decide/g)].map(([, name]) => name);
    const firstShown = at.shown().slice(at.shown().lastIndexOf("Who are you?"));
    assert.ok(firstShown.split("\n").length < 24, firstShown);
    for (const line of firstShown.split(/\r?\n/)) assert.ok(line.length <= 80, line);

    at.types(down.repeat(people.indexOf("developer")) + enter);
    await at.sees("what now, developer?");
    at.types(enter);
    await at.sees("Why?");
    at.types(enter);
    await at.sees(/AccessDeniedException: User: \S+user\/developer/);
    await at.sees("what now, developer?");

    at.types(down.repeat(2) + enter);
    await at.sees("Who are you?");
    at.types(down.repeat(people.indexOf("release-manager")) + enter);
    await at.sees("what now, release-manager?");
    at.types(enter);
    await at.sees("Why?");
    at.types(`Checked.${enter}`);
    await at.sees(/Last execution: succeeded\. What next\?/);
    at.types(down.repeat(5) + enter);
    assert.equal(await at.exit, 0);
    assert.match(at.all(), /Deployed:\r?\n/);
    await isGone();
  });

  it("go away when the page's person decides", async () => {
    await at.sees("Who are you?");
    const { origin, hash } = new URL(/Page \(.*\): (\S+)/.exec(at.all())![1]);
    const headers = { "x-rehearsal-token": hash.slice(1) };
    const view = (await (await fetch(`${origin}/view`, { headers })).json()) as {
      approvals: { token: string }[];
    };
    const [{ token }] = view.approvals;
    const as = "iam:release-manager";
    const ask = { kind: "decide", as, token, status: "Approved", summary: "On the page." };
    const answer = await fetch(`${origin}/ask`, {
      method: "POST",
      headers: { ...headers, origin, "content-type": "application/json" },
      body: JSON.stringify(ask),
    });
    assert.equal(answer.status, 200, await answer.text());
    await at.sees(/The question is withdrawn: ApproveProduction \/ ApproveProduction was approved/);
    await at.sees(/Last execution: succeeded\. What next\?/);
  });

  it("end with 130 on Ctrl-C, and leave no process behind", async () => {
    await at.sees("Who are you?");
    at.types("\u0003");
    assert.equal(await at.exit, 130);
    await isGone();
  });

  it("end with 0 when standard input is closed, and leave no process behind", async () => {
    await at.sees("Who are you?");
    at.child.stdin!.end();
    assert.equal(await at.exit, 0);
    await isGone();
  });
});
