import * as assert from "node:assert/strict";
import type { ScriptVote } from "../../../../rehearsal/settings/script-votes";
import { type SlackScript, tryWrongUser } from "../../../../rehearsal/terminal/auto-slack";
import { decideAsAsked, voteAsScripted } from "../../../../rehearsal/terminal/auto-votes";
import { request as requestOf } from "./support/plain";
import {
  aroundSlack,
  channel,
  closedMessage,
  fakeSlack,
  openMessage,
  token,
  workspace,
} from "./support/slack";

const at = { channel, ts: "1.1", token };
const request = requestOf({ token });

interface App {
  /** What the voter is told in private, and whether the vote is kept; undefined closes the request. */
  vote?(user: string, button: string): { told: string; counts: boolean } | undefined;
  ruled?: boolean;
  votes?: ScriptVote[];
  userGroups?: Record<string, { handle: string; users: string[] }>;
}

/** A gate of a workspace whose message asks ann and the team, less those who have voted. */
function world({ vote, ruled = true, votes, userGroups = workspace.userGroups }: App = {}) {
  const shown: string[] = [];
  const cast: string[] = [];
  let isPending = true;
  const message = () => {
    const [, actions] = openMessage().blocks;
    const asked = ["<@U0ANN>", "<!subteam^S0TEAM>"].filter((_, i) => shown.length <= i).join(" ");
    const text = { type: "mrkdwn", text: `${shown.join(", ")} asked: ${asked}` };
    return openMessage({ blocks: [{ type: "section", text }, actions] });
  };
  let pressed = "";
  const fake = fakeSlack([message()], {
    click: (_, button) => ((pressed = button), { status: 200, viewId: "V1" }),
    submit: (user, reason) => {
      if (reason === "no") return { status: 200, errors: { reason: "Say why." } };
      cast.push(`${user} ${pressed}`);
      const said = vote?.(user, pressed);
      if (said === undefined) {
        isPending = false;
        fake.messages[0] = closedMessage("Approved: Release / manager");
        return { status: 200 };
      }
      const name = workspace.users[user as keyof typeof workspace.users];
      if (said.counts)
        shown.push(`${pressed === "approve" ? "Approved" : "Rejected"} by ${name} (${user})`);
      fake.messages[0] = message();
      if (said.told !== "")
        fake.messages.push(openMessage({ ts: "2.2", text: said.told, blocks: [], onlyFor: user }));
      return { status: 200 };
    },
  });
  Object.assign(fake.slack, { workspace: { ...workspace, userGroups } });
  const base = aroundSlack(fake.slack);
  const { pipelineName, stageName, actionName } = request;
  const item = JSON.stringify({
    action: { S: [pipelineName, stageName, actionName].join("/") },
    ...(ruled && { rule: { M: {} } }),
    approverUserIds: { L: [{ S: "U0EVE" }] },
  });
  const resources = [{ type: "aws:dynamodb/tableItem:TableItem", inputs: { item } }];
  const rehearsal = {
    ...base,
    account: { ...base.account, resources },
    engine: { ...base.engine, pending: () => (isPending ? [{ token }] : []) },
    script: votes && { votes },
  } as never;
  const lines: string[] = [];
  const refusals: string[] = [];
  const decided: string[] = [];
  const script: SlackScript = {
    ...{ print: (line: string) => void lines.push(line), problems: [], seen: new Map() },
    acts: {
      named: () => undefined,
      refused: (_, who, why) => void refusals.push(`${who}: ${why}`),
      decided: (_, who) => void decided.push(who),
    },
  };
  return { rehearsal, script, lines, cast, refusals, decided };
}

const waits = { told: "Your approval counts. Still needed: 1 more.", counts: true };
const gate = `${request.stageName} / ${request.actionName}`;

describe("Who decides in Slack without a script's votes", () => {
  it("is one person where one decides alone", async () => {
    const { rehearsal, script, cast, decided } = world({ ruled: false });
    await decideAsAsked(rehearsal, request, at, "Approved", script);
    assert.deepEqual([cast, decided], [["U0ANN approve"], ["ann"]]);
  });

  it("is whoever the message still asks, one after another, until it is decided", async () => {
    const vote = (user: string) => (user === "U0ANN" ? waits : undefined);
    const { rehearsal, script, cast, decided, lines } = world({ vote });
    await decideAsAsked(rehearsal, request, at, "Approved", script);
    assert.deepEqual(cast, ["U0ANN approve", "U0BOB approve"]);
    assert.deepEqual(decided, ["bob"]);
    assert.deepEqual(script.problems, []);
    assert.ok(lines.includes(`  ann is told in private: ${waits.told}`));
  });

  it("is everybody once, and a problem where nobody is left", async () => {
    const refused = { told: "It is not known who wrote it.", counts: false };
    const { rehearsal, script, cast, decided } = world({ vote: () => refused });
    await decideAsAsked(rehearsal, request, at, "Rejected", script);
    assert.deepEqual(cast, ["U0ANN reject", "U0BOB reject"]);
    assert.deepEqual(decided, []);
    const problem = `${gate} still waits, and its message asks nobody else of this workspace.`;
    assert.deepEqual(script.problems, [problem]);
  });
});

describe("Votes of a script", () => {
  const ann: ScriptVote = { as: "ann", vote: "approve" };
  async function play(votes: ScriptVote[], vote: App["vote"] = () => waits, ruled = true) {
    const made = world({ votes, vote, ruled });
    const isWell = await voteAsScripted(made.rehearsal, request, at, made.script);
    return { ...made, isWell, problems: made.script.problems };
  }
  const refused = { told: "You wrote it.", counts: false };

  it("are cast in their order, by whom it says, on gates with a rule alone", async () => {
    const votes: ScriptVote[] = [
      { ...ann, waits: true },
      { as: "eve", vote: "reject" },
    ];
    const played = await play(votes, (user) => (user === "U0ANN" ? waits : undefined));
    assert.deepEqual(played.cast, ["U0ANN approve", "U0EVE reject"]);
    assert.deepEqual([played.isWell, played.problems, played.decided], [true, [], ["eve"]]);
    assert.ok(played.lines.includes(`  ${gate} still waits`));
    const alone = await play(votes, undefined, false);
    assert.deepEqual([alone.isWell, alone.cast], [true, []]);
    const none = world();
    assert.ok(await voteAsScripted(none.rehearsal, request, at, none.script));
  });

  it("are refused where they should be, and the report hears why", async () => {
    const played = await play([{ ...ann, counts: false, told: "wrote" }], () => refused);
    assert.deepEqual([played.isWell, played.problems], [true, []]);
    assert.deepEqual(played.refusals, ["ann: You wrote it."]);
    assert.ok(played.lines.includes(`  ${gate} still waits`));
  });

  for (const [what, votes, vote, problem] of [
    [
      "decides and should not",
      [{ ...ann, waits: true }],
      undefined,
      "waits no longer after ann's vote.",
    ],
    [
      "decides and should not count",
      [{ ...ann, counts: false }],
      undefined,
      "waits no longer after ann's vote.",
    ],
    ["does not count and should", [ann], refused, "The message does not show ann's vote."],
    [
      "counts and should not",
      [{ ...ann, counts: false }],
      waits,
      "ann's vote should not count, but the message shows it.",
    ],
    [
      "is answered otherwise",
      [{ ...ann, told: "No." }],
      waits,
      `ann should be told "No.", but was told: ${waits.told}`,
    ],
    [
      "is answered by nothing",
      [{ ...ann, told: "No." }],
      undefined,
      'ann should be told "No.", but was told: nothing',
    ],
    [
      "comes when nothing waits",
      [ann, { ...ann, as: "bob" }],
      undefined,
      "waits no longer when bob votes.",
    ],
  ] as const) {
    it(`are a problem where one ${what}`, async () => {
      const { isWell, problems, cast } = await play([...votes], () => vote);
      assert.equal(isWell, false);
      assert.equal(problems.length, 1);
      assert.ok(problems[0].endsWith(problem), problems[0]);
      assert.equal(cast.length, 1);
    });
  }
});

describe("Who tries and may not", () => {
  it("is nobody whom the gate lists, though the message does not ask them", async () => {
    const { rehearsal, script, cast } = world();
    await tryWrongUser(rehearsal, request, at, script);
    assert.match(script.problems[0], /^Everybody in Slack may decide/);
    assert.deepEqual(cast, []);
  });
});
