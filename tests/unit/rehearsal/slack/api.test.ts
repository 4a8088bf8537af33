import * as assert from "node:assert/strict";
import {
  call,
  channel,
  type Fixture,
  manifestOf,
  openFixture,
  request,
  section,
  start,
} from "./support";

describe("the Web API of the local Slack", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.slack.close());

  const post = (args: object = {}): Promise<any> =>
    call(fixture.slack, "chat.postMessage", { channel, text: "Hello", ...args });

  it("listens on this machine alone", () => {
    assert.match(fixture.slack.apiUrl, /^http:\/\/127\.0\.0\.1:\d+\/api\/$/);
  });

  it("posts a message, and answers as Slack does", async () => {
    const blocks = [{ ...section("Hi"), block_id: "one" }];
    const answer = await post({ blocks });
    const { ts, message } = answer;
    assert.equal(ts, `${start.getTime() / 1000}.000000`);
    const { bot_id: bot, ...rest } = message;
    assert.match(bot, /^B0[0-9A-F]{8}$/);
    const shown = { type: "message", ts, text: "Hello", blocks, app_id: "A0APPROVAL" };
    assert.deepEqual(rest, { ...shown, team: "T0MARKET" });
    assert.deepEqual([answer.ok, answer.channel], [true, channel]);
    assert.deepEqual(fixture.slack.messages(channel), [{ channel, ts, text: "Hello", blocks }]);
    assert.deepEqual(fixture.slack.messages("C0OTHER"), []);
  });

  it("gives every message a ts of its own, and blocks an id", async () => {
    const [one, two] = [await post({ blocks: [section("1")] }), await post()];
    assert.ok(two.ts > one.ts);
    assert.match(one.message.blocks[0].block_id, /^[\w-]{5}$/);
  });

  it("takes forms, where blocks are JSON", async () => {
    const blocks = JSON.stringify([{ ...section("Hi"), block_id: "one" }]);
    const body = new URLSearchParams({ channel, blocks }).toString();
    const type = "application/x-www-form-urlencoded; charset=utf-8";
    const answer = await request(fixture.slack, "chat.postMessage", { type, body });
    assert.deepEqual(answer.body.message.blocks, JSON.parse(blocks));
  });

  it("edits a message, which stays where it is", async () => {
    const { ts } = await post();
    await post({ text: "after" });
    const answer = await call(fixture.slack, "chat.update", { channel, ts, text: "Done" });
    assert.deepEqual([answer.ok, answer.ts, answer.text], [true, ts, "Done"]);
    const [first, second] = fixture.slack.messages(channel);
    assert.deepEqual(first, { channel, ts, text: "Done", blocks: [], edited: true });
    assert.equal(second.text, "after");
  });

  it("posts a text without formatting, which an edit and a private message cannot have", async () => {
    const mrkdwn = false;
    const { ts } = await post({ text: "*a*", mrkdwn });
    await post({ text: "*b*", mrkdwn: true });
    const told = { channel, user: "U0ANN", text: "*c*", mrkdwn };
    await call(fixture.slack, "chat.postEphemeral", told);
    const plain = () => fixture.slack.messages(channel, "U0ANN").map(({ isPlain }) => isPlain);
    assert.deepEqual(plain(), [true, undefined, undefined]);
    await call(fixture.slack, "chat.update", { channel, ts, text: "*d*", mrkdwn });
    assert.deepEqual(plain(), [undefined, undefined, undefined]);
  });

  it("does not edit what is not there", async () => {
    const update = { channel, ts: "1.000000", text: "Done" };
    assert.equal((await call(fixture.slack, "chat.update", update)).error, "message_not_found");
  });

  it("does not edit what a person wrote", async () => {
    const ts = fixture.slack.say("U0BOB", channel, "Mine");
    const { error } = await call(fixture.slack, "chat.update", { channel, ts, text: "Yours" });
    assert.equal(error, "cant_update_message");
    assert.equal(fixture.slack.messages(channel)[0].text, "Mine");
  });

  it("shows an ephemeral message to one person, and edits it never", async () => {
    const told = { channel, user: "U0ANN", text: "psst" };
    const { message_ts: ts } = await call(fixture.slack, "chat.postEphemeral", told);
    const seen = (user?: string) => fixture.slack.messages(channel, user).map(({ text }) => text);
    assert.deepEqual([seen("U0ANN"), seen("U0BOB"), seen()], [["psst"], [], []]);
    const { error } = await call(fixture.slack, "chat.update", { channel, ts, text: "x" });
    assert.equal(error, "message_not_found");
  });

  it("tells nobody in private who is not there", async () => {
    const told = { channel, user: "U0EVE", text: "psst" };
    const { error } = await call(fixture.slack, "chat.postEphemeral", told);
    assert.equal(error, "user_not_in_channel");
  });

  for (const method of ["chat.postMessage", "chat.update", "chat.postEphemeral"]) {
    it(`${method} knows no other channel`, async () => {
      const args = { channel: "C0ELSE", text: "x", ts: "1.000000", user: "U0ANN" };
      assert.equal((await call(fixture.slack, method, args)).error, "channel_not_found");
    });
  }

  const members = (query: string, type?: string) =>
    request(fixture.slack, "usergroups.users.list", {
      body: query,
      type: type ?? "application/x-www-form-urlencoded",
    });

  it("lists the people of a user group", async () => {
    const { body } = await members("usergroup=S0SEC");
    assert.deepEqual(body, { ok: true, users: ["U0BOB"] });
  });

  it("knows no other user group", async () => {
    assert.equal((await members("usergroup=S0ELSE")).body.error, "no_such_subteam");
  });

  it("does not look into JSON for a method that reads", async () => {
    const { body } = await members('{"usergroup":"S0SEC"}', "application/json");
    assert.equal(body.error, "invalid_arguments");
    assert.deepEqual(body.response_metadata.messages, [
      "[ERROR] missing required field: usergroup",
    ]);
  });

  it("takes arguments from the address too", async () => {
    const { body } = await request(fixture.slack, "usergroups.users.list?usergroup=S0SEC", {
      body: "",
    });
    assert.deepEqual(body.users, ["U0BOB"]);
  });

  const lookedUp = (query: string) =>
    request(fixture.slack, "users.lookupByEmail", {
      body: query,
      type: "application/x-www-form-urlencoded",
    });

  it("finds a person by an e-mail address, in whatever case, and nobody by another", async () => {
    for (const address of ["ann@example.com", "Ann@Example.com"]) {
      const { body } = await lookedUp(`email=${encodeURIComponent(address)}`);
      assert.equal(body.user.id, "U0ANN");
    }
    assert.equal((await lookedUp("email=eve%40example.com")).body.error, "users_not_found");
    assert.equal((await lookedUp("")).body.error, "invalid_arguments");
  });

  it("finds nobody for an app without the scope", async () => {
    fixture.slack.install(manifestOf(["chat:write", "users:read"]));
    const { body } = await lookedUp("email=ann%40example.com");
    assert.deepEqual([body.error, body.needed], ["missing_scope", "users:read.email"]);
  });

  it("says who the app is", async () => {
    const { ok, team_id: team, user } = await call(fixture.slack, "auth.test", {});
    assert.deepEqual([ok, team, user], [true, "T0MARKET", "Approvals"]);
  });

  it("tells a listener of what can be seen, until it stops", async () => {
    let changes = 0;
    const stop = fixture.slack.onChange(() => (changes += 1));
    await post();
    fixture.slack.say("U0ANN", channel, "Hi");
    assert.equal(changes, 2);
    stop();
    await post();
    assert.equal(changes, 2);
  });

  const refused: [what: string, options: object, code: string][] = [
    ["no token", { token: "" }, "not_authed"],
    ["another token", { token: "xoxb-1" }, "invalid_auth"],
    ["broken JSON", { body: "{" }, "invalid_json"],
    ["a list", { body: "[]" }, "json_not_object"],
    ["null", { body: "null" }, "json_not_object"],
    ["XML", { type: "text/xml", body: "<a/>" }, "invalid_post_type"],
    ["a body without type", { type: "", body: "a" }, "invalid_post_type"],
  ];
  for (const [what, options, code] of refused) {
    it(`refuses ${what} with HTTP 200 and ${code}`, async () => {
      const answer = await request(fixture.slack, "chat.postMessage", options);
      assert.deepEqual([answer.status, answer.body], [200, { ok: false, error: code }]);
    });
  }

  it("takes the token from a form", async () => {
    const { botToken } = fixture.slack.credentials();
    const body = new URLSearchParams({ token: botToken }).toString();
    const type = "application/x-www-form-urlencoded";
    const answer = await request(fixture.slack, "auth.test", { token: "", type, body });
    assert.equal(answer.body.ok, true);
  });

  it("has no other method", async () => {
    const answer = await call(fixture.slack, "chat.delete", {});
    assert.deepEqual(answer, { ok: false, error: "unknown_method", req_method: "chat.delete" });
  });

  it("knows the scopes that the manifest asked for, and no others", async () => {
    fixture.slack.install(manifestOf(["chat:write"]));
    const { body } = await members("usergroup=S0SEC");
    const expected = { error: "missing_scope", needed: "usergroups:read", provided: "chat:write" };
    assert.deepEqual(body, { ok: false, ...expected });
    fixture.slack.install(manifestOf(["usergroups:read"]));
    assert.equal((await post()).error, "missing_scope");
    assert.equal((await call(fixture.slack, "auth.test", {})).ok, true);
  });
});
