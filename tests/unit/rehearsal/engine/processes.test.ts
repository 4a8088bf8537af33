/** Processes of a run: none outlives it, with all that they have started. */
import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { portOf, start } from "../../../../rehearsal/engine/processes";

const here = { cwd: __dirname, env: process.env };
const shell = (script: string) => start("sh", ["-c", script], here);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ends(pid: number): Promise<void> {
  for (let tries = 0; tries < 100 && isRunning(pid); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(isRunning(pid), false);
}

describe("processes of the engine", () => {
  it("are ended with what they have started", async () => {
    const started = shell("sleep 60 & echo $!; wait");
    const inner = await portOf(started, "It");
    assert.equal(isRunning(inner), true);
    started.stop();
    await ends(inner);
    started.stop();
  });

  it("end with the process that started them, however it ends", async () => {
    const root = path.join(__dirname, "../../../..");
    const file = path.join(root, "rehearsal/engine/processes");
    const script = `
      const { start, portOf } = require(${JSON.stringify(file)});
      process.on("SIGTERM", () => process.exit(143));
      const started = start("sh", ["-c", "sleep 60 & echo $!; wait"], { cwd: "/", env: process.env });
      portOf(started, "It").then((pid) => console.log(pid));
    `;
    const parent = spawn(
      process.execPath,
      ["-r", path.join(root, "tools/register.js"), "-e", script],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [data] = (await once(parent.stdout, "data")) as [Buffer];
    const inner = Number(data.toString());
    assert.equal(isRunning(inner), true);
    parent.kill("SIGTERM");
    await ends(inner);
  });

  it("tell what they write after their port", async () => {
    const [out, err]: string[][] = [[], []];
    const started = shell("echo 4711; echo first; echo careful >&2; echo last");
    const written = {
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
    };
    assert.equal(await portOf(started, "It", written), 4711);
    await once(started.child, "close");
    assert.deepEqual([out, err], [["first", "last"], ["careful"]]);
  });

  it("that give no port say why", async () => {
    await assert.rejects(
      portOf(shell("echo no such module >&2; exit 3"), "The host"),
      /^Error: The host ended at once\. no such module$/,
    );
    await assert.rejects(portOf(start("/none", [], here), "The host"), /did not start: .*ENOENT/);
  });
});
