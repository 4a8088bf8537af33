import * as assert from "node:assert/strict";
import {
  belongsInSlack,
  decideAsNamed,
  ends,
  showMessage,
  type SlackScript,
  tryWrongUser,
  untruths,
} from "../../../../rehearsal/terminal/auto-slack";
import type { SlackWorkspace } from "../../../../rehearsal/slack/types";
import { request } from "./support/plain";
import {
  type App,
  aroundSlack,
  channel,
  closedMessage,
  ended,
  fakeSlack,
  openMessage,
  token,
} from "./support/slack";

const at = { channel, ts: "1.1", token };

function newScript(): SlackScript & { lines: string[] } {
  const lines: string[] = [];
  return { lines, print: (line) => void lines.push(line), problems: [], seen: new Map() };
}

/** Says something in private, as the app does. */
function privately(user: string, text: string) {
  return openMessage({ ts: "2.2", text, blocks: [], onlyFor: user });
}

describe("showMessage", () => {
  it("shows the request's message as the channel does, and remembers it", () => {
    const script = newScript();
    const { slack } = fakeSlack([openMessage()]);
    assert.deepEqual(showMessage(aroundSlack(slack), request({ token }), script), at);
    assert.match(script.lines.join("\n"), /#releases in Slack:\n.*@ann, @team\n.*\[Approve\]/s);
    assert.deepEqual([...script.seen], [["action-1", at]]);
  });

  it("shows nothing where there is no Slack, or the request is not in it", () => {
    const script = newScript();
    const { slack } = fakeSlack([closedMessage("Approved")]);
    assert.equal(showMessage(aroundSlack(undefined), request(), script), undefined);
    assert.equal(showMessage(aroundSlack(slack), request({ token }), script), undefined);
    assert.deepEqual(script.lines, []);
  });
});

describe("tryWrongUser", () => {
  async function tryIt(app: App, users?: Record<string, string>) {
    const fake = fakeSlack([openMessage()], app);
    if (users !== undefined) {
      Object.assign(fake.slack, { workspace: { ...fake.slack.workspace, users } });
    }
    const script = newScript();
    await tryWrongUser(aroundSlack(fake.slack), request({ token }), at, script);
    return { script, fake };
  }

  it("lets somebody press whom the message does not name, and tells what they read", async () => {
    const fake = fakeSlack([openMessage()], {
      click: (user) => {
        fake.messages.push(privately(user, "You may not decide this. <@U0ANN> may."));
        return { status: 200 };
      },
    });
    const script = newScript();
    await tryWrongUser(aroundSlack(fake.slack), request({ token }), at, script);
    assert.deepEqual(script.problems, []);
    assert.match(script.lines[0], /eve presses Approve .* in private: You may not .*@ann may/);
  });

  it("is a problem where the dialog opens", async () => {
    const { script } = await tryIt({ click: () => ({ status: 200, viewId: "V1" }) });
    assert.match(script.problems[0], /eve may not decide, but Slack opened the dialog/);
  });

  it("is a problem where the person is told nothing", async () => {
    const { script } = await tryIt({});
    assert.match(script.problems[0], /eve may not decide, and was not told so/);
  });

  it("is a problem where everybody may decide", async () => {
    const { script } = await tryIt({}, { U0ANN: "ann" });
    assert.match(script.problems[0], /Everybody in Slack may decide/);
  });
});

describe("decideAsNamed", () => {
  it("approves as the first person whom the message names, and shows the end", async () => {
    const sent: string[] = [];
    const fake = fakeSlack([openMessage()], {
      click: (user, button) => ({ status: 200, viewId: `${user} ${button}` }),
      submit: (user, reason) => {
        sent.push(`${user}: ${reason}`);
        fake.messages[0] = closedMessage("Approved: Release / manager");
        return { status: 200 };
      },
    });
    const script = newScript();
    await decideAsNamed(aroundSlack(fake.slack), at, "Approved", script);
    assert.deepEqual(sent, ["U0ANN: Checked in rehearsal."]);
    assert.deepEqual(script.problems, []);
    assert.match(script.lines.join("\n"), /ann approves in Slack.*Approved: Release \/ manager/s);
  });

  it("tries to reject without a reason first", async () => {
    const reasons: string[] = [];
    const { slack } = fakeSlack([openMessage()], {
      click: () => ({ status: 200, viewId: "V1" }),
      submit: (_, reason) => {
        reasons.push(reason);
        return reason === "no" ? { status: 200, errors: { reason: "Say why." } } : { status: 200 };
      },
    });
    const script = newScript();
    await decideAsNamed(aroundSlack(slack), at, "Rejected", script);
    assert.deepEqual(reasons, ["no", "Not ready, says the rehearsal."]);
    assert.match(script.lines[0], /ann presses Reject, says "no", and reads: Say why\./);
    assert.deepEqual(script.problems, []);
  });

  it("is a problem where a rejection without a reason is taken", async () => {
    const { slack } = fakeSlack([openMessage()], {
      click: () => ({ status: 200, viewId: "V1" }),
    });
    const script = newScript();
    await decideAsNamed(aroundSlack(slack), at, "Rejected", script);
    assert.deepEqual(script.problems, ["A rejection without a reason was accepted."]);
  });

  it("is a problem where the named person is not let through", async () => {
    const script = newScript();
    const { slack } = fakeSlack([openMessage()], { click: () => ({ status: 503 }) });
    await decideAsNamed(aroundSlack(slack), at, "Approved", script);
    assert.match(
      script.problems[0],
      /ann may decide, but could not in Slack: the app answered 503/,
    );
  });

  it("is a problem where the dialog refuses", async () => {
    const { slack } = fakeSlack([openMessage()], {
      click: () => ({ status: 200, viewId: "V1" }),
      submit: () => ({ status: 200, errors: { reason: "Try again." } }),
    });
    const script = newScript();
    await decideAsNamed(aroundSlack(slack), at, "Approved", script);
    assert.match(script.problems[0], /could not in Slack: Try again\./);
  });

  it("is a problem where the message names nobody who is there", async () => {
    const script = newScript();
    const [, actions] = openMessage().blocks;
    const { slack } = fakeSlack([openMessage({ blocks: [actions] })]);
    await decideAsNamed(aroundSlack(slack), at, "Approved", script);
    assert.match(script.problems[0], /names nobody/);
  });
});

describe("belongsInSlack", () => {
  const request = { pipelineName: "web", stageName: "Check", actionName: "qa" };
  const approval = { request } as never;
  const type = "aws:dynamodb/tableItem:TableItem";
  const beside = (slack: SlackWorkspace | undefined, ...items: object[]) => {
    const resources = items.map((item) => ({ type, inputs: { item: JSON.stringify(item) } }));
    return { ...aroundSlack(slack), account: { resources } } as never;
  };
  const inChannel = { action: { S: "web/Check/qa" }, channel: { S: "C1" } };
  const { channel: _, ...byIam } = inChannel;

  it("is so for a gate whose record names a channel, where there is a Slack", () => {
    const { slack } = fakeSlack([]);
    assert.equal(belongsInSlack(beside(slack, inChannel), approval), true);
    assert.equal(belongsInSlack(beside(slack, byIam), approval), false);
    assert.equal(belongsInSlack(beside(undefined, inChannel), approval), false);
  });

  it("is not so for a gate that no record names, nor by the record of another", () => {
    const { slack } = fakeSlack([]);
    const other = { ...inChannel, action: { S: "web/Check/legal" } };
    assert.equal(belongsInSlack(beside(slack), approval), false);
    assert.equal(belongsInSlack(beside(slack, other), approval), false);
  });
});

describe("what Slack shows at the end", () => {
  const seen = new Map([["action-1", at]]);
  const told = (text: string, status: string, code?: string) => {
    const { slack } = fakeSlack([closedMessage(text)]);
    return untruths(aroundSlack(slack, [ended(status, code)]), { ...newScript(), seen });
  };

  it("is the truth about each request", () => {
    assert.deepEqual(told("Approved: Release / manager", "Succeeded"), []);
    assert.deepEqual(told("Rejected: Release / manager", "Failed"), []);
    assert.deepEqual(told("Expired: Release / manager", "Failed", "ApprovalTimedOut"), []);
    assert.deepEqual(told("Cancelled: Release / manager", "Abandoned"), []);
  });

  it("is a problem where it says something else", () => {
    assert.match(told("Approved: Release / manager", "Failed")[0], /but Release .* is Rejected/);
    assert.equal(told("Rejected: Release / manager", "Failed", "ApprovalTimedOut").length, 1);
    assert.equal(told("Rejected: Release / manager", "Succeeded").length, 1);
  });

  it("is a problem where a button is left, or the message is gone", () => {
    const { slack } = fakeSlack([openMessage()]);
    const problems = untruths(aroundSlack(slack, [ended("Succeeded")]), { ...newScript(), seen });
    assert.match(problems[0], /still has its buttons/);
    const { slack: none } = fakeSlack([]);
    assert.match(untruths(aroundSlack(none), { ...newScript(), seen })[0], /shows "nothing"/);
  });

  it("is nothing where there is no Slack", () => {
    assert.deepEqual(untruths(aroundSlack(undefined), newScript()), []);
    assert.deepEqual(ends(aroundSlack(undefined), newScript()), []);
  });

  it("is listed, a line for each request", () => {
    const { slack } = fakeSlack([closedMessage("Expired: Release / manager")]);
    const gone = { ...at, ts: "9.9" };
    const all = new Map([
      [token, at],
      ["other", gone],
    ]);
    assert.deepEqual(ends(aroundSlack(slack), { ...newScript(), seen: all }), [
      "In Slack at the end:",
      "  #releases: Expired: Release / manager",
      "  #releases: the message is gone",
    ]);
  });
});
