import * as assert from "node:assert/strict";
import { createLog, describe as described } from "../../../../functions/adapters/log";
import { MalformedError } from "../../../../functions/domain/errors";

describe("The log", () => {
  it("is one line of JSON for each call, with its fields", () => {
    const lines: string[] = [];
    const streams = [process.stdout, process.stderr];
    const writes = streams.map((stream) => stream.write);
    for (const stream of streams) {
      stream.write = ((text: string) => (lines.push(text), true)) as typeof stream.write;
    }
    try {
      const log = createLog();
      log.info("decided", { action: "a/b/c" });
      log.warn("signature_invalid");
      log.error("run_failed", { reason: "because" });
    } finally {
      streams.forEach((stream, index) => (stream.write = writes[index]));
    }
    const parsed = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      parsed.map(({ level, event, message }) => [level, event, message]),
      [
        ["INFO", "decided", "Decision recorded by CodePipeline."],
        ["WARN", "signature_invalid", "Rejected request: invalid signature."],
        ["ERROR", "run_failed", "Invocation failed."],
      ],
    );
    assert.equal(parsed[0].action, "a/b/c");
    assert.equal(parsed[2].reason, "because");
  });

  it("shows an error by its kind and its sentence, cut, and nothing that hangs on it", () => {
    const error = Object.assign(new MalformedError("x".repeat(600)), { token: "xoxb-1" });
    const shown = described(error);
    assert.deepEqual(shown, { error: "MalformedError", reason: "x".repeat(500) });
    assert.deepEqual(described("text"), { error: "string", reason: "unknown" });
  });
});
