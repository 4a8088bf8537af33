import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { email, emailJson } from "../../../../rehearsal/aws/sns/email";
import type { PendingDelivery } from "../../../../rehearsal/aws/sns/pending-delivery";
import { emailFile, readEmail } from "../../../../rehearsal/page/inbox";
import { delivery } from "../terminal/support/plain";

describe("readEmail", () => {
  const at = new Date("2026-11-23T08:00:00Z");
  let folder: string;

  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-inbox-"))));
  after(() => fs.rmSync(folder, { recursive: true }));

  /** Sends a message as the local SNS does, and reads the e-mail that it became. */
  async function sent(message: string, subject?: string, transport = email) {
    const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
    const pending: PendingDelivery = {
      messageId: "11111111-2222-4333-8444-555555555555",
      publishedAt: at,
      notification: { topicArn, message, ...(subject === undefined ? {} : { subject }) },
      subscription: { arn: `${topicArn}:1`, topicArn, protocol: "email", endpoint: "qa@x.test" },
      serial: 7,
    };
    const deps = { clock: { now: () => at }, folder, post: async () => 200 };
    return readEmail(await transport(pending, deps as never));
  }

  it("reads an e-mail as a mail program shows it", async () => {
    const { text, ...head } = await sent("Version 2 is out.", "Release");
    assert.deepEqual(head, {
      id: "20261123T080000000Z-000007-qa@x.test",
      from: "AWS Notifications <no-reply@sns.amazonaws.com>",
      to: "qa@x.test",
      subject: "Release",
      date: "2026-11-23T08:00:00.000Z",
    });
    assert.match(text, /^Version 2 is out\.\n\n--\nTo stop these notifications/);
  });

  it("decodes every character of subject and text, and joins lines that were folded", async () => {
    const words = "Prüfung – 審査 ✅ = a=3D b";
    const long = `${"wörd ".repeat(60)}end`;
    const message = `${words}\n${long}\nlast line`;
    const { subject, text } = await sent(message, `${words} ${"ö".repeat(40)}`);
    assert.equal(subject, `${words} ${"ö".repeat(40)}`);
    assert.equal(text.split("\n\n--\n")[0], message);
  });

  it("decodes a text that is mostly no ASCII", async () => {
    const message = "審査をお願いします。".repeat(50);
    assert.ok((await sent(message)).text.startsWith(message));
  });

  it("shows JSON where the subscription asks for it", async () => {
    const { text } = await sent("Hello", "Release", emailJson);
    assert.equal(JSON.parse(text).Message, "Hello");
  });

  it("keeps markup as text, and cuts what is very long", async () => {
    const markup = '<img src=x onerror="alert(1)">';
    assert.ok((await sent(markup, markup)).text.startsWith(markup));
    assert.equal((await sent("x".repeat(50_000))).text.length, 20_000);
  });
});

describe("emailFile", () => {
  it("names the file of an e-mail that arrived, and of nothing else", () => {
    assert.equal(emailFile(delivery()), "/run/mailbox/1.eml");
    const { subscription } = delivery();
    const by = (protocol: string) => ({ subscription: { ...subscription, protocol } });
    assert.equal(emailFile(delivery(by("email-json"))), "/run/mailbox/1.eml");
    assert.equal(emailFile(delivery(by("sms"))), undefined);
    assert.equal(emailFile(delivery({ status: "Filtered" })), undefined);
    assert.equal(emailFile(delivery({ status: "Failed" })), undefined);
  });
});
