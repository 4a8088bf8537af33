/** The numbers that a hub is given, judged as values alone. */
import * as assert from "node:assert/strict";
import {
  logRetentionInDays,
  requestRetentionInDays,
  reservedConcurrency,
} from "../../../../components/hub/model/hub-checks";
import { refusalOf } from "../../../support/refusals";

describe("the numbers of a hub", () => {
  /** CloudWatch Logs API Reference, "PutRetentionPolicy", read in November 2026. */
  const retentions =
    "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653";

  it("are within their bounds", () => {
    const bounds = [
      [requestRetentionInDays, 61, 3653, " of days"],
      [reservedConcurrency, 1, 1000, ""],
    ] as const;
    for (const [check, min, max, unit] of bounds) {
      for (const good of [min, max])
        assert.equal(
          refusalOf(() => check(good, "arg")),
          undefined,
        );
      for (const bad of [min - 1, max + 1, min + 0.5, NaN, `${min}` as never, undefined as never]) {
        assert.match(
          refusalOf(() => check(bad, "arg"))?.reason ?? "",
          new RegExp(`^\`arg\` must be a whole number${unit} between ${min} and ${max}, got: `),
        );
      }
    }
  });

  it("of days that logs are kept are those that CloudWatch has", () => {
    const good = retentions.split(" ").map(Number);
    for (let days = 0; days <= 3700; days += 1) {
      const found = refusalOf(() => logRetentionInDays(days, "arg"));
      assert.equal(found === undefined, good.includes(days), String(days));
      if (found === undefined) continue;
      assert.ok(found.reason.includes(`one of ${good.join(", ")}, got: ${days}. Choose one`));
    }
  });
});
