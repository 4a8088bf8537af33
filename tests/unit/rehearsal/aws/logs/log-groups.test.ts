import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { withReport } from "../../../../../rehearsal/aws/lambda/report";
import { closeFunctions, newFunctions } from "../lambda/support";

const group = "/aws/lambda/notifier";
const groupArn = `arn:aws:logs:eu-west-1:111122223333:log-group:${group}`;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe("The log of a function", () => {
  afterEach(closeFunctions);

  it("holds what the code writes between Lambda's own lines", async () => {
    const { functions, run } = newFunctions();
    functions.createLogGroup(group);
    await run({ way: "count" });
    await run({ way: "log" });
    const lines = functions
      .logs(group)
      .slice(4)
      .map((line) => line.split("\t"));
    const [[start], debug, info, warn, error, object, big, [raw], [bytes], [end], report] = lines;
    assert.match(start, /^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
    const requestId = start.split(" ")[2];
    for (const [time, id] of [debug, info, warn, error, object, big]) {
      assert.match(time, stamp);
      assert.equal(id, requestId);
    }
    assert.deepEqual(debug.slice(2), ["DEBUG", "debug"]);
    assert.deepEqual(info.slice(2), ["INFO", "info formatted"]);
    assert.deepEqual(warn.slice(2), ["WARN", "warn { a: 1 }"]);
    assert.match(error.slice(2).join(" "), /^ERROR Error: shown\n/);
    assert.deepEqual(object.slice(2), ["INFO", "{ only: 'an object' }"]);
    assert.deepEqual(big.slice(2), ["INFO", "{ big: 1n }"]);
    assert.deepEqual([raw, bytes], ["raw", "raw bytes"]);
    assert.equal(end, `END RequestId: ${requestId}`);
    assert.match(
      report.join(" "),
      /^REPORT RequestId: \S+ Duration: [\d.]+ ms Billed Duration: \d+ ms Memory Size: 128 MB$/,
    );
  });

  it("is JSON where the function says so", async () => {
    const { functions, run } = newFunctions({ function: { logFormat: "JSON" } });
    await run({ way: "log" });
    const lines = functions.logs(group).filter((line) => line.startsWith("{"));
    const entries = lines.map((line) => JSON.parse(line));
    const messages = entries.filter(({ level }) => level !== undefined);
    assert.deepEqual(
      messages.map(({ level, message }) => [level, message]).filter(([level]) => level !== "ERROR"),
      [
        ["INFO", "loaded"],
        ["DEBUG", "debug"],
        ["INFO", "info formatted"],
        ["WARN", "warn { a: 1 }"],
        ["INFO", { only: "an object" }],
        ["INFO", "{ big: 1n }"],
      ],
    );
    const error = messages.find(({ level }) => level === "ERROR");
    assert.match(error.message, /^Error: shown\n/);
    assert.match(error.timestamp, stamp);
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      entries.filter(({ type }) => type !== undefined).map(({ type }) => type),
      ["platform.start", "platform.report"],
    );
  });

  it("is a file in the run's folder, too", async () => {
    const { functions, run, folder } = newFunctions();
    await run({ way: "log" });
    const text = fs.readFileSync(path.join(folder, "logs", "notifier.log"), "utf8");
    assert.equal(text, `${functions.logs(group).join("\n")}\n`);
  });

  it("needs the role's right to make a stream and to write to it", async () => {
    const { functions, run, asked } = newFunctions();
    functions.createLogGroup(group);
    await run({});
    const logs = asked.filter(({ action }) => action.startsWith("logs:"));
    assert.deepEqual(
      logs.map(({ action }) => action),
      ["logs:CreateLogStream", "logs:PutLogEvents"],
    );
    for (const { role, resource } of logs) {
      assert.equal(role, "arn:aws:iam::111122223333:role/notifier");
      assert.ok(resource.startsWith(`${groupArn}:log-stream:`), resource);
    }
  });

  for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
    it(`is lost without ${action}, and a warning says so`, async () => {
      const { functions, run, folder, warnings } = newFunctions({ denied: [action] });
      functions.createLogGroup(group);
      await run({ way: "log" });
      assert.deepEqual(functions.logs(group), []);
      assert.equal(fs.existsSync(path.join(folder, "logs")), false);
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0].includes(`The logs of function notifier are lost: `), warnings[0]);
      assert.ok(warnings[0].includes(`may not ${action} on ${groupArn}:log-stream:`), warnings[0]);
      assert.match(functions.invocations()[0].logs.join(), /info formatted/);
    });
  }

  it("makes a group that is not there only where the role may", async () => {
    const lost = newFunctions({ denied: ["logs:CreateLogGroup"] });
    await lost.run({});
    assert.deepEqual(lost.functions.logs(group), []);
    assert.match(
      lost.warnings[0],
      /may not logs:CreateLogGroup on .*:log-group:\/aws\/lambda\/notifier:/,
    );
    const made = newFunctions();
    await made.run({});
    assert.equal(made.functions.logs(group).length, 4);
    assert.deepEqual(made.warnings, []);
  });

  it("keeps its lines when the group is made again", async () => {
    const { functions, run } = newFunctions();
    await run({});
    functions.createLogGroup(group);
    assert.equal(functions.logs(group).length, 4);
  });
});

describe("Lambda's report", () => {
  const now = new Date("2026-11-22T21:34:56.789Z");
  const outcome = { lines: [], milliseconds: 1.5 };
  const timedOut = { errorType: "Sandbox.Timedout", errorMessage: "RequestId: r Error: Too late" };
  const report = (error?: { errorType?: string; errorMessage: string }) =>
    withReport({ logFormat: "JSON" }, "r", { ...outcome, error }, now)
      .map((line) => JSON.parse(line))
      .at(-1).record;

  it("tells what came of a run", () => {
    const metrics = { durationMs: 1.5, billedDurationMs: 2, memorySizeMB: 128 };
    assert.deepEqual(report(), { requestId: "r", metrics, status: "success" });
    assert.equal(report({ errorType: "TypeError", errorMessage: "x" }).status, "error");
    assert.equal(report({ errorType: "TypeError", errorMessage: "x" }).errorType, undefined);
    assert.equal(report(timedOut).status, "timeout");
    assert.equal(report(timedOut).errorType, "Sandbox.Timedout");
  });

  it("names in text what ended the process, without the request id twice", () => {
    const lines = withReport({}, "r", { ...outcome, error: timedOut }, now);
    assert.equal(lines[1], "2026-11-22T21:34:56.789Z r Too late");
  });
});
