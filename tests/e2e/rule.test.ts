/** Several people decide in Slack, through the deployed bundles: how many, who not, and who tries all the same. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { assertClosed, channel, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const { ann, bob, carol, mallory } = ids;

/** Nobody is excluded unless a test says so: an S3 source names no author. */
const anybody = { excludeStarter: false, excludeAuthor: false };
const slack = { channel, approverUserIds: [ann, bob, carol] };
const ruled = (name: string, rule: object = {}, more: object = {}): object =>
  gate(name, { slack, rule: { approvals: 2, ...anybody, ...rule }, ...more });

const security = [{ name: "security", slackUserIds: [bob], approvals: 1 }];
const operator = "arn:aws:iam::111122223333:user/operator";

const pipelines = [
  ruled("two"),
  ruled("veto"),
  ruled("group", { groups: security }),
  ruled("members", {
    groups: [{ name: "managers", slackUserGroupIds: ["S0RELEASE1"], approvals: 1 }],
  }),
  ruled("twice"),
  ruled("changed", { rejections: 2 }),
  ruled("removed"),
  ruled("forged"),
  ruled("replayed"),
  ruled("ended"),
  ruled("retried"),
  ruled("starter", {
    excludeStarter: true,
    approvals: 1,
    identities: [{ slackUserId: ann, principals: [operator] }],
  }),
  ruled("author", { excludeAuthor: true, approvals: 1 }, { repository: true }),
  ruled("nobodys", { excludeAuthor: true, approvals: 1 }),
];

describe("a rule of several people", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const folder = path.join(__dirname, "fixtures", "gates", "site");
    const variables = { AuthorEmail: "Bob@example.com" };
    local = await openSlack(pipelines, {
      workspace: { emails: { [bob]: "bob@example.com" } },
      config: { "rehearsal:sources": { Commit: { folder, variables } } },
    });
  });

  after(() => local.close());

  const approve = (person: keyof typeof ids, name: string, reason?: string) =>
    local.decideAs(person, local.message(name), "approve", reason);
  const status = async (name: string) => (await local.action(name)).latestExecution?.status;
  const toldLast = (person: keyof typeof ids) => local.told(person).at(-1) ?? "nothing";

  async function waits(name: string): Promise<void> {
    assert.equal(await status(name), "InProgress");
    assert.match(local.message(name).text, /^Approval needed/);
  }

  async function summary(name: string): Promise<string | undefined> {
    const [decided] = await local.history(name, "Decide");
    return decided.output?.executionResult?.externalExecutionSummary;
  }

  it("waits for the second, shows the first, and names both in the end", async () => {
    await approve("ann", "two", "Load test passed.");
    await waits("two");
    const shown = JSON.stringify(local.message("two").blocks);
    assert.ok(shown.includes(`Approved by ann (${ann}): Load test passed.`), shown);
    assert.ok(shown.includes(`<@${bob}>, <@${carol}>`) && !shown.includes(`<@${ann}>`), shown);
    assert.match(toldLast("ann"), /^Your approval counts\. Still needed: 1 more approval\./);
    await approve("bob", "two", "Looks good.");
    const words = `Approved by bob (${bob}) in Slack, with ann (${ann})`;
    assert.equal(await summary("two"), `${words}: Looks good.`);
    assertClosed(local.message("two"), "Approved");
    assert.ok(JSON.stringify(local.message("two").blocks).includes(words));
    assert.deepEqual(local.deployed("two"), ["index.html"]);
    const [{ updatedBy }] = await local.history("two", "Decide");
    assert.ok(updatedBy?.endsWith(`/${bob}-bob`), updatedBy);
  });

  it("ends with one rejection", async () => {
    await approve("ann", "veto");
    await local.decideAs("carol", local.message("veto"), "reject", "Not on a Friday.");
    assert.equal(await status("veto"), "Failed");
    assertClosed(local.message("veto"), "Rejected");
    assert.deepEqual(local.deployed("veto"), []);
  });

  it("wants somebody of the group, by name or by user group", async () => {
    for (const name of ["group", "members"]) {
      await approve("ann", name);
      await approve("carol", name);
      await waits(name);
      await approve("bob", name);
      assert.equal(await status(name), "Succeeded");
      assert.match((await summary(name))!, /with ann \(\w+\), carol \(\w+\)/);
    }
  });

  it("counts a person once, and lets them change their vote", async () => {
    await approve("ann", "twice");
    await approve("ann", "twice", "Once more, with feeling.");
    await waits("twice");
    await local.decideAs("ann", local.message("changed"), "reject", "The texts are wrong.");
    await approve("ann", "changed", "They are right now.");
    await waits("changed");
    await approve("bob", "changed");
    assert.equal(await status("changed"), "Succeeded");
  });

  it("refuses who has started it, who has written it, and everybody where nobody knows", async () => {
    await local.start("starter");
    await local.decideAs("carol", local.messages("starter")[0], "approve");
    await approve("ann", "starter");
    assert.match(toldLast("ann"), /^You started this release/);
    await waits("starter");
    await approve("carol", "starter");
    assert.equal(await status("starter"), "Succeeded");
    const asked = JSON.stringify(local.message("author").blocks);
    assert.ok(asked.includes(`<@${ann}>, <@${carol}>`) && !asked.includes(`<@${bob}>`), asked);
    await approve("bob", "author");
    assert.match(toldLast("bob"), /^You wrote what is to be released/);
    await waits("author");
    await approve("ann", "author");
    assert.equal(await status("author"), "Succeeded");
    const unknown = JSON.stringify(local.message("nobodys").blocks);
    assert.ok(unknown.includes("Cannot be approved as it stands"), unknown);
    assert.ok(unknown.includes("It is not known who wrote what is to be released"), unknown);
    await approve("carol", "nobodys");
    assert.match(toldLast("carol"), /^It is not known who wrote what is to be released/);
    await waits("nobodys");
    const threads = local.slack.messages(channel).filter(({ threadTs }) => threadTs !== undefined);
    assert.deepEqual(
      threads.map(({ text }) => text),
      [],
    );
  });

  it("counts nobody who was taken off the list after they had voted", async () => {
    await approve("ann", "removed");
    const gates = local.rehearsal.account.resources.find(({ name }) => name === "hub-gates")!;
    await local.rehearsal.account.tables.call("UpdateItem", {
      TableName: gates.state.name,
      Key: { action: { S: "removed/Approve/Decide" } },
      UpdateExpression: "SET approverUserIds = :others",
      ExpressionAttributeValues: { ":others": { L: [{ S: bob }, { S: carol }] } },
    });
    await approve("bob", "removed");
    await waits("removed");
    await approve("carol", "removed");
    assert.match((await summary("removed"))!, /^Approved by carol .* with bob/);
  });

  it("counts no vote that Slack has not signed, nor one of somebody else's making", async () => {
    await approve("ann", "forged");
    await local.decideAs("mallory", local.message("forged"), "approve");
    const signed = local.slack.requests().at(-1)!;
    const lambda = new LambdaClient(local.rehearsal.clientConfigFor("administrator"));
    for (const change of [
      { body: signed.body.replaceAll(mallory, bob) },
      { body: signed.body, signature: "v0=".padEnd(67, "0") },
      { channel: "automatic", action: "forged/Approve/Decide", token: "x" },
      { votes: [{ person: bob }] },
    ]) {
      const header = (name: string) =>
        signed.headers.find(([key]) => key.toLowerCase() === name)?.[1];
      const handOver = {
        version: 1,
        channel: "slack",
        timestamp: header("x-slack-request-timestamp"),
        signature: header("x-slack-signature"),
        acceptedAt: new Date().toISOString(),
        ...change,
      };
      await lambda.send(
        new InvokeCommand({
          FunctionName: local.functionName("decider"),
          InvocationType: "Event",
          Payload: Buffer.from(JSON.stringify(handOver)),
        }),
      );
      await local.settled();
    }
    await waits("forged");
  });

  it("takes a vote that is sent again for the same, and an old one for none", async () => {
    await approve("ann", "replayed");
    const { body, headers } = local.slack.requests().at(-1)!;
    for (let time = 0; time < 3; time += 1) await local.post(body, headers);
    await local.settled();
    await waits("replayed");
    await local.decideAs("ann", local.message("replayed"), "reject", "The texts are wrong.");
    assert.equal(await status("replayed"), "Failed");
    await local.post(body, headers);
    await local.settled();
    assert.equal(await status("replayed"), "Failed");
  });

  it("counts nothing after the end, and nothing for another run", async () => {
    const message = local.message("ended");
    const late = await local.slack.click(carol, message, "approve");
    await approve("ann", "ended");
    await approve("bob", "ended");
    await local.slack.submit(carol, late.viewId!, { reason: "Me too." });
    await local.settled();
    assert.match(toldLast("carol"), /Nothing was changed/);
  });

  it("counts nothing of a run before the retry", async () => {
    await approve("ann", "retried");
    await local.decideAs("carol", local.message("retried"), "reject", "The texts are wrong.");
    const [{ pipelineExecutionId }] = await local.executions("retried");
    await local.retry("retried", "Approve", pipelineExecutionId!);
    await approve("bob", "retried");
    await waits("retried");
    await approve("carol", "retried");
    assert.match((await summary("retried"))!, /^Approved by carol .* with bob/);
  });
});
