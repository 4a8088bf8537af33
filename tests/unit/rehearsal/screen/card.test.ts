import * as assert from "node:assert/strict";
import {
  approvalCard,
  deliveriesOf,
  deliveryText,
  type PendingApproval,
} from "../../../../rehearsal/screen/card";
import type { AutomaticAnswer } from "../../../../rehearsal/screen/automatic";
import { columns } from "../../../../rehearsal/screen/text";
import { approval, delivery, now, person, plain, request } from "../terminal/support/plain";

const card = (shown: PendingApproval, width = 100) =>
  approvalCard(shown, { number: 1, of: 1 }, { width, colours: plain, now, folder: "/run" });

const row = (lines: string[], label: string) =>
  lines.find((line) => line.trimStart().startsWith(label))?.slice(14);

describe("approvalCard", () => {
  it("holds all that a person needs", () => {
    assert.deepEqual(card(approval()), [
      "⏳ Approval: web / Release / manager",
      "  Execution   3f9c1a2b",
      "  Notified    email qa@example.com → mailbox/1.eml",
      "  Link        https://example.com/changes",
      "  customData  Version 1.2.3",
      "  Expires     in 7d, at 2026-11-29 21:00 UTC",
      "  May decide  manager",
    ]);
  });

  it("says which of several it is", () => {
    const place = { number: 2, of: 3 };
    const look = { width: 100, colours: plain, now, folder: "/run" };
    assert.match(approvalCard(approval(), place, look)[0], /^⏳ Approval 2 of 3: /);
  });

  it("leaves out customData and link that are not there", () => {
    const bare = request({ customData: undefined, externalEntityLink: undefined });
    const labels = card(approval({ request: bare })).map((l) => l.slice(2, 12));
    assert.deepEqual(labels.slice(1), ["Execution ", "Notified  ", "Expires   ", "May decide"]);
  });

  it("says that nobody is told: without a topic, or on one to which the program subscribes nobody", () => {
    const silent = approval({ request: request({ notificationArn: undefined }), deliveries: [] });
    assert.equal(row(card(silent), "Notified"), "nobody: the action has no NotificationArn");
    const { notificationArn } = request();
    assert.equal(
      row(card(approval({ deliveries: [] })), "Notified"),
      `nobody here: the program subscribes nobody to ${notificationArn}`,
    );
  });

  it("says who has left it to people, and why", () => {
    const left = { by: "judge", reason: "Code.", end: "Left to people" } as AutomaticAnswer;
    assert.equal(row(card(approval({ left })), "Automatic"), "Left to people by judge: Code.");
  });

  it("says when nobody may decide", () => {
    const lines = card(approval({ people: [person("outsider")] }));
    assert.match(row(lines, "May decide")!, /^nobody: no policy of the program allows/);
  });

  it("strips control characters of everything that others wrote", () => {
    const evil = "\u001b[2J\u001b[1;1Hx\u0007";
    const shown = approval({
      request: request({ customData: evil, externalEntityLink: evil }),
      deliveries: [delivery({ where: `/run/${evil}`, status: "Failed", detail: evil })],
      people: [person(evil, { allowed: true })],
    });
    assert.doesNotMatch(card(shown).join(""), /[\u001b\u0007]/);
  });

  it("keeps the lines of customData and shows no more than eight", () => {
    const customData = Array.from({ length: 20 }, (_, n) => `line ${n}`).join("\n");
    const lines = card(approval({ request: request({ customData }) }));
    assert.equal(lines[4], "  customData  line 0");
    assert.equal(lines[5], "              line 1");
    assert.equal(lines[11], "              …");
    assert.match(lines[12], /^ {2}Expires/);
  });

  it("is as wide as the terminal at most", () => {
    const shown = approval({ request: request({ customData: "word ".repeat(100) }) });
    for (const width of [60, 80, 200]) {
      for (const line of card(shown, width)) assert.ok(columns(line) <= width, line);
    }
  });
});

describe("deliveriesOf", () => {
  const earlier = delivery({ messageId: "old", at: new Date(now.getTime() - 1) });
  const later = delivery({ messageId: "next", at: new Date(now.getTime() + 5000) });

  it("takes every delivery of the first message since the request", () => {
    const second = delivery({ where: "/run/sms/1.txt" });
    assert.deepEqual(deliveriesOf(request(), [earlier, delivery(), second, later]), [
      delivery(),
      second,
    ]);
  });

  it("takes none of another topic", () => {
    const other = request({ notificationArn: "arn:aws:sns:eu-west-1:111122223333:other" });
    assert.deepEqual(deliveriesOf(other, [delivery()]), []);
  });

  it("takes none for a request without a topic", () => {
    assert.deepEqual(deliveriesOf(request({ notificationArn: undefined }), [delivery()]), []);
  });
});

describe("deliveryText", () => {
  it("names a file from the folder", () => {
    assert.equal(deliveryText(delivery(), "/run"), "email qa@example.com → mailbox/1.eml");
  });

  it("names a URL as it is", () => {
    const posted = delivery({
      subscription: { arn: "s", topicArn: "t", protocol: "https", endpoint: "https://a.example" },
      where: "https://a.example",
    });
    assert.equal(deliveryText(posted, "/run"), "https https://a.example → https://a.example");
  });

  it("says what was filtered out", () => {
    assert.equal(
      deliveryText(delivery({ status: "Filtered" }), "/run"),
      "email qa@example.com: filtered out",
    );
  });

  it("says what failed and why, if that is known", () => {
    const failed = delivery({ status: "Failed", where: "qa@example.com" });
    assert.equal(deliveryText(failed, "/r"), "email qa@example.com → qa@example.com: Failed");
    assert.equal(
      deliveryText({ ...failed, detail: "no such host" }, "/r"),
      "email qa@example.com → qa@example.com: Failed, no such host",
    );
  });
});
