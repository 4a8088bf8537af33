import * as assert from "node:assert/strict";
import { UnknownRequestError } from "../../../../functions/domain/errors";
import { eachRequest, lookAfterEach } from "../../../../functions/shared/look-after";
import { requestOf } from "../domain/samples";
import { World } from "../support/world";

const actions = ["orders/Release/approve", "billing/Release/approve", "web/Release/approve"];

describe("lookAfterEach", () => {
  it("looks after one action after the other, and logs nothing where nothing fails", async () => {
    const { log, lines } = new World();
    const steps: string[] = [];
    await lookAfterEach(
      actions,
      async (action) => {
        steps.push(`begins ${action}`);
        await Promise.resolve();
        steps.push(`ends ${action}`);
      },
      log,
    );
    assert.deepEqual(
      steps,
      actions.flatMap((action) => [`begins ${action}`, `ends ${action}`]),
    );
    assert.deepEqual(lines, []);
  });

  it("logs what fails, with what to do where that is known, and goes on with the next", async () => {
    const { log, lines } = new World();
    const seen: string[] = [];
    const errors = [new Error("throttled"), new UnknownRequestError()];
    await lookAfterEach(
      actions,
      async (action) => {
        seen.push(action);
        const error = errors.shift();
        if (error !== undefined) throw error;
      },
      log,
    );
    assert.deepEqual(seen, actions);
    const { name, message, remedy } = new UnknownRequestError();
    assert.deepEqual(
      lines.map(({ level, event, fields }) => ({ level, event, ...fields })),
      [
        {
          ...{ level: "error", event: "sweep_failed", action: actions[0] },
          ...{ error: "Error", reason: "throttled", remedy: undefined },
        },
        {
          ...{ level: "error", event: "sweep_failed", action: actions[1] },
          ...{ error: name, reason: message, remedy },
        },
      ],
    );
  });
});

describe("eachRequest", () => {
  it("does each, logs what fails under the name that is given, and answers it", async () => {
    const { log, lines } = new World();
    const requests = ["a", "b", "c"].map((token) => requestOf({ token }));
    const seen: string[] = [];
    const error = new UnknownRequestError();
    const failures = await eachRequest(
      requests,
      async ({ token }) => {
        seen.push(token);
        if (token === "b") throw error;
      },
      "reminder_failed",
      log,
    );
    assert.deepEqual(seen, ["a", "b", "c"]);
    assert.deepEqual(failures, [error]);
    const { name, message, remedy } = error;
    assert.deepEqual(
      lines.map(({ level, event, fields }) => ({ level, event, ...fields })),
      [
        {
          ...{ level: "error", event: "reminder_failed", action: requests[1].action, token: "b" },
          ...{ error: name, reason: message, remedy },
        },
      ],
    );
  });
});
