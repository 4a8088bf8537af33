/** What a condition operator can read of what a policy wants, and what it cannot compare. */
import * as assert from "node:assert/strict";
import { complete } from "../../../iam/context";
import { operatorOf } from "../../../iam/operators";

const isReadable = (name: string, wanted: string): boolean => operatorOf(name)!.isReadable(wanted);
const is = (name: string, wanted: string, value: string) =>
  operatorOf(name)!.test(wanted, value, complete({}), true);

const dates: Record<"good" | "bad", readonly string[]> = {
  good: ["2026-01-01", "2026-01-01T10:00:00Z", "2026-01-01T10:00", "12345", "999", "0"],
  bad: [
    "x2026-01-01",
    "2026-01-01x",
    "2026-01-01T10:00Zx",
    "2026",
    "-12345",
    "12345.5",
    "soon",
    "",
  ],
};
const addresses: Record<"good" | "bad", readonly string[]> = {
  good: ["10.0.0.0/8", "10.0.0.0/0", "10.1.2.3", "2001:db8::/32", "2001:db8::/128"],
  bad: [
    ...["10.0.0.0/33", "2001:db8::/129", "10.0.0.0/8/8", "10.0.0.0/-8", "10.0.0.0/0x8"],
    ...["10.0.0.0/8.5", "10.0.0.0/", "x/8", "10.0.0", ""],
  ],
};

const bytes: Record<"good" | "bad", readonly string[]> = {
  good: ["YWJj", "YQ==", "+/8=", ""],
  bad: ["a b", "YQ==x", "é"],
};
const kinds = { DateEquals: dates, IpAddress: addresses, BinaryEquals: bytes };

for (const [name, { good, bad }] of Object.entries(kinds)) {
  describe(`${name}, and its like,`, () => {
    for (const wanted of good) {
      it(`reads ${JSON.stringify(wanted)}`, () => assert.equal(isReadable(name, wanted), true));
    }
    for (const wanted of bad) {
      it(`does not read ${JSON.stringify(wanted)}`, () => {
        assert.equal(isReadable(name, wanted), false);
      });
    }
  });
}

describe("A date without a zone", () => {
  const zone = process.env["TZ"];
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  it("is of UTC, wherever the program runs", () => {
    process.env["TZ"] = "Asia/Tokyo";
    const noon = "2026-01-01T12:00:00Z";
    assert.equal(is("DateEquals", "2026-01-01T12:00:00", noon), "yes");
    assert.equal(is("DateEquals", "2026-01-01T21:00:00", noon), "no");
    assert.equal(is("DateEquals", "2026-01-01T21:00:00+09:00", noon), "yes");
    assert.equal(is("DateEquals", "2026-01-01", "2026-01-01T00:00:00Z"), "yes");
  });
});
