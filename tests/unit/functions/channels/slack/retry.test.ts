import * as assert from "node:assert/strict";
import type { SlackApi } from "../../../../../functions/channels/slack/ports";
import { withRetry } from "../../../../../functions/channels/slack/retry";
import { SlackError } from "../../../../../functions/channels/slack/client";

const message = { channel: "C0", ts: "1.1", text: "", blocks: [] };
const every: Record<keyof SlackApi, (slack: SlackApi) => Promise<unknown>> = {
  postMessage: (slack) => slack.postMessage(message),
  updateMessage: (slack) => slack.updateMessage(message),
  postEphemeral: (slack) => slack.postEphemeral({ channel: "C0", user: "U0", text: "" }),
  openView: (slack) => slack.openView("trigger", {}),
  identify: (slack) => slack.identify(),
  userGroupMembers: (slack) => slack.userGroupMembers("S0"),
  userWithEmail: (slack) => slack.userWithEmail("ann@example.com"),
};

/** What a call that fails with these errors, one after the other, comes to. */
async function attempt(method: keyof SlackApi, errors: unknown[], tries = 3) {
  const left = [...errors];
  const pauses: number[] = [];
  let calls = 0;
  const answer = async () => {
    calls += 1;
    if (left.length > 0) throw left.shift();
    return "done";
  };
  const slack = Object.fromEntries(Object.keys(every).map((name) => [name, answer]));
  const sleep = async (pause: number) => void pauses.push(pause);
  const wrapped = withRetry(slack as unknown as SlackApi, { tries, longestPause: 5000, sleep });
  const [end] = await Promise.allSettled([every[method](wrapped)]);
  return { calls, pauses, ended: end.status === "fulfilled" ? end.value : (end.reason as unknown) };
}

const error = (code: string, retryAfter?: number) => new SlackError("m", code, retryAfter);
const repeatable = ["updateMessage", "userGroupMembers", "userWithEmail", "identify"] as const;
const once = ["postMessage", "postEphemeral"] as const;

describe("Through withRetry,", () => {
  for (const method of repeatable) {
    for (const code of ["no_answer", "http_500", "http_503"]) {
      it(`${method} is tried again after ${code}, with longer pauses`, async () => {
        const { calls, pauses, ended } = await attempt(method, [error(code), error(code)]);
        assert.deepEqual([calls, pauses, ended], [3, [500, 1000], "done"]);
      });
    }

    it(`${method} throws the last error when its tries are over`, async () => {
      const last = error("http_502");
      const { calls, ended } = await attempt(method, [error("http_500"), error("http_501"), last]);
      assert.deepEqual([calls, ended], [3, last]);
    });
  }

  for (const method of [...repeatable, ...once]) {
    it(`${method} waits as long as Slack asks, a second where it does not say`, async () => {
      const limits = [error("ratelimited", 5), error("ratelimited")];
      const { pauses, ended } = await attempt(method, limits);
      assert.deepEqual([pauses, ended], [[5000, 1000], "done"]);
    });

    it(`${method} leaves a longer wait to Lambda`, async () => {
      const { calls, pauses } = await attempt(method, [error("ratelimited", 6)]);
      assert.deepEqual([calls, pauses], [1, []]);
    });

    it(`${method} is not tried again after what stays`, async () => {
      for (const one of [error("channel_not_found"), error("http_404"), new TypeError("x"), "x"]) {
        const { calls, ended } = await attempt(method, [one]);
        assert.deepEqual([calls, ended], [1, one]);
      }
    });
  }

  for (const method of once) {
    it(`${method} is not repeated where it may have arrived`, async () => {
      for (const code of ["no_answer", "http_500"]) {
        assert.equal((await attempt(method, [error(code)])).calls, 1);
      }
    });
  }

  it("openView is never tried again: its trigger is gone", async () => {
    assert.equal((await attempt("openView", [error("ratelimited", 1)])).calls, 1);
  });

  it("really waits where nobody gives it a clock", async () => {
    let calls = 0;
    const updateMessage = async () => {
      calls += 1;
      if (calls === 1) throw error("ratelimited", 0.001);
    };
    const slack = { updateMessage } as unknown as SlackApi;
    await withRetry(slack, { tries: 2, longestPause: 10 }).updateMessage(message);
    assert.equal(calls, 2);
  });
});
