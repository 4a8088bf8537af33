/** What Slack says of whoever is on call: never an id that is markup, and never too long. */
import * as assert from "node:assert/strict";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { onCallIsAsked } from "../../../../../../functions/channels/slack/views/ephemeral-replies";
import { deciderMentions } from "../../../../../../functions/channels/slack/views/mentions";
import { reminderMessage } from "../../../../../../functions/channels/slack/views/reminder";
import { noticeOf } from "../../../../../../functions/domain/notice";
import { plannedSla, type TimedRequest } from "../../../../../../functions/domain/sla";
import { inSlack, now, requestOf, settings, settingsOf } from "../../../domain/samples";
import { gate, pager } from "../../../support/on-call-world";

const many = Array.from({ length: 400 }, (_, n) => `U0MEMBER${n}`);
const schedules = Array.from({ length: 50 }, (_, n) => `PSCHEDULE${n}`);

describe("Whoever is on call", () => {
  it("is named behind those of the lists, in the message and in reminders", () => {
    const expected = "<@U0ANN>, <!subteam^S0LEADS>, and whoever is on call in PagerDuty (PSCHED1)";
    assert.equal(deciderMentions(inSlack, ["PSCHED1"]), expected);
    assert.ok(JSON.stringify(requestMessage(requestOf(), gate)).includes(expected));
    const sla = { respondWithinMinutes: 60, remindAfterMinutes: [30] };
    const request = requestOf(plannedSla({ sla }, now)) as TimedRequest;
    const notice = noticeOf(request, 0, { sla }, now);
    const reminder = reminderMessage(notice, request, inSlack, ["PSCHED1"]);
    assert.ok(JSON.stringify(reminder).includes(expected));
  });

  it("is not named where there are no schedules", () => {
    assert.doesNotMatch(JSON.stringify(requestMessage(requestOf(), settings)), /PagerDuty/);
  });

  it("leaves each section as short as Slack wants it", () => {
    const full = {
      ...settingsOf({ approverUserIds: many }),
      connectors: [{ ...pager, scheduleIds: schedules }],
    };
    const { blocks } = requestMessage(requestOf(), full);
    const who = blocks.map((block: any) => block.text?.text ?? "");
    const said = who.find((text: string) => text.startsWith("*Who may decide*"))!;
    assert.match(said, /\d+ more, and whoever is on call in PagerDuty \(PSCHEDULE0, .*\d+ more\)$/);
    for (const text of who) assert.ok(text.length <= 3000, `${text.length}`);
    assert.ok(onCallIsAsked(schedules).length < 700);
  });

  it("forges no mention by the id of a schedule", () => {
    for (const text of [deciderMentions(inSlack, ["<!channel>"]), onCallIsAsked(["<!channel>"])]) {
      assert.match(text, /&lt;!channel&gt;/);
    }
  });
});
