import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  clean,
  cleanLines,
  columns,
  duration,
  fit,
  moment,
  pad,
  shortId,
  wrap,
} from "../../../../rehearsal/screen/text";

describe("clean", () => {
  it("keeps what people write", () => {
    assert.equal(clean("Version 1.2 – 你好 é 🚀"), "Version 1.2 – 你好 é 🚀");
  });

  it("takes out colours and cursor movements whole", () => {
    assert.equal(clean("\u001b[31mred\u001b[0m \u001b[2J\u001b[1;1Htop"), "red top");
  });

  it("takes out a link and a window title", () => {
    assert.equal(clean("\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007"), "here");
    assert.doesNotMatch(clean("\u001b]0;title\u0007x"), /\u0007|\u001b/);
  });

  it("takes out one-byte control sequences and marks that turn the direction", () => {
    assert.equal(clean("a\u009b31mb\u202ec\u2066d\u007fe"), "abcde");
  });

  it("makes line ends and tabs one space", () => {
    assert.equal(clean("a\r\n\tb\u2028c"), "a b c");
  });

  it("lets no control character through, whatever comes in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(clean(text), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe("cleanLines", () => {
  it("keeps lines apart and cleans each", () => {
    assert.deepEqual(cleanLines("a\u001b[1mb\r\nc\n\nd"), ["ab", "c", "", "d"]);
  });
});

describe("columns", () => {
  it("counts wide characters twice and colours not at all", () => {
    assert.equal(columns("⏳a"), 3);
    assert.equal(columns("\u001b[31m✓\u001b[39m"), 1);
  });
});

describe("fit", () => {
  it("leaves a text that fits", () => assert.equal(fit("abcd", 4), "abcd"));

  it("cuts one that does not", () => assert.equal(fit("abcde", 4), "abc…"));

  it("never cuts a wide character in two", () => assert.equal(fit("你好吗", 4), "你…"));

  it("gives nothing for no room", () => assert.equal(fit("abc", 0), ""));

  it("never takes more than its room", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, width) => {
        assert.ok(columns(fit(clean(text), width)) <= width);
      }),
    );
  });
});

describe("pad", () => {
  it("fills up to the width", () => assert.equal(pad("⏳", 4), "⏳  "));

  it("leaves what is wider", () => assert.equal(pad("abc", 2), "abc"));

  it("takes another filler", () => assert.equal(pad("a", 3, "─"), "a──"));
});

describe("wrap", () => {
  it("breaks between words", () =>
    assert.deepEqual(wrap("one two three", 8), ["one two", "three"]));

  it("breaks a word that is longer than a line", () => {
    assert.deepEqual(wrap("a abcdefgh b", 4), ["a", "abcd", "efgh", "b"]);
  });

  it("gives one empty line for an empty text", () => assert.deepEqual(wrap("", 4), [""]));

  it("puts a character that is wider than the line on a line of its own", () => {
    assert.deepEqual(wrap("你好", 1), ["你", "好"]);
  });

  it("loses nothing but spaces", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 30 }), (text, width) => {
        const letters = (s: string) => s.replaceAll(" ", "");
        assert.equal(letters(wrap(text, width).join("")), letters(text));
      }),
    );
  });
});

describe("duration", () => {
  const cases: [number, string][] = [
    [0, "0s"],
    [-5000, "0s"],
    [999, "0s"],
    [1000, "1s"],
    [59_999, "59s"],
    [60_000, "1m"],
    [250_000, "4m 10s"],
    [3_600_000, "1h"],
    [604_799_000, "6d 23h"],
    [604_800_000, "7d"],
    [86_400_000 + 60_000, "1d"],
  ];
  for (const [milliseconds, text] of cases) {
    it(`says ${text} for ${milliseconds} ms`, () => assert.equal(duration(milliseconds), text));
  }
});

describe("moment", () => {
  it("is to the minute, in UTC", () => {
    assert.equal(moment(new Date("2026-11-22T21:05:59.999Z")), "2026-11-22 21:05 UTC");
  });
});

describe("shortId", () => {
  it("is the first eight characters", () => {
    assert.equal(shortId("3f9c1a2b-1111-4222-8333-444455556666"), "3f9c1a2b");
  });
});
