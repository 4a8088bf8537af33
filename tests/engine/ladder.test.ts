import assert from "node:assert/strict";
import { playScript } from "../../rehearsal/terminal/auto";
import { lastLine } from "../../rehearsal/terminal/verdict";
import { openRehearsal } from "../../rehearsal/session";
import pc from "picocolors";
import { openExample } from "./support/examples";
import { openLocalCloud } from "./support/local-cloud";

describe("a pipeline that pulumi up created", () => {
  for (const example of ["approval-ladder", "slack-approvals"]) {
    for (const script of ["approve", "reject"] as const) {
      it(`of ${example} runs through its approvals: ${script}`, async () => {
        const ended: (() => Promise<void>)[] = [];
        const rehearsal = await openRehearsal({
          example,
          deploy: async (account) => {
            const cloud = await openLocalCloud(account);
            ended.push(() => cloud.close());
            const stack = await openExample(cloud, example);
            await stack.up();
            return stack.outputs();
          },
        });
        try {
          const printed: string[] = [];
          const print = (line: string) => void printed.push(line);
          const colours = pc.createColors(false);
          const ending = await playScript(rehearsal, { script, print, width: 100, colours });
          assert.deepEqual(ending.problems, [], printed.join("\n"));
          assert.match(lastLine(example, ending), new RegExp(script));
        } finally {
          await rehearsal.close();
          for (const end of ended) await end();
        }
      });
    }
  }
});
