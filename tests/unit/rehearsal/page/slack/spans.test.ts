import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { mrkdwn, spansOf } from "../../../../../rehearsal/page/slack/spans";
import type { Span } from "../../../../../rehearsal/page/slack/types";
import { workspace } from "../../slack/support";

const read = (text: string): Span[] => mrkdwn(text, workspace);

describe("mrkdwn", () => {
  const cases: [string, string, Span[]][] = [
    ["plain text", "Hello", [{ text: "Hello" }]],
    [
      "styles",
      "*b* _i_ ~s~ `c`",
      [
        { text: "b", style: "bold" },
        { text: " " },
        { text: "i", style: "italic" },
        { text: " " },
        { text: "s", style: "strike" },
        { text: " " },
        { text: "c", style: "code" },
      ],
    ],
    [
      "marks inside words as they are",
      "a*b*c snake_case_name",
      [{ text: "a*b*c snake_case_name" }],
    ],
    ["marks in code as they are", "`*b* _i_`", [{ text: "*b* _i_", style: "code" }]],
    ["the inner of two styles", "*_x_*", [{ text: "x", style: "italic" }]],
    [
      "a person, a group, a channel and a call to everybody",
      "<@U0ANN> <!subteam^S0SEC> <#C0RELEASES> <!here>",
      [
        { text: "@ann", style: "mention" },
        { text: " " },
        { text: "@security", style: "mention" },
        { text: " " },
        { text: "#releases", style: "mention" },
        { text: " " },
        { text: "@here", style: "mention" },
      ],
    ],
    ["a person in bold", "*<@U0ANN>*", [{ text: "@ann", style: "mention" }]],
    ["a date", "<!date^1795411489^{date_short} {time}|then>", [{ text: "2026-11-23 05:24 UTC" }]],
    [
      "a link",
      "<https://x.test/?a=1&amp;b=2|Open &amp; see>",
      [{ text: "Open & see", href: "https://x.test/?a=1&b=2" }],
    ],
    [
      "a link in bold",
      "*<https://x.test>*",
      [{ text: "https://x.test", style: "bold", href: "https://x.test" }],
    ],
    ["a script's address as text", "<javascript:alert(1)|Open>", [{ text: "Open" }]],
    ["a mail address as text", "<mailto:a@x.test>", [{ text: "a@x.test" }]],
    ["entities once", "&lt;b&gt; &amp;lt;", [{ text: "<b> &lt;" }]],
    [
      "lines",
      "*Stage*\nRelease\n\nx",
      [{ text: "Stage", style: "bold" }, { text: "\nRelease\n\nx" }],
    ],
    [
      "a quotation of two lines",
      "He said:\n&gt; one\n&gt;two *b*\nend",
      [
        { text: "He said:\n" },
        { text: "one\ntwo ", style: "quote" },
        { text: "b", style: "bold" },
        { text: "\nend" },
      ],
    ],
    ["its own signs as nothing", "a\uE0000\uE001b", [{ text: "a0b" }]],
  ];
  for (const [what, text, expected] of cases) {
    it(`reads ${what}`, () => assert.deepEqual(read(text), expected));
  }

  it("loses no letter, and makes up none, whatever the marks", () => {
    const signs = fc.string({ unit: fc.constantFrom("a", "*", "_", "~", "`", " ", "\n", "b") });
    fc.assert(
      fc.property(signs, (text) => {
        const letters = (value: string) => value.replace(/[^ab\n]/g, "");
        const shown = read(text).map((span) => span.text);
        assert.equal(letters(shown.join("")), letters(text));
        assert.ok(shown.every((part) => part !== ""));
      }),
    );
  });

  it("links to the web only", () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), (text, url) => {
        for (const { href = "https://" } of read(`<${text}|x> <${url}> <data:${text}>`)) {
          assert.match(href, /^https?:/i);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("spansOf", () => {
  it("leaves plain text as it is written", () => {
    const text = "*no* <@U0ANN> &lt;";
    assert.deepEqual(spansOf({ type: "plain_text", text }, workspace), [{ text }]);
    assert.deepEqual(spansOf({ type: "mrkdwn", text: "*b*" }, workspace), [
      { text: "b", style: "bold" },
    ]);
  });
});
