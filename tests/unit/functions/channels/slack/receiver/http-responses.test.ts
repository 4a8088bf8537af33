/** What goes back to Slack, header by header: a dialog's errors are read as JSON or not at all. */
import * as assert from "node:assert/strict";
import {
  accepted,
  dialogError,
  refused,
} from "../../../../../../functions/channels/slack/receiver/http-responses";

const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

describe("an answer of slackCallback", () => {
  it("to what was taken is empty", () => {
    assert.deepEqual(accepted(), { statusCode: 200, headers, body: "" });
  });

  it("to what is refused has the status and no word of why", () => {
    for (const statusCode of [400, 401, 403, 405, 413, 503]) {
      assert.deepEqual(refused(statusCode), { statusCode, headers, body: "" });
    }
  });

  it("that keeps the dialog open is JSON, and names the input that it stands under", () => {
    const body = { response_action: "errors", errors: { reason: "Say why." } };
    assert.deepEqual(dialogError("Say why."), {
      ...{ statusCode: 200, headers },
      body: JSON.stringify(body),
    });
  });
});
