import * as assert from "node:assert/strict";
import { createSlackApi, SlackError } from "../../../../../functions/channels/slack/client";

const canary = "xoxb-canary-0123456789";

interface Seen {
  readonly url: string;
  readonly options: RequestInit;
}

function api(answer: (seen: Seen) => Response | Promise<Response>, timeout = 1000) {
  const seen: Seen[] = [];
  const fetch = (async (url: string, options: RequestInit) => {
    seen.push({ url, options });
    return answer({ url, options });
  }) as typeof globalThis.fetch;
  const credentials = {
    read: async () => ({ botToken: canary, signingSecret: "0123456789abcdef" }),
  };
  return { slack: createSlackApi({ credentials, timeout, fetch }), seen };
}

const json = (body: unknown, init?: ResponseInit): Response =>
  new Response(JSON.stringify(body), init);

const message = { channel: "C0RELEASES1", text: "Approval needed", blocks: [] };

async function errorOf(work: Promise<unknown>): Promise<SlackError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof SlackError, String(error));
    return error;
  }
  return assert.fail("Slack took it.");
}

describe("Slack's API", () => {
  it("is called over TLS with the bot token, follows no redirect, and previews no link", async () => {
    const answer = { ok: true, channel: "C0RELEASES1", ts: "1.1", message: { team: "T1" } };
    const { slack, seen } = api(() => json(answer));
    const posted = await slack.postMessage(message);
    assert.deepEqual(posted, {
      ...{ channel: "C0RELEASES1", ts: "1.1", teamId: "T1", appId: undefined },
    });
    const [{ url, options }] = seen;
    assert.equal(url, "https://slack.com/api/chat.postMessage");
    assert.equal(options.method, "POST");
    assert.equal(options.redirect, "error");
    const headers = options.headers as Record<string, string>;
    assert.equal(headers.authorization, `Bearer ${canary}`);
    const body = JSON.parse(String(options.body));
    assert.deepEqual([body.unfurl_links, body.unfurl_media], [false, false]);
    assert.deepEqual([body.mrkdwn, body.parse], [false, "none"]);
  });

  it("tells team and app of the message, where Slack tells them", async () => {
    const posted = (more: object) =>
      api(() => json({ ok: true, channel: "C1", ts: "1.1", ...more })).slack.postMessage(message);
    assert.deepEqual(await posted({ message: { team: "T1", app_id: "A1" } }), {
      ...{ channel: "C1", ts: "1.1", teamId: "T1", appId: "A1" },
    });
    const bare = { channel: "C1", ts: "1.1", teamId: undefined, appId: undefined };
    for (const more of [{}, { message: null }, { message: { team: null } }]) {
      assert.deepEqual(await posted(more), bare);
    }
  });

  it("has the other methods, each with its own fields", async () => {
    const { slack, seen } = api(() => json({ ok: true, users: ["U1", "U2"] }));
    await slack.updateMessage({ ...message, ts: "1.1" });
    await slack.postEphemeral({ channel: "C1", user: "U1", text: "psst" });
    await slack.openView("trigger", { type: "modal" });
    assert.deepEqual(await slack.userGroupMembers("S1"), ["U1", "U2"]);
    assert.deepEqual(
      seen.map(({ url }) => url.replace("https://slack.com/api/", "")),
      ["chat.update", "chat.postEphemeral", "views.open", "usergroups.users.list"],
    );
    const [updated, told] = seen.map(({ options }) => String(options.body));
    // Neither has an argument for texts without formatting.
    assert.deepEqual(JSON.parse(updated), { ...message, ts: "1.1", parse: "none" });
    const psst = { channel: "C1", user: "U1", text: "psst", parse: "none" };
    assert.deepEqual(JSON.parse(told), psst);
    for (const { url, options } of seen) {
      assert.equal(new URL(url).origin, "https://slack.com");
      assert.equal(options.redirect, "error");
    }
    assert.deepEqual(JSON.parse(String(seen[2].options.body)), {
      ...{ trigger_id: "trigger", view: { type: "modal" } },
    });
    // This method reads forms only.
    assert.equal(seen[3].options.body, "usergroup=S1");
  });

  it("says what Slack says, though it says so with 200", async () => {
    const { slack } = api(() => json({ ok: false, error: "not_in_channel" }));
    const error = await errorOf(slack.postMessage(message));
    assert.deepEqual([error.method, error.code], ["chat.postMessage", "not_in_channel"]);
    assert.match(error.remedy ?? "", /\/invite/);
    const nameless = await errorOf(api(() => json({ ok: false })).slack.openView("t", {}));
    assert.deepEqual([nameless.code, nameless.remedy], ["unknown_error", undefined]);
  });

  it("knows which messages nobody can update any more", async () => {
    for (const [code, gone] of [
      ["message_not_found", true],
      ["is_archived", true],
      ["invalid_auth", false],
      ["ratelimited", false],
    ] as const) {
      const { slack } = api(() => json({ ok: false, error: code }));
      const error = await errorOf(slack.updateMessage({ ...message, ts: "1.1" }));
      assert.equal(error.gone, gone, code);
      assert.equal(error.remedy === undefined, code === "ratelimited", code);
    }
  });

  it("waits as long as Slack asks for, or a second", async () => {
    for (const [header, seconds] of [
      ["30", 30],
      [undefined, 1],
      ["soon", 1],
      ["-5", 1],
    ] as const) {
      const headers: Record<string, string> = header === undefined ? {} : { "retry-after": header };
      const { slack } = api(() => json({}, { status: 429, headers }));
      const error = await errorOf(slack.postMessage(message));
      assert.deepEqual([error.code, error.retryAfter], ["ratelimited", seconds]);
    }
  });

  it("takes no answer for a yes", async () => {
    const failing: [string, () => Response | Promise<Response>][] = [
      ["http_500", () => json({ ok: true }, { status: 500 })],
      ["http_302", () => new Response(null, { status: 302 })],
      ["no_answer", () => new Response("<html>")],
      ["no_answer", () => Promise.reject(new Error(`fetch failed: Bearer ${canary}`))],
      ["unreadable_answer", () => json([])],
      ["unreadable_answer", () => json({ ok: "true" })],
      ["unreadable_answer", () => json({ ok: true, channel: "C1" })],
    ];
    for (const [code, answer] of failing) {
      const error = await errorOf(api(answer).slack.postMessage(message));
      assert.equal(error.code, code);
      assert.ok(!`${error.message} ${error.stack}`.includes(canary));
    }
  });

  it("takes no list of members that is none", async () => {
    for (const users of [undefined, null, "U1", [1]]) {
      const { slack } = api(() => json({ ok: true, users }));
      assert.equal((await errorOf(slack.userGroupMembers("S1"))).code, "unreadable_answer");
    }
  });

  it("finds who has an e-mail address, and nobody where Slack knows none", async () => {
    const { slack, seen } = api(() => json({ ok: true, user: { id: "U1" } }));
    assert.equal(await slack.userWithEmail("ann+x@example.com"), "U1");
    const [{ url, options }] = seen;
    assert.equal(url, "https://slack.com/api/users.lookupByEmail");
    // This method reads forms only.
    assert.equal(options.body, "email=ann%2Bx%40example.com");
    const answering = (answer: object) => api(() => json(answer)).slack.userWithEmail("a@x.org");
    assert.equal(await answering({ ok: false, error: "users_not_found" }), undefined);
    const refused = await errorOf(answering({ ok: false, error: "missing_scope" }));
    assert.deepEqual([refused.code, refused.method], ["missing_scope", "users.lookupByEmail"]);
    for (const user of [undefined, {}, { id: 1 }]) {
      assert.equal((await errorOf(answering({ ok: true, user }))).code, "unreadable_answer");
    }
  });

  it("gives up on an answer that does not come", async () => {
    const hang = ({ options }: Seen) =>
      new Promise<Response>((_, reject) => {
        options.signal!.addEventListener("abort", () => reject(new Error("aborted")));
      });
    assert.equal((await errorOf(api(hang, 5).slack.openView("t", {}))).code, "no_answer");
  });
});
