/** A program with a mistake in it: it is told what and where, and nothing of it runs. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { openRehearsal } from "../../rehearsal/session";
import { programFolder } from "../support/e2e";

/** What the error must say of each mistake: the argument and what is wrong with its value. */
const mistakes: Record<string, RegExp[]> = {
  "nobody told and nobody allowed": [/`emails`.*`approvers`/],
  "a plain value": [/`emails\[0\]` .*"bad"/],
  "an output": [/`emails\[0\]` .*"bad"/],
  "outputs of several gates": [
    /`timeoutInMinutes` must be .* between 5 and 86400, got: 4/,
    /`customData` must have 1 to 1000 characters, got 1001/,
    /`approvals\[1\].emails\[0\]` .*"bad"/,
  ],
};

describe("a program with a mistake", () => {
  for (const [mistake, messages] of Object.entries(mistakes)) {
    it(`in ${mistake} is told what it is, and nothing starts`, async () => {
      const exampleDir = programFolder("refused", { mistake });
      const folder = path.join(exampleDir, "run");
      const seen: string[] = [];
      const onProgress = ({ kind }: { kind: string }): void => void seen.push(kind);
      try {
        const [outcome] = await Promise.allSettled([
          openRehearsal({ exampleDir, folder, onProgress }),
        ]);
        if (outcome.status === "fulfilled") {
          await outcome.value.close();
          assert.fail("The rehearsal opened.");
        }
        for (const message of messages) assert.match(outcome.reason.message, message);
        assert.ok(!seen.includes("deployed") && !seen.includes("listening"), seen.join(" "));
        // What a run makes when it begins: keys, messages, artifacts.
        for (const made of ["credentials", "mailbox", "artifacts"]) {
          assert.ok(!fs.existsSync(path.join(folder, made)), made);
        }
      } finally {
        fs.rmSync(exampleDir, { recursive: true });
      }
    });
  }
});
