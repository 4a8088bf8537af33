/** What the engine tells while it runs a program: lines that the program prints, and why it failed. */
import * as fs from "node:fs";
import { rehearsedReference } from "./monitor";

interface Named {
  readonly type: string;
  readonly name: string;
}

interface Diagnostic {
  readonly urn?: string;
  readonly message: string;
  readonly severity: "debug" | "info" | "info#err" | "warning" | "error";
  readonly ephemeral?: boolean;
}

/** How often the log is looked at, in milliseconds. */
const interval = 100;

/** What says nothing beside the reason. */
const repeats =
  /^(update failed|resource registration failed|preview failed|Error registering .*: no diagnostics$)/;

/** The account is attached in the place of every provider, whatever version the program's SDK is of. */
const ofPlugins = /resource plugin \S+ is expected to have version/;

export class EventLog {
  private readonly errors: Diagnostic[] = [];
  private offset = 0;
  private rest = "";
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly file: string,
    private readonly onLine: (line: string) => void,
    private readonly onEvent: () => void = () => undefined,
  ) {
    this.timer = setInterval(() => this.readOn(), interval);
  }

  /** Reads what is left; nothing is told afterwards. */
  end(): void {
    clearInterval(this.timer);
    this.readOn();
  }

  /** Each reason once, with the resource that it is of. */
  failures(): string[] {
    const texts = this.errors.map(wording).filter((text) => text !== "" && !repeats.test(text));
    return [...new Set(texts)];
  }

  private readOn(): void {
    const text = this.rest + this.more();
    const lines = text.split("\n");
    this.rest = lines.pop()!;
    if (lines.length > 0) this.onEvent();
    for (const line of lines) {
      if (line !== "") this.take(JSON.parse(line).diagnosticEvent);
    }
  }

  private more(): string {
    if (!fs.existsSync(this.file)) return "";
    const file = fs.openSync(this.file, "r");
    try {
      const size = fs.fstatSync(file).size - this.offset;
      const bytes = Buffer.alloc(size);
      const read = fs.readSync(file, bytes, 0, size, this.offset);
      // A character that is not whole yet is read with the next line.
      const whole = bytes.subarray(0, read).lastIndexOf("\n") + 1;
      this.offset += whole;
      return bytes.subarray(0, whole).toString();
    } finally {
      fs.closeSync(file);
    }
  }

  private take(diagnostic: Diagnostic | undefined): void {
    if (diagnostic === undefined || diagnostic.ephemeral === true) return;
    if (diagnostic.severity === "error") this.errors.push(diagnostic);
    else if (diagnostic.severity !== "debug" && !ofPlugins.test(diagnostic.message)) {
      for (const line of plain(diagnostic.message).split("\n")) this.onLine(line);
    }
  }
}

/** Without the engine's marks of colour. */
const plain = (message: string): string => message.replace(/<\{%[^%]*%\}>/g, "").trimEnd();

/** As Pulumi's SDK for Node.js words it; what is of the stack is of no resource. */
export function failureOf({ type, name }: Named, reason: string): string {
  return `failed to register new resource ${name} [${type}]: ${reason}`;
}

export function readFailureOf({ type, name }: Named, reason: string): string {
  const shown = type === rehearsedReference ? "pulumi:pulumi:StackReference" : type;
  return `failed to read resource ${name} [${shown}]: ${reason}`;
}

function wording({ urn = "", message }: Diagnostic): string {
  const [, , types = "", ...name] = urn.split("::");
  const type = types.split("$").pop()!;
  const text = plain(message)
    .trim()
    .replace(/^an unhandled error occurred: /, "");
  if (type === "" || type === "pulumi:pulumi:Stack") return text;
  if (type === rehearsedReference) return readFailureOf({ type, name: name.join("::") }, text);
  return failureOf({ type, name: name.join("::") }, text);
}
