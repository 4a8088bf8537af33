import * as assert from "node:assert/strict";
import { renderMessage } from "../../../../rehearsal/slack/render";
import { shownText } from "../../../../rehearsal/slack/render-text";
import { button, channel, mrkdwn, plain, section, workspace } from "./support";

const shown = (blocks: object[], more: object = {}): string[] =>
  renderMessage({ channel, ts: "1.000000", text: "text", blocks, ...more }, workspace);

describe("renderMessage", () => {
  it("shows the text where there are no blocks", () => {
    assert.deepEqual(shown([]), ["text"]);
  });

  it("shows a text without formatting as it is written", () => {
    assert.deepEqual(shown([], { text: "*a* `b`\n&lt;c&gt;", isPlain: true }), ["*a* `b`", "<c>"]);
  });

  it("shows a header as it is written", () => {
    assert.deepEqual(shown([{ type: "header", text: plain("*Go* &amp; <@U0ANN>") }]), [
      "*Go* &amp; <@U0ANN>",
    ]);
  });

  it("shows the lines of a section", () => {
    assert.deepEqual(shown([section("*Who*\n<@U0ANN>")]), ["Who", "@ann"]);
  });

  it("shows fields side by side, two a row", () => {
    const fields = [mrkdwn("*A*\none"), mrkdwn("*B*\ntwo"), mrkdwn("*C*\nthree")];
    assert.deepEqual(shown([{ type: "section", fields }]), [
      `A${" ".repeat(31)}B`,
      `one${" ".repeat(29)}two`,
      "C",
      "three",
    ]);
  });

  it("keeps a long field apart from the one beside it, and a tall one whole", () => {
    const fields = [plain("x".repeat(40)), plain("a\nb")];
    assert.deepEqual(shown([{ type: "section", fields }]), [
      `${"x".repeat(40)}  a`,
      `${" ".repeat(32)}b`,
    ]);
  });

  it("shows buttons in brackets", () => {
    const elements = ["Approve", "Reject"].map((text) => button(text, { text: plain(text) }));
    assert.deepEqual(shown([{ type: "actions", elements }]), ["[Approve] [Reject]"]);
    assert.deepEqual(shown([{ ...section("x"), accessory: button("a") }]), ["x", "[Press]"]);
  });

  it("shows context in a line, and a rule", () => {
    const context = { type: "context", elements: [mrkdwn("_a_"), plain("b")] };
    assert.deepEqual(shown([context, { type: "divider" }]), ["a  b", "─".repeat(32)]);
  });

  it("says who else sees it", () => {
    assert.deepEqual(shown([], { onlyFor: "U0ANN" }), ["Only visible to you", "text"]);
  });
});

describe("Slack's markup as text", () => {
  const cases: [markup: string, text: string][] = [
    ["<@U0ANN> and <@U0EVE>", "@ann and @U0EVE"],
    ["<@U0EVE|eve>", "@eve"],
    ["<!subteam^S0SEC> or <!subteam^S0ELSE>", "@security or @S0ELSE"],
    ["<#C0RELEASES> <#C0ELSE> <#C0ELSE|elsewhere>", "#releases #C0ELSE #elsewhere"],
    ["<!channel> <!here>", "@channel @here"],
    ["<https://e.org/?a=1&amp;b=2|Look &lt;here&gt;>", "Look <here> (https://e.org/?a=1&b=2)"],
    ["<https://e.org/>", "https://e.org/"],
    ["<https://e.org/|https://e.org/>", "https://e.org/"],
    ["<mailto:a@e.org|a@e.org>", "a@e.org"],
    ["<!date^1795420800^{date_short_pretty} {time}|x>", "2026-11-23 08:00 UTC"],
    ["<!date^1795420800^{date_num} {time_secs}|x>", "2026-11-23 08:00:00 UTC"],
    ["<!date^1795420800^at {date}^https://e.org|x>", "at 2026-11-23"],
    ["<!date^1795420800^{ago}|a while ago>", "a while ago"],
    ["<!date^soon^{date}|soon>", "soon"],
    ["<!date^9999999999999999^{date}|never>", "never"],
    ["<!date^1795420800|x>", ""],
    ["<!date^soon^{date}>", ""],
    ["*bold* _italic_ ~gone~", "bold italic gone"],
    ["*<https://e.org|x>*", "x (https://e.org)"],
    ["(*bold*), *two words*.", "(bold), two words."],
    ["2*3*4 snake_case_name * no * a*", "2*3*4 snake_case_name * no * a*"],
    ["&gt; quoted &amp;lt;", "> quoted &lt;"],
    ["> quoted", "> quoted"],
    ["&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"],
    ["a\uE0000\uE001b<@U0ANN>", "a0b@ann"],
    ["1 < 2", "1 < 2"],
    ["`*bold*` of `my_name`, `&lt;b&gt;` *b*", "*bold* of my_name, <b> b"],
    ["a`*b*`c and ` *b* `", "a`b`c and ` b `"],
  ];
  for (const [markup, text] of cases) {
    it(`${JSON.stringify(markup)} is ${JSON.stringify(text)}`, () => {
      assert.deepEqual(shownText(markup, workspace), [text]);
    });
  }

  it("keeps lines apart", () => {
    assert.deepEqual(shownText("a\n\n&gt; b", workspace), ["a", "", "> b"]);
  });
});
