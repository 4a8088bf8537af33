import * as assert from "node:assert/strict";
import { freshTimestamp, isTimestamp } from "../../../../functions/domain/signed-time";

describe("a timestamp", () => {
  const now = new Date("2026-11-22T21:00:00.999Z");
  const seconds = Math.floor(now.getTime() / 1000);

  it("is fresh for five minutes in either direction", () => {
    for (const away of [-300, -1, 0, 1, 300]) {
      assert.equal(freshTimestamp(String(seconds + away), now), true, String(away));
    }
    for (const away of [-301, 301, -1e6, 1e6]) {
      assert.equal(freshTimestamp(String(seconds + away), now), false, String(away));
    }
  });

  it("is a plain whole number", () => {
    const wrong = ["NaN", "Infinity", "-1", "1.0", "0x1", "1e9", " 1", "1 ", "1\n", "", "01", "１"];
    for (const text of wrong) {
      assert.equal(isTimestamp(text), false, JSON.stringify(text));
      assert.equal(freshTimestamp(text, now), false, JSON.stringify(text));
    }
  });
});
