import * as assert from "node:assert/strict";
import type { ApprovalRequest } from "../../../../rehearsal/pipeline/types";
import { actingProfile, press, start } from "../../../../rehearsal/terminal/keys";
import { people } from "../../../../rehearsal/terminal/menus";
import { screen } from "../../../../rehearsal/terminal/screen";
import { slackUsers } from "../../../../rehearsal/terminal/slack-driver";
import {
  decideAsSlackUser,
  showChannels,
  toggleSlack,
} from "../../../../rehearsal/terminal/slack-effects";
import { invocationLine } from "../../../../rehearsal/terminal/follow";
import { approval, plain, request, scene } from "./support/plain";
import {
  type App,
  aroundSlack,
  channel,
  closedMessage,
  fakeSlack,
  openMessage,
  token,
  workspace,
} from "./support/slack";

const message = { channel, ts: "1.1", token };

async function decide(app: App, overrides: Partial<ApprovalRequest> = {}, user = "U0ANN") {
  const told: string[] = [];
  const fake = fakeSlack([openMessage()], app);
  await decideAsSlackUser(
    aroundSlack(fake.slack),
    {
      kind: "decide",
      request: request({ token, ...overrides }),
      profile: `slack:${user}`,
      status: "Approved",
      summary: "Fine.",
    },
    { tell: (line) => void told.push(line), print: () => undefined },
  );
  return told;
}

describe("deciding as a Slack user", () => {
  it("presses the button, sends the dialog and tells what the channel shows", async () => {
    const told = await decide({ click: () => ({ status: 200, viewId: "V1" }) });
    assert.deepEqual(told, ["  in Slack: Approval needed: Release / manager"]);
  });

  it("tells what the dialog says", async () => {
    const told = await decide({
      click: () => ({ status: 200, viewId: "V1" }),
      submit: () => ({ status: 200, errors: { reason: "Say why." } }),
    });
    assert.ok(told.includes("  the dialog says to ann: Say why."), told.join());
  });

  it("tells that the app did not answer", async () => {
    const told = await decide({ click: () => ({ status: 0 }) });
    assert.ok(told.includes("  Slack got no answer from the app."), told.join());
    assert.ok((await decide({ click: () => ({ status: 503 }) }))[0].includes("503"));
  });

  it("tells a private answer, to somebody whom the workspace does not name too", async () => {
    const fake = fakeSlack([openMessage()], {
      click: (user) => {
        const text = "You may not decide this.";
        fake.messages.push(openMessage({ ts: "2.2", text, blocks: [], onlyFor: user }));
        return { status: 200 };
      },
    });
    const told: string[] = [];
    const effect = {
      kind: "decide" as const,
      request: request({ token }),
      profile: "slack:U0NOBODY",
      status: "Rejected" as const,
      summary: "No.",
    };
    const voice = { tell: (line: string) => void told.push(line), print: () => undefined };
    await decideAsSlackUser(aroundSlack(fake.slack), effect, voice);
    assert.match(told[0], /Slack to U0NOBODY, in private: You may not decide this\./);
  });

  it("says so where the request has no open message", async () => {
    const told = await decide({}, { token: "0" });
    assert.deepEqual(told, ["This request has no open message in Slack."]);
  });
});

describe("Slack on the screen", () => {
  const users = slackUsers({ workspace } as never, openMessage());
  const inSlack = { ...approval(), slack: { message, users } };
  const withSlack = scene({ approvals: [inSlack], hasSlack: true });
  const look = { width: 100, rows: 40, colours: plain, folder: "/run", url: "http://127.0.0.1:1" };

  it("puts those whom the message names first, members of its groups among them", () => {
    assert.deepEqual(
      users.map(({ name, named }) => `${name} ${named}`),
      ["ann true", "bob true", "eve false"],
    );
  });

  it("offers everybody in Slack to act as", () => {
    const labels = people(inSlack).options.map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 3), [
      "ann in Slack: may decide",
      "bob in Slack: may decide",
      "eve in Slack: may not decide",
    ]);
  });

  it("says who acts, who may decide in Slack, and which key shows the channel", () => {
    const acting = { token: inSlack.request.token, profile: "slack:U0EVE" };
    const lines = screen(withSlack, { ...start, acting }, [], look).join("\n");
    assert.match(lines, /eve in Slack, who may not/);
    assert.match(lines, /In Slack\s+ann, bob/);
    assert.match(lines, /l look at Slack/);
  });

  it("asks for the reason in the person's name", () => {
    const acting = { token: inSlack.request.token, profile: "slack:U0ANN" };
    const { dialogue } = press({ ...start, acting }, { sequence: "a", name: "a" }, withSlack);
    assert.equal(actingProfile({ ...start, acting }, inSlack), "slack:U0ANN");
    assert.match(screen(withSlack, dialogue, [], look).join("\n"), /Approve as ann in Slack\./);
  });

  it("has a key for the channel, and a hint where there is none", () => {
    const key = { sequence: "l", name: "l" };
    assert.deepEqual(press(start, key, withSlack).effect, { kind: "showSlack" });
    const without = press(start, key, scene());
    assert.equal(without.effect, undefined);
    assert.match(without.dialogue.hint ?? "", /slack-approvals/);
  });

  it("says so where nobody of the workspace is named", () => {
    const nobody = { ...inSlack, slack: { message, users: [users[2]] } };
    const lines = screen(scene({ approvals: [nobody], hasSlack: true }), start, [], look);
    assert.match(lines.join("\n"), /nobody of this workspace/);
  });
});

describe("the channels, whole", () => {
  it("shows every public message", () => {
    const { slack } = fakeSlack([openMessage(), openMessage({ onlyFor: "U0ANN", text: "psst" })]);
    const shown = showChannels(aroundSlack(slack));
    assert.match(shown, /#releases\n│ /);
    assert.ok(!shown.includes("psst"));
  });

  it("says that nothing was posted, or that there is no Slack", () => {
    assert.equal(showChannels(aroundSlack(fakeSlack([]).slack)), "Nothing was posted yet.");
    assert.equal(showChannels(aroundSlack(undefined)), "There is no Slack.");
  });

  it("takes Slack down and up again", () => {
    const { slack, failing } = fakeSlack([closedMessage("Approved")]);
    toggleSlack(aroundSlack(slack), true);
    assert.deepEqual(failing, [
      "chat.postMessage",
      "chat.update",
      "chat.postEphemeral",
      "views.open",
    ]);
    toggleSlack(aroundSlack(slack), false);
    assert.deepEqual(failing, []);
    toggleSlack(aroundSlack(undefined), true);
    toggleSlack(aroundSlack(undefined), false);
  });
});

describe("invocationLine", () => {
  const run = { functionName: "hub-decider", kind: "async", at: new Date(), attempt: 2 } as const;

  it("tells a run where runs are wanted, and a failure always", () => {
    const fine = { ...run, event: {}, logs: [] };
    assert.equal(invocationLine(fine, { calls: true }), "  function hub-decider ran");
    assert.equal(invocationLine(fine, { calls: false }), undefined);
    const failed = { ...fine, error: "It broke." };
    for (const calls of [true, false]) {
      const line = invocationLine(failed, { calls });
      assert.equal(line, "✗ function hub-decider, try 2: It broke.");
    }
  });
});
