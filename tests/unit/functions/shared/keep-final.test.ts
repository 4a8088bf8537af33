import * as assert from "node:assert/strict";
import { FinalError, MalformedError, TransientError } from "../../../../functions/domain/errors";
import { keepFinal } from "../../../../functions/shared/keep-final";
import { World } from "../support/world";

/** What becomes of an event whose handler throws this. */
async function handled(error?: Error) {
  const { log, lines } = new World();
  const kept: unknown[] = [];
  const deadLetters = { send: async (event: unknown) => void kept.push(event) };
  const handle = keepFinal(
    async (_: object) => {
      if (error !== undefined) throw error;
    },
    { deadLetters, log },
  );
  const [{ status }] = await Promise.allSettled([handle({ of: "SNS" })]);
  return { status, kept, lines };
}

describe("keepFinal", () => {
  it("keeps the event of a final error, and logs what went wrong and what to do", async () => {
    const remedy = "Run `pulumi up`.";
    const { status, kept, lines } = await handled(new FinalError("no gate", { remedy }));
    assert.deepEqual([status, kept], ["fulfilled", [{ of: "SNS" }]]);
    const fields = { error: "FinalError", reason: "no gate", remedy };
    assert.deepEqual(lines, [{ level: "error", event: "event_kept", fields }]);
  });

  it("says how to redrive the event where the error itself has no remedy", async () => {
    const { lines } = await handled(new MalformedError("no gate"));
    assert.match(
      String(lines[0].fields?.["remedy"]),
      /^Find the cause, mend it, and invoke the function again with the message/,
    );
  });

  it("throws a transient error and one that nobody knows, and keeps and logs nothing", async () => {
    for (const error of [new TransientError("later"), new Error("x")]) {
      assert.deepEqual(await handled(error), { status: "rejected", kept: [], lines: [] });
    }
  });

  it("does nothing where the handler succeeds", async () => {
    assert.deepEqual(await handled(), { status: "fulfilled", kept: [], lines: [] });
  });
});
