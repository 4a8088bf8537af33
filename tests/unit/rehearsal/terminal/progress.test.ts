import * as assert from "node:assert/strict";
import { progressPrinter, type Progress } from "../../../../rehearsal/terminal/progress";
import { FakeScreen } from "./support/terminals";

describe("progressPrinter", () => {
  const all: Progress[] = [
    { kind: "registered", count: 1, type: "aws:sns/topic:Topic", name: "gate\u001b[2J" },
    { kind: "printed", line: "hello\u001b[31m" },
    { kind: "deployed", count: 1, gaps: ["trail is only recorded.\u001b[2J"] },
    { kind: "listening", url: "http://127.0.0.1:1", credentialsFile: "/run/credentials" },
    { kind: "page", url: "http://127.0.0.1:2/#key" },
  ];

  it("prints to a file only what is worth keeping", () => {
    const output = new FakeScreen();
    output.isTTY = false;
    all.forEach(progressPrinter(output));
    assert.equal(
      output.text,
      "  hello\nThe program registered 1 resources.\n  Not rehearsed: trail is only recorded.\n" +
        "Local AWS endpoint: http://127.0.0.1:1\n" +
        "Credentials of every person: /run/credentials\n" +
        "Page (this link is for you alone): http://127.0.0.1:2/#key\n",
    );
  });

  it("counts on one line of a terminal, never wider than it", () => {
    const output = new FakeScreen();
    output.columns = 20;
    progressPrinter(output)(all[0]);
    assert.equal(output.text, "\r\u001b[K1 resources: aws:s…");
  });

  it("takes 80 columns where a terminal does not tell", () => {
    const lines: string[] = [];
    progressPrinter({ isTTY: true, write: (text) => lines.push(text) })(all[0]);
    assert.equal(lines[0], "\r\u001b[K1 resources: aws:sns/topic:Topic gate");
    progressPrinter({ write: (text) => lines.push(text) })(all[0]);
    assert.equal(lines.length, 1);
  });
});
