import * as assert from "node:assert/strict";
import { moment } from "../../../../rehearsal/screen/text";
import type { Rehearsal } from "../../../../rehearsal/session";
import { announceWaiting } from "../../../../rehearsal/terminal/announce-waiting";
import { begin, newRehearsal, type Options, pretended } from "./support/rehearsal";
import { until } from "./support/terminals";

const url = "http://127.0.0.1:1/#key";

describe("announceWaiting", () => {
  async function told(
    options: Options,
    play: (lines: string[], rehearsal: Rehearsal) => Promise<void>,
  ): Promise<void> {
    const rehearsal = await newRehearsal(options);
    const lines: string[] = [];
    announceWaiting(rehearsal, url, (line) => lines.push(line));
    try {
      await play(lines, rehearsal);
    } finally {
      await rehearsal.close();
    }
  }

  it("says once what waits, until when, for whom and where it is decided", () =>
    told({ names: ["web", "api"], start: false }, async (lines, rehearsal) => {
      const { engine } = rehearsal;
      assert.deepEqual(lines, [
        "Next: open the link, and decide there what waits. Ctrl-C ends the rehearsal.",
      ]);
      begin(engine, "web");
      await until(() => lines.length === 4);
      const [{ expires }] = engine.pending();
      const of = (pipeline: string) => [
        `⏳ ${pipeline}: Check / qa waits for a decision`,
        `  Until ${moment(expires)}. May decide: qa-engineer, administrator`,
        `  Decide here: ${url}`,
      ];
      assert.deepEqual(lines.slice(1), of("web"));
      begin(engine, "api");
      await until(() => lines.length === 7);
      assert.deepEqual(lines.slice(4), of("api"));
    }));

  it("says that nothing will ask where there is no approval action, and no pipeline", async () => {
    const stages = [{ stage: "Ship", actions: [pretended("ship")] }];
    await told({ stages }, async (lines) =>
      assert.deepEqual(lines, [
        "No pipeline has an approval action, so nothing will ask for a decision. Ctrl-C ends the rehearsal.",
      ]),
    );
    await told({ names: [] }, async (lines) =>
      assert.match(lines.join("\n"), /^The program makes no pipeline, so nothing will ask/),
    );
  });
});
