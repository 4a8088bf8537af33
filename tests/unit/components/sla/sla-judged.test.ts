/** What an SLA's lists mean as a whole: what is refused, and what is just inside. */
import * as assert from "node:assert/strict";
import {
  remindAfterMinutes,
  reminders,
  somebody,
} from "../../../../components/sla/model/sla-checks";

const sla = (...after: number[]) => ({ respondWithinMinutes: 240, remindAfterMinutes: after });

describe("The reminders of an SLA", () => {
  for (const after of [[], [1], [60, 61, 239]]) {
    it(`are fine: ${JSON.stringify(after)}`, () => reminders(sla(...after), "sla"));
  }

  for (const [after, words] of [
    [[60, 60], /`sla\.remindAfterMinutes\[1\]` must be more than the 60 before it, got: 60/],
    [[60, 59], /`sla\.remindAfterMinutes\[1\]` must be more than the 60 before it, got: 59/],
    [[240], /`sla\.remindAfterMinutes\[0\]` must be less than .*which is 240, got: 240/],
  ] as const) {
    it(`are refused: ${JSON.stringify(after)}`, () => {
      assert.throws(() => reminders(sla(...after), "sla"), words);
    });
  }

  it("are whole numbers of minutes", () => {
    assert.throws(() => remindAfterMinutes(1.5, "sla.remindAfterMinutes[0]"), / of minutes/);
  });
});

describe("An escalation", () => {
  for (const escalation of [{ emails: ["a@example.com"] }, { topicArn: "arn" }]) {
    it(`is to somebody: ${JSON.stringify(escalation)}`, () =>
      somebody(escalation, "sla.escalation"));
  }

  for (const escalation of [{}, { emails: [] }, { emails: [], slackUserIds: undefined }]) {
    it(`is to nobody: ${JSON.stringify(escalation)}`, () => {
      assert.throws(() => somebody(escalation, "sla.escalation"), /must name somebody, got nobody/);
    });
  }
});
