import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  cut,
  cutLine,
  escapeText,
  link,
  plainLine,
  plainQuoted,
  verbatimLine,
} from "../../../../../../functions/channels/slack/views/escape";
import { wildText } from "../../../domain/samples";

/** What Slack shows for text that has only entities in it. */
const shown = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const max = fc.integer({ min: 0, max: 80 });

/** No mention, no link, and no entity but the three, whole. */
function assertHarmless(text: string): void {
  assert.doesNotMatch(text, /[<>]/);
  assert.doesNotMatch(text, /&(?!(?:amp|lt|gt);)/);
  assert.doesNotMatch(text, /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Cs}]/u);
  assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
}

describe("escapeText", () => {
  for (const [text, escaped] of [
    ["<!channel> & <@U0ANN>", "&lt;!channel&gt; &amp; &lt;@U0ANN&gt;"],
    ["<https://evil.example|Approve>", "&lt;https://evil.example|Approve&gt;"],
    ["&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["שלום 😀 e\u0301", "שלום 😀 e\u0301"],
  ]) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(escaped)}`, () => {
      assert.equal(escapeText(text), escaped);
    });
  }

  it("leaves out controls, and what turns the direction of writing", () => {
    assert.equal(escapeText("a\u202Eb\u2066c\u0000d"), "abcd");
  });

  it("is harmless, whatever is in it", () => {
    fc.assert(
      fc.property(wildText(200), (text) => {
        assertHarmless(escapeText(text));
      }),
    );
  });
});

describe("verbatimLine", () => {
  for (const [text, written] of [
    ["orders", "orders"],
    ["Ann (U0ANN), 100 % - done.", "Ann (U0ANN), 100 % - done."],
    ["_orders_", "`_orders_`"],
    ["my_pipeline", "`my_pipeline`"],
    ["*Ann*", "`*Ann*`"],
    ["~Ann~", "`~Ann~`"],
    ["`Ann`", "`'Ann'`"],
    ["> Ann", "`&gt; Ann`"],
    ["Ann > Bob", "Ann &gt; Bob"],
    ["Ann :tada:", "`Ann :tada:`"],
    ["at 10:20, or :", "at 10:20, or :"],
    ["<!channel> *now*\nor", "`&lt;!channel&gt; *now* or`"],
  ]) {
    it(`writes ${JSON.stringify(text)} as ${JSON.stringify(written)}`, () => {
      assert.equal(verbatimLine(text, 100), written);
    });
  }

  it("cuts what is in the code, not the code", () => {
    assert.equal(verbatimLine("*abcdef*", 5), "`*abc…`");
    assert.equal(verbatimLine("abcdef*", 5), "abcd…");
  });
});

describe("cut", () => {
  it("leaves what is at the limit as it is written, and cuts one over", () => {
    assert.equal(cut("<ab", 6), "&lt;ab");
    assert.equal(cut("<ab", 5), "&lt;…");
    assert.equal(cut("a<b", 5), "a…");
    assert.equal(cut("abc&", 8), "abc&amp;");
    assert.equal(cut("abc&", 7), "abc…");
  });

  it("keeps emoji and letters with marks whole", () => {
    const family = "👩‍👩‍👧‍👦";
    assert.equal(cut(`${family}${family}`, family.length * 2), `${family}${family}`);
    assert.equal(cut(`${family}${family}`, family.length * 2 - 1), `${family}…`);
    assert.equal(cut("ae\u0301b", 3), "a…");
  });

  it("has nothing where there is no room", () => {
    assert.equal(cut("abc", 0), "");
    assert.equal(cut("<", 1), "…");
  });

  it("is harmless and never too long, and what is shown is the beginning of the text", () => {
    fc.assert(
      fc.property(wildText(150), max, (text, most) => {
        const result = cut(text, most);
        assert.ok(result.length <= most);
        assertHarmless(result);
        const whole = shown(escapeText(text));
        if (shown(result) !== whole) assert.ok(whole.startsWith(shown(result).replace(/…$/, "")));
      }),
    );
  });
});

describe("cutLine and plainLine", () => {
  it("leave no line break with which to begin a line of ours", () => {
    assert.equal(cutLine("a\n*Approved by Ann*\u2028<b>", 100), "a *Approved by Ann* &lt;b&gt;");
    assert.equal(plainLine("a\r\nb\u0085<c>", 100), "a b <c>");
  });

  it("are one line and never too long", () => {
    fc.assert(
      fc.property(wildText(150), max, (text, most) => {
        for (const line of [cutLine(text, most), plainLine(text, most)]) {
          assert.ok(line.length <= most);
          assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
        }
        assertHarmless(cutLine(text, most));
      }),
    );
  });
});

describe("plainQuoted", () => {
  it("marks every line, and makes one blank line of many", () => {
    assert.equal(plainQuoted("\n a\r\n*b*\n \n\t\n\n\u2028c \n", 100), "> a\n> *b*\n> \n> c");
  });

  it("quotes a mark of the text's own as text", () => {
    assert.equal(plainQuoted(">>> a", 100), "> >>> a");
  });

  it("counts its marks: at the limit whole, one over cut", () => {
    assert.equal(plainQuoted("a\nb", 7), "> a\n> b");
    assert.equal(plainQuoted("a\nb", 6), "> a…");
  });

  it("is harmless, never too long, and has no line without its mark", () => {
    fc.assert(
      fc.property(wildText(150), fc.integer({ min: 2, max: 80 }), (text, most) => {
        const quotation = plainQuoted(text, most);
        assert.ok(quotation.length <= most);
        for (const line of quotation.split("\n")) {
          assert.ok(line.startsWith("> "));
          assert.doesNotMatch(line, /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        }
      }),
    );
  });
});

describe("link", () => {
  it("says where it leads", () => {
    assert.equal(
      link("https://wiki.example/a?b=1&c=2", 3000),
      "<https://wiki.example/a?b=1&amp;c=2|wiki.example/a?b=1&amp;c=2>",
    );
    assert.equal(link("http://wiki.example", 3000), "<http://wiki.example/|wiki.example/>");
  });

  it("cannot be ended early by what is in the address", () => {
    assert.equal(
      link("https://a.example/x|Approve>y<!channel>?q=|>", 3000),
      "<https://a.example/x%7CApprove%3Ey%3C!channel%3E?q=%7C%3E|a.example/x|Approve%3Ey%3C!channel%3E?q=|%3E>",
    );
  });

  it("names a host as it is called by machines, so that no letter passes for another", () => {
    assert.match(link("https://аws.amazon.com/", 3000) ?? "", /\|xn--ws-6kc\.amazon\.com\/>$/);
  });

  it("is none for what is no address of the web", () => {
    for (const url of [
      ...["", "wiki.example", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"],
      ...["slack://channel?id=1", "mailto:a@b.example", "https://", "<!channel>", "//a.example"],
    ]) {
      assert.equal(link(url, 3000), undefined);
    }
  });

  it("is none where a user's name passes for the host", () => {
    assert.equal(link("https://console.aws.amazon.com@evil.example/", 3000), undefined);
    assert.equal(link("https://:secret@evil.example/", 3000), undefined);
  });

  it("is none where it would be too long as it is written", () => {
    const url = "https://a.example/&&";
    const length = link(url, 3000)?.length ?? 0;
    assert.equal(length, "<https://a.example/&amp;&amp;|a.example/&amp;&amp;>".length);
    assert.ok(link(url, length));
    assert.equal(link(url, length - 1), undefined);
  });

  it("is one link and nothing else, whatever is in the address", () => {
    fc.assert(
      fc.property(wildText(100), fc.constantFrom("", "https://a.example/"), (text, start) => {
        const written = link(start + text, 3000);
        if (written !== undefined) assert.match(written, /^<https?:\/\/[^<>|\s]+\|[^<>\n]+>$/);
      }),
    );
  });
});
