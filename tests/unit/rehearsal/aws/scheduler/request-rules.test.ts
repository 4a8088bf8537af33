import * as assert from "node:assert/strict";
import { needConsistent } from "../../../../../rehearsal/aws/scheduler/request-rules";
import type { ScheduleRequest } from "../../../../../rehearsal/aws/scheduler/types";
import { queueArn, requestFor } from "./support";

const at = { kind: "at", time: new Date() } as const;
const rate = { kind: "rate", period: 60_000 } as const;
const backwards = { StartDate: 2_000, EndDate: 1_000 };
const input = (Input: string, more = {}) => ({ Target: { Input, ...more } });

describe("A request for a schedule", () => {
  for (const [what, more, due, message] of [
    ["a window without minutes", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }, at, /is required/],
    [
      "minutes without a window",
      { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } },
      at,
      /must not be provided/,
    ],
    ["an end before its start", backwards, rate, /StartDate must come before/],
    ["an input that is no JSON for a function", input("text"), at, /not a valid JSON document/],
    ["an input of more than 256 KB", input(`"${"x".repeat(262_143)}"`), at, /262145 bytes/],
    ["a target that is no ARN", input("{}", { Arn: "function" }), at, /Arn is not valid: function/],
  ] as const) {
    it(`is refused with ${what}`, () => {
      const request = requestFor("a", more as Parameters<typeof requestFor>[1]);
      assert.throws(() => needConsistent(request, due), { name: "ValidationException", message });
    });
  }

  const taken: readonly [string, ScheduleRequest][] = [
    [
      "a window with minutes",
      requestFor("a", { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 } }),
    ],
    ["dates that a single time ignores", requestFor("a", backwards)],
    ["an input of 256 KB", requestFor("a", input(`"${"x".repeat(262_142)}"`))],
    ["any text for a queue", requestFor("a", input("text", { Arn: queueArn }))],
    ["what Scheduler fills in", requestFor("a", input('{"n":<aws.scheduler.attempt-number>}'))],
    ["no input", requestFor("a", { Target: { Input: undefined } })],
  ];
  for (const [what, request] of taken) {
    it(`is taken with ${what}`, () => needConsistent(request, at));
  }
});
