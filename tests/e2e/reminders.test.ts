/** The clock goes past reminder and escalation: the mailbox and Slack show them, and who decided ends them. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const emails = ["team@example.com"];
const sla = { respondWithinMinutes: 12, escalation: { emails: ["head@example.com"] } };
const inSlack = {
  ...sla,
  escalation: { slackChannel: "C0OTHER0001", slackUserIds: [ids.carol] },
};

describe("reminders", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack([
      { name: "mailed", inHub: true, emails, sla },
      { name: "decided", inHub: true, emails, sla },
      gate("chatted", { sla: inSlack }),
    ]);
  });

  after(() => local.close());

  const pass = async (minutes: number) => {
    local.rehearsal.clock.advance(minutes * 60_000);
    await local.settled();
  };
  /** Subjects of the e-mails about a pipeline, with whom they are for. */
  const mails = (pipeline: string): string[] =>
    mailbox()
      .filter((mail) => mail.includes(`of ${pipeline}`))
      .map((mail) => {
        const [, to] = /^To: (.*)$/m.exec(mail) ?? [];
        const [, subject] = /^Subject: ([^:]*)/m.exec(mail) ?? [];
        return `${subject} to ${to}`;
      });
  const mailbox = (): string[] => {
    const folder = path.join(local.rehearsal.folder, "mailbox");
    return fs
      .readdirSync(folder)
      .sort()
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
  };
  const types = (pipeline: string): string[] => {
    const { buses } = local.rehearsal.account;
    const bus = buses.get(buses.names().find((name) => name !== "default")!);
    return bus
      .recent()
      .map(({ detail }) => detail as any)
      .filter(({ request }) => request.pipelineName === pipeline)
      .map(({ type }) => type);
  };

  it("come by e-mail after half of the time, to those who hear of the request", async () => {
    await pass(7);
    assert.deepEqual(mails("mailed"), ["Approval reminder to team@example.com"]);
    assert.deepEqual(types("mailed"), ["Requested", "Reminded"]);
  });

  it("come in the thread of the message in Slack", () => {
    const [message, reminder] = local.slack.messages(channel);
    assert.equal(reminder.threadTs, message.ts);
    assert.match(JSON.stringify(reminder), new RegExp(`<@${ids.ann}>`));
    assert.match(JSON.stringify(message), /Answer by .*, reminded /);
  });

  it("end with the decision", async () => {
    await local.decide("ann", await local.request("decided"));
    await pass(6);
    assert.deepEqual(mails("decided"), ["Approval reminder to team@example.com"]);
  });

  it("are followed by an escalation, to those whom the gate names", async () => {
    assert.deepEqual(mails("mailed").slice(1).sort(), [
      "Escalated to head@example.com",
      "Not answered in time to team@example.com",
    ]);
    assert.deepEqual(types("mailed"), ["Requested", "Reminded", "SlaBreached", "Escalated"]);
    const [escalated, ...more] = local.slack.messages("C0OTHER0001");
    assert.deepEqual(more, []);
    assert.match(JSON.stringify(escalated), new RegExp(`<@${ids.carol}>`));
  });

  it("leave nothing behind: no schedule, no dead letter, and everybody can still decide", async () => {
    const { stores } = local.rehearsal.account;
    assert.deepEqual(stores.schedules.arns(), []);
    await local.decide("ann", await local.request("mailed"));
    assert.equal((await local.action("mailed")).latestExecution?.status, "Succeeded");
  });
});
