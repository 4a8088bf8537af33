import * as assert from "node:assert/strict";
import { ticketLines } from "../../../../../../functions/channels/slack/views/tickets";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { requestOf, settings } from "../../../domain/samples";

const ticket = {
  ...{ connector: "changes", kind: "servicenow", id: "sys1", label: "CHG0030001" },
  url: "https://example.service-now.com/nav_to.do?uri=change_request.do",
};

describe("The tickets of a request in Slack", () => {
  it("are named by system and label, and linked", () => {
    const [line] = ticketLines(requestOf({ tickets: [ticket] }), 2000);
    assert.deepEqual(line, {
      type: "context",
      elements: [
        { type: "plain_text", text: "ServiceNow CHG0030001", emoji: false },
        {
          type: "mrkdwn",
          text: "<https://example.service-now.com/nav_to.do?uri=change_request.do|example.service-now.com/nav_to.do?uri=change_request.do>",
          verbatim: true,
        },
      ],
    });
  });

  it("say why they decide nothing yet, and keep words of others words", () => {
    const note = "approved by <!channel> *boss*\nApproved";
    const text = JSON.stringify(ticketLines(requestOf({ tickets: [{ ...ticket, note }] }), 2000));
    assert.match(
      text,
      /"plain_text","text":"ServiceNow CHG0030001 waits: approved by <!channel> \*boss\* Approved"/,
    );
  });

  it("say that they decide nothing yet before anything that others have worded, which may be cut off", () => {
    const said = { label: "CHG ".repeat(100), note: "approved. ".repeat(100) };
    for (const max of [2900, 200]) {
      const [line] = ticketLines(requestOf({ tickets: [{ ...ticket, ...said }] }), max);
      const [{ text }] = (line as { elements: { text: string }[] }).elements;
      assert.match(text, /^ServiceNow (CHG ){14}CHG…? waits: approved\./);
    }
  });

  it("have no link where the address is none of the web", () => {
    for (const url of ["javascript:alert(1)", "https://user@evil.example/", undefined]) {
      const [line] = ticketLines(requestOf({ tickets: [{ ...ticket, url }] }), 2000);
      assert.equal((line as { elements: unknown[] }).elements.length, 1);
    }
  });

  it("stand in the message while it waits and when it has ended", () => {
    for (const change of [{}, { status: "EXPIRED" as const }]) {
      const { blocks } = requestMessage(requestOf({ tickets: [ticket], ...change }), settings);
      assert.match(JSON.stringify(blocks), /CHG0030001/);
    }
  });
});
