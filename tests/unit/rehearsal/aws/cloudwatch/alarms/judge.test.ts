/** The tables of the User Guide, "How alarm state is evaluated when data is missing". */
import * as assert from "node:assert/strict";
import { judge } from "../../../../../../rehearsal/aws/cloudwatch/alarms/judge";

const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;
const words = { O: "OK", A: "ALARM", I: "INSUFFICIENT_DATA", r: undefined } as const;

/** `X` breaches, `0` does not, `-` has no data; the newest is the last. */
function verdict(data: string, treatMissingData: (typeof treatments)[number], least?: number) {
  const points = data.split(" ").map((sign, at) => {
    return sign === "-" ? undefined : { at, value: sign === "X" ? 2 : 0, count: 1 };
  });
  const rule = { comparison: "GreaterThanThreshold", threshold: 1, evaluationPeriods: 3 } as const;
  return judge({ ...rule, datapointsToAlarm: least, treatMissingData }, points);
}

describe("The state of an alarm", () => {
  for (const [data, expected, least] of [
    ["0 - X - X", "OOOO", undefined],
    ["- - - - 0", "OOOO", undefined],
    ["0 - - - -", "OOOO", undefined],
    ["- - - - -", "IrAO", undefined],
    ["0 X X - X", "AAAA", undefined],
    ["- - X - -", "ArAO", undefined],
    ["X - - - -", "ArAO", undefined],
    ["- - - - X", "IrAO", undefined],
    ["X X X 0 0", "OOOO", undefined],
    ["0 0 X X X", "AAAA", undefined],
    ["0 - X - X", "AAAA", 2],
    ["0 0 X 0 X", "AAAA", 2],
    ["0 - X - -", "OOAO", 2],
    ["- - - - 0", "OOAO", 2],
    ["- - - X -", "ArAO", 2],
    ["- - - - X", "IrAO", 2],
  ] as const) {
    it(`is told by ${data}${least === undefined ? "" : `, ${least} of 3`}`, () => {
      const found = treatments.map((treatment) => verdict(data, treatment, least)?.value);
      const wanted = [...expected].map((letter) => words[letter as keyof typeof words]);
      assert.deepEqual(found, wanted);
    });
  }

  it("rests on the newest data, and on as many periods as it evaluates", () => {
    const { evaluated, missing } = verdict("X 0 - X X", "breaching")!;
    assert.deepEqual([evaluated.map(({ at }) => at), missing], [[4, 3, 1], 0]);
    assert.equal(verdict("- - - 0 -", "breaching")!.missing, 2);
  });

  for (const [comparison, at, below, above] of [
    ["GreaterThanThreshold", "OK", "OK", "ALARM"],
    ["GreaterThanOrEqualToThreshold", "ALARM", "OK", "ALARM"],
    ["LessThanThreshold", "OK", "ALARM", "OK"],
    ["LessThanOrEqualToThreshold", "ALARM", "ALARM", "OK"],
  ] as const) {
    it(`compares by ${comparison}`, () => {
      const rule = { comparison, threshold: 5, evaluationPeriods: 1 } as const;
      const found = [5, 4.9, 5.1].map(
        (value) =>
          judge({ ...rule, treatMissingData: "missing" }, [{ at: 0, value, count: 1 }])!.value,
      );
      assert.deepEqual(found, [at, below, above]);
    });
  }
});
