/** Whatever people have written, Jira takes it, and it stays a text. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  commentOn,
  consoleOf,
  descriptionOf,
  documentOf,
  summaryOf,
  textOf,
} from "../../../../../functions/connectors/jira/words";
import { isDocument } from "../../../../../rehearsal/systems/jira/fields";
import { requestOf, wildText } from "../../domain/samples";
import { eventOf } from "./jira-world";

const anyRequest = fc
  .record({
    customData: wildText(600),
    stageName: wildText(120),
    region: fc.constantFrom("eu-west-1", "evil.example/", "cn-north-1", ""),
    revisions: fc.array(
      fc.record({ name: wildText(50), id: wildText(50), summary: wildText(600) }),
      { maxLength: 14 },
    ),
  })
  .map((change) => requestOf(change));

describe("Jira: the words of a ticket", () => {
  it("are a document of paragraphs, with no link but to the console", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const paragraphs = descriptionOf(request, "issue");
        const document = documentOf(paragraphs, consoleOf(request));
        assert.ok(isDocument(document));
        assert.equal(textOf(document), paragraphs.join(""));
        assert.ok(paragraphs.length < 20 && paragraphs.every((one) => one.length <= 700));
        const links = JSON.stringify(document).match(/"href":"[^"]*"/g) ?? [];
        for (const link of links) {
          assert.match(
            link,
            /^"href":"https:\/\/[a-z]+-[a-z]+-\d\.console\.(aws\.amazon\.com|amazonaws\.cn)\//,
          );
        }
      }),
    );
  });

  it("name it in one line that Jira takes", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const summary = summaryOf(request, "approval-1");
        assert.ok(summary.length <= 255 && !/[\r\n]/.test(summary));
        assert.ok(summary.startsWith("Approve ") && summary.endsWith(" (approval-1)"));
      }),
    );
  });

  it("are one line of each event, or nothing", () => {
    const types = ["Requested", "Deciding", "Voted", "Decided", "Expired", "Escalated"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...types), wildText(600), wildText(100), (type, reason, name) => {
        const actor = { channel: "slack", id: "U1", displayName: name };
        const text = commentOn(eventOf(type, { reason, actor }), requestOf());
        assert.equal(text === undefined, type === "Requested" || type === "Deciding");
        if (text === undefined) return;
        assert.ok(isDocument(documentOf([text])) && !text.includes("\n"));
        assert.match(text, /\(event 2, [\dTZ:.-]+\)$/);
      }),
    );
  });
});
