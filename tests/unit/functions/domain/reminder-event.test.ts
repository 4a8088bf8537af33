import * as assert from "node:assert/strict";
import { parseReminder, reminderOf } from "../../../../functions/domain/reminder-event";

const source = "codepipeline-approvals";
const action = "orders/production/approve";
const request = { pipelineName: "orders", stageName: "production", actionName: "approve" };
const requested = { source, "detail-type": "Requested", detail: { request } };
const scheduled = { source, "detail-type": "Reminder", action };

describe("What wakes the reminder", () => {
  it("is a schedule that says the action alone, as the reminder made it", () => {
    assert.deepEqual(reminderOf(action), scheduled);
    assert.equal(parseReminder(scheduled), action);
  });

  it("is an event of a request that begins", () => {
    assert.equal(parseReminder(requested), action);
  });

  for (const [what, event] of Object.entries<unknown>({
    "another source": { ...requested, source: "aws.codepipeline" },
    "a schedule of another source": { ...scheduled, source: "mallory" },
    "another event": { ...requested, "detail-type": "Approved" },
    "another schedule": { ...scheduled, "detail-type": "Sweep" },
    "no request": { ...requested, detail: {} },
    "no detail": { source, "detail-type": "Requested" },
    "half a request": { ...requested, detail: { request: { pipelineName: "orders" } } },
    "names with a slash": {
      ...requested,
      detail: { request: { ...request, actionName: "approve/x" } },
    },
    "no action": { source, "detail-type": "Reminder" },
    "half an action": { ...scheduled, action: "orders/production" },
    "an action and more": { ...scheduled, action: `${action}\n` },
    nothing: undefined,
  })) {
    it(`is not ${what}`, () => assert.equal(parseReminder(event), undefined));
  }
});
