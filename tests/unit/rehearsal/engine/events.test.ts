/** The engine's log, as it grows. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EventLog } from "../../../../rehearsal/engine/events";

const topic = "urn:pulumi:rehearsal::orders::my:Gate$aws:sns/topic:Topic::alerts";
const stack = "urn:pulumi:rehearsal::orders::pulumi:pulumi:Stack::orders-rehearsal";

describe("EventLog", () => {
  let file: string;
  let log: EventLog;
  let lines: string[];

  beforeEach(() => {
    file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "event-log-")), "events.json");
    lines = [];
    log = new EventLog(file, (line) => void lines.push(line));
  });
  afterEach(() => {
    log.end();
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  const tell = (diagnosticEvent: object): void =>
    fs.appendFileSync(file, `${JSON.stringify({ sequence: 1, diagnosticEvent })}\n`);

  it("tells what the program prints, without colours, and nothing that passes", () => {
    tell({ message: "<{%reset%}>first\nsecond\n<{%reset%}>", severity: "info#err", urn: stack });
    tell({ message: "of the engine alone", severity: "debug" });
    tell({ message: "Installing 20 %", severity: "info", ephemeral: true });
    fs.appendFileSync(file, '{"summaryEvent":{}}\n');
    const version =
      "<{%reset%}>resource plugin aws is expected to have version >=7.51.1, but has 7.48.0";
    tell({ message: version, severity: "warning" });
    tell({ message: "careful\n", severity: "warning" });
    log.end();
    assert.deepEqual(lines, ["first", "second", "careful"]);
    assert.deepEqual(log.failures(), []);
  });

  it("waits for the rest of a line, and of a character", () => {
    const [bytes] = [Buffer.from('{"diagnosticEvent":{"message":"café","severity":"info"}}\n')];
    const half = bytes.indexOf(0xc3) + 1;
    fs.appendFileSync(file, bytes.subarray(0, half));
    log.end();
    assert.deepEqual(lines, []);
    fs.appendFileSync(file, bytes.subarray(half));
    log.end();
    log.end();
    assert.deepEqual(lines, ["café"]);
  });

  it("has each reason once, with its resource, and none that says only that it failed", () => {
    tell({ message: "NotFound: no such key\n", severity: "error", urn: topic });
    tell({ message: "NotFound: no such key\n", severity: "error", urn: topic });
    tell({ message: "Pulumi.yaml:3,5: unknown name\n", severity: "error", urn: stack });
    tell({ message: "not there", severity: "error", urn: referenceUrn });
    tell({
      message: "Error registering variable [vpc]: no diagnostics",
      severity: "error",
      urn: stack,
    });
    tell({ message: "update failed\n", severity: "error", urn: stack });
    log.end();
    assert.deepEqual(log.failures(), [
      "failed to register new resource alerts [aws:sns/topic:Topic]: NotFound: no such key",
      "Pulumi.yaml:3,5: unknown name",
      "failed to read resource ref [pulumi:pulumi:StackReference]: not there",
    ]);
  });
});

const referenceUrn = "urn:pulumi:rehearsal::orders::rehearsal:index:StackReference::ref";
