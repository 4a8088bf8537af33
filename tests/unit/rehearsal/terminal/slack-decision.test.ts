import * as assert from "node:assert/strict";
import type { ApprovalRequest } from "../../../../rehearsal/aws/codepipeline/types";
import { actorsOf } from "../../../../rehearsal/terminal/actors";
import { approvalCard } from "../../../../rehearsal/screen/card";
import { slackUsers } from "../../../../rehearsal/screen/slack-driver";
import { decideAsSlackUser } from "../../../../rehearsal/terminal/slack-decision";
import { toggleSlack } from "../../../../rehearsal/screen/slack-outage";
import { invocationLine } from "../../../../rehearsal/screen/follow";
import { approval, now, person, plain, request } from "./support/plain";
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
      request: request({ token, ...overrides }),
      profile: `slack:${user}`,
      status: "Approved",
      summary: "Fine.",
    },
    (line) => void told.push(line),
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
    const decision = {
      request: request({ token }),
      profile: "slack:U0NOBODY",
      status: "Rejected" as const,
      summary: "No.",
    };
    await decideAsSlackUser(aroundSlack(fake.slack), decision, (line) => void told.push(line));
    assert.match(told[0], /Slack to U0NOBODY, in private: You may not decide this\./);
  });

  it("says so where the request has no open message", async () => {
    const told = await decide({}, { token: "0" });
    assert.deepEqual(told, ["This request has no open message in Slack."]);
  });
});

describe("people in Slack", () => {
  const users = slackUsers({ workspace } as never, openMessage());
  const inSlack = { ...approval(), slack: { message, users } };
  const look = { width: 100, colours: plain, now, folder: "/run" };

  it("are listed with those whom the message names first, members of its groups among them", () => {
    assert.deepEqual(
      users.map(({ name, named }) => `${name} ${named}`),
      ["ann true", "bob true", "eve false"],
    );
  });

  it("are offered before the people with keys, whether they may decide or not", () => {
    assert.deepEqual(
      actorsOf(inSlack).map(({ label }) => label),
      [
        "ann in Slack: may decide",
        "bob in Slack: may decide",
        "eve in Slack: may not decide",
        "manager: may decide",
        "qa-engineer: may not decide",
      ],
    );
  });

  it("are named on the card where they may decide, and it says so where nobody is named", () => {
    const place = { number: 1, of: 1 };
    assert.match(approvalCard(inSlack, place, look).join("\n"), /In Slack\s+ann, bob\n/);
    const nobody = { ...inSlack, slack: { message, users: [users[2]] } };
    assert.match(approvalCard(nobody, place, look).join("\n"), /nobody of this workspace/);
  });
});

describe("actorsOf", () => {
  it("offers a session with MFA only where MFA makes a difference, and those who may decide first", () => {
    const labels = (allowedWithout: boolean) =>
      actorsOf(
        approval({
          people: [
            person("ann", { allowed: allowedWithout, groups: ["approvers"] }),
            person("ann", { allowed: true, mfa: true }),
          ],
        }),
      ).map(({ label }) => label);
    assert.deepEqual(labels(true), ["ann: may decide (approvers)"]);
    assert.deepEqual(labels(false), ["ann-mfa: may decide", "ann: may not decide (approvers)"]);
  });
});

describe("toggleSlack", () => {
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
