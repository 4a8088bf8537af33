import * as assert from "node:assert/strict";
import {
  call,
  channel,
  type Fixture,
  mrkdwn,
  openFixture,
  plain,
  section,
  button,
} from "./support";
import { blockProblems } from "../../../../rehearsal/slack/blocks";

const header = (text: string, more: object = {}) => ({
  type: "header",
  text: plain(text),
  ...more,
});
const actions = (...elements: object[]) => ({ type: "actions", elements });
const context = (...elements: object[]) => ({ type: "context", elements });
const fields = (length: number, count = 1) => ({
  type: "section",
  fields: Array.from({ length: count }, () => mrkdwn("x".repeat(length))),
});
const confirm = (title: number, text: number) => ({
  title: plain("x".repeat(title)),
  text: mrkdwn("x".repeat(text)),
  confirm: plain("Yes"),
  deny: plain("No"),
});
const x = (length: number): string => "x".repeat(length);

describe("limits of blocks", () => {
  const taken: [what: string, blocks: object[]][] = [
    ["a header of 150", [header(x(150))]],
    ["a section of 3000", [section(x(3000))]],
    ["10 fields", [fields(1, 10)]],
    ["a field of 2000", [fields(2000)]],
    ["a section with text and fields", [{ ...fields(1), text: plain("x") }]],
    ["a section with a button beside it", [{ ...section("x"), accessory: button("a") }]],
    ["a button text of 75", [actions(button("a", { text: plain(x(75)) }))]],
    ["a value of 2000", [actions(button("a", { value: x(2000) }))]],
    ["an action_id of 255", [actions(button(x(255)))]],
    ["a url of 3000", [actions(button("a", { url: `https://e.org/${x(2986)}` }))]],
    ["a confirmation at its limits", [actions(button("a", { confirm: confirm(100, 300) }))]],
    ["25 buttons", [actions(...Array.from({ length: 25 }, (_, i) => button(`b${i}`)))]],
    ["buttons without action_id", [actions(button(undefined!), button(undefined!))]],
    ["10 context elements", [context(...Array.from({ length: 10 }, () => mrkdwn("x")))]],
    ["50 blocks", Array.from({ length: 50 }, () => ({ type: "divider" }))],
    ["a block_id of 255", [header("x", { block_id: x(255) })]],
    ["verbatim and emoji", [{ type: "section", text: { ...mrkdwn("x"), verbatim: true } }]],
  ];
  for (const [what, blocks] of taken) {
    it(`take ${what}`, () => assert.deepEqual(blockProblems(blocks), []));
  }

  const refused: [what: string, blocks: object[], pointer: string][] = [
    ["a header of 151", [header(x(151))], "/blocks/0/text/text"],
    ["an empty header", [header("")], "/blocks/0/text/text"],
    ["markup in a header", [{ type: "header", text: mrkdwn("x") }], "/blocks/0/text/type"],
    ["a section of 3001", [section(x(3001))], "/blocks/0/text/text"],
    ["a section without text and fields", [{ type: "section" }], "/blocks/0"],
    ["11 fields", [fields(1, 11)], "/blocks/0/fields"],
    ["no field in fields", [fields(1, 0)], "/blocks/0/fields"],
    ["a field of 2001", [fields(2001)], "/blocks/0/fields/0/text"],
    [
      "a button text of 76",
      [actions(button("a", { text: plain(x(76)) }))],
      "/blocks/0/elements/0/text/text",
    ],
    ["a value of 2001", [actions(button("a", { value: x(2001) }))], "/blocks/0/elements/0/value"],
    ["an action_id of 256", [actions(button(x(256)))], "/blocks/0/elements/0/action_id"],
    [
      "a url of 3001",
      [actions(button("a", { url: `https://e.org/${x(2987)}` }))],
      "/blocks/0/elements/0/url",
    ],
    ["a url that is none", [actions(button("a", { url: "example" }))], "/blocks/0/elements/0/url"],
    ["another style", [actions(button("a", { style: "red" }))], "/blocks/0/elements/0/style"],
    [
      "a button without text",
      [actions(button("a", { text: undefined }))],
      "/blocks/0/elements/0/text",
    ],
    [
      "a title of 101",
      [actions(button("a", { confirm: confirm(101, 1) }))],
      "/blocks/0/elements/0/confirm/title/text",
    ],
    [
      "a question of 301",
      [actions(button("a", { confirm: confirm(1, 301) }))],
      "/blocks/0/elements/0/confirm/text/text",
    ],
    [
      "26 buttons",
      [actions(...Array.from({ length: 26 }, (_, i) => button(`b${i}`)))],
      "/blocks/0/elements",
    ],
    ["no button", [actions()], "/blocks/0/elements"],
    ["an action_id twice", [actions(button("a"), button("a"))], "/blocks/0/elements"],
    [
      "11 context elements",
      [context(...Array.from({ length: 11 }, () => mrkdwn("x")))],
      "/blocks/0/elements",
    ],
    ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" })), "/blocks"],
    ["a block_id of 256", [header("x", { block_id: x(256) })], "/blocks/0/block_id"],
    [
      "a block_id twice",
      [header("x", { block_id: "a" }), header("y", { block_id: "a" })],
      "/blocks",
    ],
    ["an unknown field", [header("x", { color: "red" })], "/blocks/0/color"],
    [
      "verbatim in plain text",
      [header("x", { text: { ...plain("x"), verbatim: true } })],
      "/blocks/0/text/verbatim",
    ],
    ["an unknown block", [{ type: "banner" }], "/blocks/0/type"],
    ["an input, which is a dialog's", [{ type: "input", label: plain("x") }], "/blocks/0/type"],
  ];
  for (const [what, blocks, pointer] of refused) {
    it(`refuse ${what}`, () => {
      const [problem] = blockProblems(blocks);
      assert.ok(problem?.endsWith(` [json-pointer:${pointer}]`), problem);
    });
  }
});

describe("the content of a message", () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.slack.close());
  const post = (args: object) => call(fixture.slack, "chat.postMessage", { channel, ...args });

  it("is refused with every problem named", async () => {
    const { ok, error, errors, response_metadata: more } = await post({ blocks: [header("")] });
    assert.deepEqual([ok, error], [false, "invalid_blocks"]);
    assert.equal(errors.length, 1);
    assert.match(errors[0], /^\[ERROR\] .+ \[json-pointer:\/blocks\/0\/text\/text\]$/);
    assert.deepEqual(more.messages, errors);
    assert.deepEqual(fixture.slack.messages("C0OTHER"), []);
  });

  it("is not nothing", async () => {
    assert.equal((await post({})).error, "no_text");
    assert.equal((await post({ text: "", blocks: [] })).error, "no_text");
  });

  it("has a text of up to 4000 characters", async () => {
    assert.equal((await post({ text: x(4000) })).ok, true);
    assert.equal((await post({ text: x(4001) })).error, "msg_too_long");
  });

  it("has blocks of up to 13,200 characters in all", async () => {
    const four = [3000, 3000, 3000, 3000].map((length) => section(x(length)));
    const size = JSON.stringify([...four, section("")]).length;
    const rest = 13_200 - size;
    assert.equal((await post({ blocks: [...four, section(x(rest))] })).ok, true);
    const over = [...four, section(x(rest + 1))];
    assert.equal((await post({ blocks: over })).error, "msg_blocks_too_long");
  });

  it("has a list of blocks", async () => {
    assert.equal((await post({ blocks: {} })).error, "invalid_blocks_format");
    assert.equal((await post({ blocks: "[" })).error, "invalid_blocks_format");
    assert.equal((await post({ blocks: '"x"' })).error, "invalid_blocks_format");
  });
});
