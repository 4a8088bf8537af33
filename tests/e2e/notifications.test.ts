/** Who is told of an approval request, over what, with which words; and what EventBridge passes on. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type LocalAws, openFixture } from "../support/e2e";
import { openServers, type Servers } from "../support/e2e-servers";

describe("a notification", () => {
  let local: LocalAws;
  let servers: Servers;

  before(async () => {
    servers = await openServers();
    const { http, https } = servers;
    local = await openFixture("notices", { http, https }, "administrator");
  });

  after(async () => {
    await local.close();
    servers.close();
  });

  const request = (pipelineName: string, stageName: string, actionName = stageName) =>
    local.request(pipelineName, actionName, stageName);

  /** Texts of the files in a folder of the run, oldest first. */
  function files(...folder: string[]): string[] {
    const where = path.join(local.rehearsal.folder, ...folder);
    if (!fs.existsSync(where)) return [];
    return fs
      .readdirSync(where)
      .sort()
      .map((name) => fs.readFileSync(path.join(where, name), "utf8"));
  }

  /** Mails by what their To header says. */
  function mails(address: string): { subject: string; text: string }[] {
    return files("mailbox")
      .map((mail) => {
        const [head, ...body] = mail.split("\r\n\r\n");
        const unfolded = head.replace(/\r\n[ \t]+/g, " ");
        const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(unfolded)![1];
        assert.equal(header("Content-Transfer-Encoding"), "quoted-printable");
        const [to, subject] = [header("To"), header("Subject")];
        return { to, subject, text: fromQuotedPrintable(body.join("\r\n\r\n")) };
      })
      .filter(({ to }) => to === address);
  }

  it("reaches each e-mail address with what its reader needs", async () => {
    const { token } = await request("shout", "Shout");
    const { configuration } = (await local.history("shout", "Shout"))[0].input!;
    assert.match(configuration!.CustomData, /#\{source.VersionId\}/);
    const [source] = await local.history("shout", "Fetch");
    const version = source.output!.outputVariables!.VersionId;
    for (const address of ["ann@example.com", "lead@example.com"]) {
      const [{ subject, text }, ...more] = mails(address);
      assert.deepEqual(more, []);
      assert.equal(subject, "APPROVAL NEEDED: AWS CodePipeline shout for action Shout");
      assert.ok(text.includes(`Release ${version} – see the checklist`), text);
      assert.ok(text.includes(`https://example.com/releases/${version}`), text);
      assert.ok(text.includes(`/shout/Shout/Shout/approve/${token}`), text);
    }
  });

  it("goes to the people of its own approval only, and when it is their turn", async () => {
    assert.equal(mails("qa@example.com").length, 1);
    assert.equal(mails("product@example.com").length, 0);
    await local.decide("qa", await request("review", "Review", "qa"));
    assert.equal(mails("qa@example.com").length, 1);
    const [{ subject, text }] = mails("product@example.com");
    const { token } = await request("review", "Review", "product");
    assert.equal(subject, "APPROVAL NEEDED: AWS CodePipeline review for action product");
    assert.ok(text.includes(`/review/Review/product/approve/${token}`), text);
  });

  it("is posted to an https endpoint in SNS's envelope", async () => {
    const [post, ...more] = servers.posts.filter((one) => one.path === "/taken");
    assert.deepEqual(more, []);
    assert.equal(post.headers["x-amz-sns-message-type"], "Notification");
    const { Type, TopicArn, Message } = JSON.parse(post.body);
    assert.equal(Type, "Notification");
    assert.equal(TopicArn, post.headers["x-amz-sns-topic-arn"]);
    const { region, approval } = JSON.parse(Message);
    const { token } = await request("shout", "Shout");
    assert.equal(region, "eu-west-1");
    assert.equal(approval.token, token);
    assert.match(approval.expires, /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
  });

  it("is posted without the envelope where delivery is raw", async () => {
    const [post] = servers.posts.filter((one) => one.path === "/raw");
    assert.equal(post.headers["x-amz-sns-rawdelivery"], "true");
    assert.equal(JSON.parse(post.body).approval.pipelineName, "shout");
  });

  it("ends in the dead letter queue when its endpoint is gone", async () => {
    assert.equal(servers.posts.filter((one) => one.path === "/gone").length, 1);
    const [letter, ...more] = files("queues", "failed").map((text) => JSON.parse(text));
    assert.deepEqual(more, []);
    assert.match(letter.ErrorMessage, /\/gone did not take the message: HTTP 410/);
    const { token } = await request("shout", "Shout");
    assert.equal(JSON.parse(letter.Message).approval.token, token);
  });

  it("passes only the filters that it matches", () => {
    const [message, ...more] = files("queues", "mine").map((text) => JSON.parse(text));
    assert.deepEqual(more, []);
    assert.equal(message.approval.pipelineName, "shout");
    assert.deepEqual(files("queues", "others"), []);
  });

  it("reaches phones and functions", async () => {
    const { token } = await request("shout", "Shout");
    const [sms] = files("sms");
    assert.ok(sms.startsWith("To: +4915112345678\n"), sms);
    const [event] = files("lambda", "on-approval").map((text) => JSON.parse(text));
    assert.equal(event.Records[0].EventSource, "aws:sns");
    assert.equal(JSON.parse(event.Records[0].Sns.Message).approval.token, token);
  });

  it("that the pipeline's role may not publish fails the approval, and says why", async () => {
    const [asked] = await local.history("mute", "Mute");
    assert.equal(asked.status, "Failed");
    const { code, message } = asked.output!.executionResult!.errorDetails!;
    assert.equal(code, "PermissionError");
    assert.match(message!, /role\/e2e-mute is not authorized to perform: sns:Publish on resource/);
    assert.match(message!, /output pipelinePolicyJson: new aws\.iam\.RolePolicy\("publish", /);
    const [execution] = await local.executions("mute");
    assert.equal(execution.status, "Failed");
    assert.deepEqual(mails("nobody@example.com"), []);
  });

  it("of a decision leaves through EventBridge for whoever listens", async () => {
    const before = files("queues", "outcomes").length;
    await local.decide("ann", await request("shout", "Shout"), "Rejected", "Not today.");
    const events = files("queues", "outcomes").map((text) => JSON.parse(text));
    const [event, ...more] = events.slice(before);
    assert.deepEqual(more, []);
    const [execution] = await local.executions("shout");
    assert.equal(event.source, "aws.codepipeline");
    assert.equal(event["detail-type"], "CodePipeline Action Execution State Change");
    assert.deepEqual(
      ["pipeline", "stage", "action", "state", "execution-id"].map((key) => event.detail[key]),
      ["shout", "Shout", "Shout", "FAILED", execution.pipelineExecutionId],
    );
    assert.match(event.detail["execution-result"]["external-execution-summary"], /Not today/);
  });
});

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
