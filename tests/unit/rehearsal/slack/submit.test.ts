import * as assert from "node:assert/strict";
import { trouble } from "../../../../rehearsal/slack/answers";
import { viewProblems } from "../../../../rehearsal/slack/view";
import {
  type Fixture,
  input,
  modal,
  openFixture,
  opening,
  payloadOf,
  plain,
  postButtons,
  section,
} from "./support";

const x = (length: number): string => "x".repeat(length);

describe("a dialog of the local Slack", () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.slack.close());

  async function opened(view: object = modal()): Promise<string> {
    fixture.app = opening(fixture, view);
    const { viewId } = await fixture.slack.click("U0ANN", await postButtons(fixture.slack), "a");
    fixture.app = async () => ({ status: 200, body: "" });
    return viewId!;
  }
  const submit = (viewId: string, reason: string, options?: { unchecked?: boolean }) =>
    fixture.slack.submit("U0ANN", viewId, { reason }, options);
  const submissions = () =>
    fixture.slack
      .requests()
      .map(({ body }) => payloadOf(body))
      .filter(({ type }) => type === "view_submission");

  it("closes after an empty 200", async () => {
    const viewId = await opened();
    let changes = 0;
    fixture.slack.onChange(() => (changes += 1));
    assert.deepEqual(await submit(viewId, "fine"), { status: 200 });
    assert.equal(fixture.slack.view(viewId), undefined);
    assert.equal(changes, 1);
    await assert.rejects(submit(viewId, "fine"), /U0ANN has no dialog V0/);
  });

  it("sends Slack's fields, with the values as state", async () => {
    const viewId = await opened();
    const shown = fixture.slack.view(viewId);
    await submit(viewId, "fine");
    const [{ trigger_id: _, token: __, view, ...rest }] = submissions();
    assert.deepEqual(rest, {
      type: "view_submission",
      team: { id: "T0MARKET", domain: "rehearsal" },
      user: { id: "U0ANN", username: "ann", name: "ann", team_id: "T0MARKET" },
      api_app_id: "A0APPROVAL",
      response_urls: [],
      is_enterprise_install: false,
      enterprise: null,
    });
    const values = { reason: { reason: { type: "plain_text_input", value: "fine" } } };
    assert.deepEqual(view, { ...shown, state: { values } });
    assert.equal(view.private_metadata, "secret of the app");
  });

  it("sends null for what an optional input leaves empty", async () => {
    const viewId = await opened(
      modal({ blocks: [section("?"), input("reason", { optional: true })] }),
    );
    await submit(viewId, "");
    assert.equal(submissions()[0].view.state.values.reason.reason.value, null);
  });

  it("is its own person's", async () => {
    const viewId = await opened();
    await assert.rejects(fixture.slack.submit("U0BOB", viewId, {}), /U0BOB has no dialog/);
    await assert.rejects(submit("V0NONE", "fine"), /U0ANN has no dialog V0NONE/);
  });

  const tooShort = "This must be at least 3 characters long.";
  const tooLong = "This must be at most 5 characters long.";
  for (const [reason, error] of [
    ["", "Please complete this required field."],
    ["ab", tooShort],
    ["abcdef", tooLong],
  ]) {
    it(`sends nothing of ${JSON.stringify(reason)}`, async () => {
      const viewId = await opened();
      assert.deepEqual(await submit(viewId, reason), { status: 200, errors: { reason: error } });
      assert.deepEqual(submissions(), []);
      assert.notEqual(fixture.slack.view(viewId), undefined);
    });
  }

  for (const reason of ["abc", "abcde"]) {
    it(`sends ${reason}, which is as long as it must be`, async () => {
      assert.deepEqual(await submit(await opened(), reason), { status: 200 });
      assert.equal(submissions().length, 1);
    });
  }

  it("has Slack's own limits where it names none", async () => {
    const element = { type: "plain_text_input", action_id: "reason" };
    const blocks = [input("reason", { element, optional: true })];
    const [one, two] = [await opened(modal({ blocks })), await opened(modal({ blocks }))];
    assert.deepEqual(await submit(one, x(3000)), { status: 200 });
    assert.match((await submit(two, x(3001))).errors!.reason, /at most 3000/);
  });

  it("is sent unchecked by somebody without Slack's window", async () => {
    await submit(await opened(), "abcdef", { unchecked: true });
    assert.equal(submissions()[0].view.state.values.reason.reason.value, "abcdef");
  });

  it("closes with all dialogs after clear", async () => {
    const viewId = await opened();
    fixture.app = async () => ({ status: 200, body: '{"response_action":"clear"}' });
    assert.deepEqual(await submit(viewId, "fine"), { status: 200 });
    assert.equal(fixture.slack.view(viewId), undefined);
  });

  it("stays open with errors, and can be sent again", async () => {
    const viewId = await opened();
    const errors = { reason: "Say more." };
    const body = JSON.stringify({ response_action: "errors", errors });
    fixture.app = async () => ({ status: 200, body });
    assert.deepEqual(await submit(viewId, "fine"), { status: 200, errors });
    fixture.app = async () => ({ status: 200, body: "" });
    assert.deepEqual(await submit(viewId, "finer"), { status: 200 });
  });

  const answers: [what: string, status: number, body: string][] = [
    ["a 500", 500, ""],
    ["a 204", 204, ""],
    ["text", 200, "ok"],
    ["null", 200, "null"],
    ["another action", 200, '{"response_action":"update"}'],
    ["no errors", 200, '{"response_action":"errors","errors":{}}'],
    ["errors that are none", 200, '{"response_action":"errors","errors":"x"}'],
    ["errors that are null", 200, '{"response_action":"errors","errors":null}'],
    ["errors of another input", 200, '{"response_action":"errors","errors":{"other":"x"}}'],
    ["errors without words", 200, '{"response_action":"errors","errors":{"reason":1}}'],
  ];
  for (const [what, status, body] of answers) {
    it(`stays open in trouble after ${what}`, async () => {
      const viewId = await opened();
      fixture.app = async () => ({ status, body });
      assert.deepEqual(await submit(viewId, "fine"), { status, trouble });
      assert.notEqual(fixture.slack.view(viewId), undefined);
    });
  }

  it("stays open in trouble where no answer comes in time", async () => {
    const viewId = await opened();
    fixture.app = () => new Promise(() => undefined);
    const sent = submit(viewId, "fine");
    fixture.clock.advance(3000);
    assert.deepEqual(await sent, { status: 0, trouble });
  });
});

describe("limits of dialogs", () => {
  const taken: [what: string, change: object][] = [
    ["titles of 24", { title: plain(x(24)), submit: plain(x(24)), close: plain(x(24)) }],
    ["private_metadata of 3000", { private_metadata: x(3000) }],
    ["a callback_id of 255", { callback_id: x(255) }],
    ["100 blocks", { blocks: Array.from({ length: 100 }, () => ({ type: "divider" })) }],
    ["no submit without an input", { submit: undefined, blocks: [section("x")] }],
  ];
  for (const [what, change] of taken) {
    it(`take ${what}`, () => assert.deepEqual(viewProblems(modal(change)), []));
  }

  const element = { type: "plain_text_input", action_id: "a" };
  const refused: [what: string, change: object, pointer: string][] = [
    ["a title of 25", { title: plain(x(25)) }, "/title/text"],
    ["a submit of 25", { submit: plain(x(25)) }, "/submit/text"],
    ["a close of 25", { close: plain(x(25)) }, "/close/text"],
    ["private_metadata of 3001", { private_metadata: x(3001) }, "/private_metadata"],
    ["a callback_id of 256", { callback_id: x(256) }, "/callback_id"],
    ["101 blocks", { blocks: Array.from({ length: 101 }, () => ({ type: "divider" })) }, "/blocks"],
    ["a block_id twice", { blocks: [input("a"), input("a")] }, "/blocks"],
    ["no submit beside an input", { submit: undefined }, ""],
    ["no title", { title: undefined }, "/title"],
    ["no blocks", { blocks: undefined }, "/blocks"],
    ["a home page", { type: "home" }, "/type"],
    [
      "a max_length of 3001",
      { blocks: [input("a", { element: { ...element, max_length: 3001 } })] },
      "/blocks/0/element/max_length",
    ],
    [
      "a max_length of 0",
      { blocks: [input("a", { element: { ...element, max_length: 0 } })] },
      "/blocks/0/element/max_length",
    ],
    [
      "a placeholder of 151",
      { blocks: [input("a", { element: { ...element, placeholder: plain(x(151)) } })] },
      "/blocks/0/element/placeholder/text",
    ],
    [
      "a label of 2001",
      { blocks: [input("a", { label: plain(x(2001)) })] },
      "/blocks/0/label/text",
    ],
    ["an unknown field", { colour: "red" }, "/colour"],
  ];
  for (const [what, change, pointer] of refused) {
    it(`refuse ${what}`, () => {
      const [problem] = viewProblems(modal(change));
      assert.ok(problem?.endsWith(` [json-pointer:/view${pointer}]`), problem);
    });
  }
});
