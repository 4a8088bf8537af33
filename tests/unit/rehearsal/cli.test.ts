import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import * as path from "node:path";
import { main } from "../../../rehearsal/cli";
import { repositoryDir } from "../../../rehearsal/home";
import { FakeKeys, FakeScreen, until } from "./terminal/support/terminals";

const fixtures = path.join(__dirname, "terminal", "fixtures");

function terminal(interrupted = new Promise<number>(() => undefined)) {
  const stdin = new FakeKeys();
  const stdout = new FakeScreen();
  const stderr = new FakeScreen();
  return { stdin, stdout, stderr, interrupted, colour: false };
}

async function run(args: string[], at = terminal(), folder?: string) {
  const code = await main(args, at, folder);
  const lines = at.stdout.text.trimEnd().split("\n");
  return { code, lines, error: at.stderr.text };
}

const noTerminal = () => {
  const at = terminal();
  at.stdin.isTTY = false;
  return at;
};

describe("main", () => {
  it("prints help", async () => {
    const { code, lines } = await run(["--help"]);
    assert.equal(code, 0);
    assert.match(lines[0], /^Runs a Pulumi program on this machine/);
  });

  it("refuses what it does not understand with one line and exit code 2", async () => {
    const { code, error } = await run(["--port", "x"]);
    assert.equal(code, 2);
    assert.equal(error, '--port takes a number from 0 (any free one) to 65535, got: "x".\n');
  });

  it("says which command to type where nobody can answer questions", async () => {
    const { code, error } = await run(["--example", "two-gates"], noTerminal(), fixtures);
    assert.equal(code, 2);
    assert.match(error, /npm run rehearse -- --example two-gates --auto approve\n/);
    assert.match(error, /in a browser: npm run rehearse -- --example two-gates --page\n$/);
    const without = await run(["--example", "two-gates", "--no-page"], noTerminal(), fixtures);
    assert.equal(without.code, 2);
  });

  it("says what a program said, without its escapes, and what to type next", async () => {
    const args = ["--example", "broken", "--auto", "approve"];
    const { code, error } = await run(args, noTerminal(), fixtures);
    assert.equal(code, 1);
    assert.match(error, /^The rehearsal of broken failed:\n {2}.*Nothing works\./);
    assert.match(error, /npm run rehearse -- --example broken --auto approve\n$/);
  });

  it("says that a port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await until(() => server.listening);
    const port = String((server.address() as AddressInfo).port);
    const script = ["--example", "two-gates", "--auto", "approve"];
    const { code, error } = await run([...script, "--port", port], noTerminal(), fixtures);
    server.close();
    assert.equal(code, 1);
    assert.match(error, new RegExp(`Port ${port} is taken. Without --port any free one`));
    assert.ok(error.endsWith(`: npm run rehearse -- ${script.join(" ")}\n`), error);
  });

  it("says that the page's port is taken, and closes what was open", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await until(() => server.listening);
    const port = String((server.address() as AddressInfo).port);
    const at = noTerminal();
    const { code, error } = await run(
      ["--example", "two-gates", "--page-port", port],
      at,
      fixtures,
    );
    server.close();
    assert.equal(code, 1);
    assert.match(error, new RegExp(`Port ${port} is taken. Without --page-port any free one`));
    assert.match(error, /npm run rehearse -- --example two-gates --page\n$/);
    await assert.rejects(fetch(/Local AWS endpoint: (\S+)/.exec(at.stdout.text)![1]));
  });

  it("goes on for a page where nobody can answer questions, until it is interrupted", async () => {
    let interrupt: (code: number) => void = () => undefined;
    const interrupted = new Promise<number>((resolve) => (interrupt = resolve));
    const at = { ...noTerminal(), interrupted };
    const ended = run(["--example", "two-gates", "--page"], at, fixtures);
    await until(() => /Page \(.*\): http/.test(at.stdout.text));
    const { origin, hash } = new URL(/Page \(.*\): (\S+)/.exec(at.stdout.text)![1]);
    const headers = { "x-rehearsal-token": hash.slice(1) };
    const view = await (await fetch(`${origin}/view`, { headers })).json();
    assert.equal((view as { example: string }).example, "two-gates");
    await until(() => at.stdout.text.includes(`  Decide here: ${origin}/${hash}`));
    interrupt(130);
    assert.equal((await ended).code, 130);
    await assert.rejects(fetch(origin));
    await assert.rejects(fetch(/Local AWS endpoint: (\S+)/.exec(at.stdout.text)![1]));
  });

  it("plays a script and ends with the line that scripts read", async () => {
    const args = ["--example", "two-gates", "--auto", "approve"];
    const { code, lines, error } = await run(args, noTerminal(), fixtures);
    assert.equal(error, "");
    assert.equal(code, 0);
    assert.ok(!lines.some((line) => line.includes("Page (this")), "a script needs no page");
    assert.equal(
      lines.at(-1),
      "rehearsal: two-gates Succeeded approvals=2 approved=2 rejected=0 expired=0",
    );
    assert.ok(lines.some((line) => /Release \/ production → .*two-gates-production/.test(line)));
    const deployed = path.join(repositoryDir, ".rehearsal/two-gates/buckets/two-gates-production");
    assert.ok(fs.existsSync(path.join(deployed, "index.html")));
  });

  it("serves a page beside a script where it is asked for, as long as the script runs", async () => {
    const args = ["--example", "two-gates", "--auto", "reject", "--page"];
    const { code, lines } = await run(args, noTerminal(), fixtures);
    assert.equal(code, 0);
    const [link] = lines.filter((line) => line.includes("Page (this"));
    await assert.rejects(fetch(new URL(link.split(": ")[1]).origin));
  });

  it("asks until somebody stops, then says what the run left", async () => {
    const at = terminal();
    const ended = run(["--example", "two-gates"], at, fixtures);
    await until(() => at.stdout.text.includes("Who are you?"));
    assert.match(at.stdout.text, /⏳ Approval: two-gates \/ CheckStaging \/ qa/);
    at.stdin.write("\r");
    await until(() => at.stdout.text.includes("what now"));
    at.stdin.write("\u001b[A".repeat(9) + "\u001b[B".repeat(9) + "\r");
    const { code, lines } = await ended;
    assert.equal(code, 0);
    assert.match(lines.at(-1)!, /^E-mails: 1 in /);
    assert.match(at.stdout.text, /Page \(.*\): http:\/\/127\.0\.0\.1:\d+\/#[\w-]+\n/);
  });

  it("answers 130 when Ctrl-C is pressed at a question", async () => {
    const at = terminal();
    const ended = run(["--example", "two-gates"], at, fixtures);
    await until(() => at.stdout.text.includes("Who are you?"));
    at.stdin.write("\u0003");
    assert.equal((await ended).code, 130);
    assert.equal(at.stdin.raw, false);
  });

  it("closes everything when it is interrupted", async () => {
    let interrupt: (code: number) => void = () => undefined;
    const interrupted = new Promise<number>((resolve) => (interrupt = resolve));
    const at = terminal(interrupted);
    const ended = run(["--example", "two-gates"], at, fixtures);
    await until(() => at.stdout.text.includes("Who are you?"));
    const url = /Local AWS endpoint: (\S+)/.exec(at.stdout.text)![1];
    interrupt(143);
    assert.equal((await ended).code, 143);
    await until(() => !at.stdin.raw);
    await assert.rejects(fetch(url));
  });
});
