import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { oneLine, shorten, visible } from "../../../../functions/domain/text";
import { wildText } from "./samples";

const family = "👩‍👩‍👧‍👦";
const max = fc.integer({ min: -1, max: 60 });

describe("visible", () => {
  it("makes every kind of line break a line feed, and a tab a space", () => {
    assert.equal(visible("a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\ti"), "a\nb\nc\nd\ne\nf\ng\nh i");
  });

  it("leaves out controls, and what turns the direction of writing", () => {
    const turns = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF";
    assert.equal(visible(`a\u0000\u0007\u001B[31m\u007F\u009B${turns}b`), "a[31mb");
  });

  it("leaves text of any script, emoji and their joiners as they are", () => {
    for (const text of ["שלום עולם", "مرحبا", "漢字", "क्षि", family, "🇩🇪", "e\u0301"]) {
      assert.equal(visible(text), text);
    }
  });

  it("replaces halves of surrogate pairs", () => {
    assert.equal(visible("a\uD83Db\uDE00c😀"), "a\uFFFDb\uFFFDc😀");
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(wildText(200), (text) => {
        assert.equal(visible(visible(text)), visible(text));
      }),
    );
  });
});

describe("oneLine", () => {
  it("makes one line of many, without blanks at its ends", () => {
    assert.equal(oneLine("  a \r\n\n\u2028 b\u00A0\u3000c\t"), "a b c");
  });

  for (const filler of "\u2800\u3164\u115F\u1160\uFFA0\u180E\u200B\u2060\u00AD\u00A0") {
    it(`makes one blank of many U+${filler.codePointAt(0)!.toString(16).padStart(4, "0")}`, () => {
      assert.equal(
        oneLine(`fix${filler.repeat(120)}• prod: deadbeef${filler}`),
        "fix • prod: deadbeef",
      );
    });
  }

  it("leaves the joiners of emoji and letters where they are", () => {
    for (const text of [family, "می\u200Cخواهم", "❤\uFE0F", "क्\u200Dष"])
      assert.equal(oneLine(text), text);
  });

  it("never has a line break or a control", () => {
    fc.assert(
      fc.property(wildText(200), (text) => {
        assert.doesNotMatch(oneLine(text), /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});

describe("shorten", () => {
  it("leaves what is at the limit, and cuts what is one over", () => {
    assert.equal(shorten("abcd", 5), "abcd");
    assert.equal(shorten("abcde", 5), "abcde");
    assert.equal(shorten("abcdef", 5), "abcd…");
  });

  it("keeps what a person sees as one character whole", () => {
    assert.equal(shorten(`a${family}b`, family.length + 1), "a…");
    assert.equal(shorten(`a${family}bc`, family.length + 2), `a${family}…`);
    assert.equal(shorten("ae\u0301\u0302bc", 4), "a…");
    assert.equal(shorten("🇩🇪🇫🇷", 7), "🇩🇪…");
  });

  it("makes nothing of text where there is no room", () => {
    assert.equal(shorten("abc", 1), "…");
    assert.equal(shorten("abc", 0), "");
    assert.equal(shorten("", 0), "");
  });

  it("counts characters as they are written", () => {
    const doubled = (text: string) => text.replaceAll("x", "xx");
    assert.equal(shorten("axxb", 6, doubled), "axxxxb");
    assert.equal(shorten("axxb", 5, doubled), "axx…");
    assert.equal(shorten("axxb", 4, doubled), "axx…");
    assert.equal(shorten("axxb", 3, doubled), "a…");
  });

  it("is never too long, and cuts only between characters", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(wildText(120), max, (text, most) => {
        const short = shorten(text, most);
        assert.ok(short.length <= Math.max(most, 0));
        if (short === text || short === "") return;
        const kept = short.slice(0, -1);
        assert.ok(text.startsWith(kept));
        const starts = Array.from(segmenter.segment(text), ({ index }) => index);
        assert.ok(starts.includes(kept.length));
      }),
    );
  });

  it("keeps as much as there is room for", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{0,80}$/),
        fc.integer({ min: 1, max: 80 }),
        (text, most) => {
          assert.equal(shorten(text, most).length, Math.min(text.length, most));
        },
      ),
    );
  });
});
