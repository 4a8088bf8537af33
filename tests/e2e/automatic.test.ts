/**
 * A gate's function decides, or leaves it to people: what the history, CloudTrail and Slack say of it, and that
 * nothing that goes wrong is an approval.
 */
import * as assert from "node:assert/strict";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Call } from "../../rehearsal/aws/api/calls";
import type { Invocation } from "../../rehearsal/aws/lambda/types";
import { assertClosed, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

/** What each function does. */
const answers: Record<string, string> = {
  approves: 'return { decision: "approve", reason: "A small change." };',
  rejects: 'return { decision: "reject", reason: "Not on a Friday, as agreed." };',
  leaves: 'return { decision: "ask", reason: "Code has changed." };',
  curt: 'return { decision: "approve", reason: " " };',
  garbage: 'return "approve";',
  other: 'return { decision: "APPROVE", reason: "Loudly." };',
  large: 'return { decision: "approve", reason: "x".repeat(7000) };',
  slow: `await new Promise((go) => setTimeout(go, 4000)); return { decision: "approve", reason: "Late." };`,
  throws: 'throw new Error("no such variable");',
  exits: "process.exit(1);",
};

/** Why each of them leaves it to people. */
const left: Record<string, RegExp> = {
  leaves: /Code has changed\./,
  curt: /it approved without a reason/,
  garbage: /its answer is no decision/,
  other: /its answer is no decision/,
  large: /its answer is too long/,
  throws: /it has failed/,
  exits: /it has failed/,
};

describe("a gate that decides by itself", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    const isSource = { variable: "source.BucketName", equals: "e2e-source" };
    const isOther = { variable: "source.BucketName", oneOf: ["e2e-other", "e2e-another"] };
    local = await openSlack([
      ...Object.entries(answers).map(([name, asks]) => gate(name, { asks })),
      gate("holds", { when: [isSource, { variable: "source.BucketName", matches: "e2e-.*" }] }),
      gate("fails", { when: [isSource, isOther] }),
      { name: "iam-approves", inHub: true, asks: answers.approves },
      { name: "iam-leaves", inHub: true, asks: answers.leaves },
    ]);
  });
  after(() => local.close());

  const decision = async (pipeline: string) => {
    const [{ status, updatedBy, output }] = await local.history(pipeline, "Decide");
    const { externalExecutionSummary: summary, errorDetails } = output?.executionResult ?? {};
    return { status, session: updatedBy?.split("/").at(-1), summary, code: errorDetails?.code };
  };
  const putsFor = (pipeline: string): Call[] =>
    local.calls.filter(
      ({ action, resource }) =>
        action === "codepipeline:PutApprovalResult" && resource.includes(`:${pipeline}/`),
    );
  const asked = (pipeline: string): Invocation[] =>
    local.functions
      .invocations()
      .filter(({ functionName }) => functionName === `decide-${pipeline}`);

  it("is approved by its function, and every record says so", async () => {
    const { status, session, summary } = await decision("approves");
    const said = "Approved automatically by decide-approves: A small change.";
    assert.deepEqual([status, summary], ["Succeeded", said]);
    assert.equal(session, "automatic-decide.approves-decide-approves");
    const [{ principal }, ...others] = putsFor("approves");
    assert.deepEqual(others, []);
    assert.equal(principal!.context["aws:SourceIdentity"], "automatic-decide.approves");
    assertClosed(local.message("approves"), "Approved automatically by decide-approves");
    assert.ok(local.deployed("approves").length > 0);
    assert.deepEqual(
      local.rehearsal.automatic
        .decided()
        .map(({ pipelineName, end }) => [pipelineName, end])
        .sort(([a], [b]) => a.localeCompare(b)),
      ["approves", "holds", "iam-approves", "rejects", "slow"].map((name) => [
        ...[name, name === "rejects" ? "Rejected" : "Approved"],
      ]),
    );
  });

  it("is rejected by its function", async () => {
    const { status, code } = await decision("rejects");
    assert.deepEqual([status, code], ["Failed", "ApprovalRejected"]);
    assertClosed(local.message("rejects"), "Rejected automatically by decide-rejects");
    assert.deepEqual(local.deployed("rejects"), []);
  });

  it("tells its function what is to be released, once, and no token", async () => {
    const [{ event, kind }, ...others] = asked("leaves");
    assert.deepEqual([kind, others], ["sync", []]);
    const { request, revisions, actions, trigger, variables } = event as any;
    const { pipelineName, stageName, actionName, customData } = request;
    assert.deepEqual([pipelineName, stageName, actionName], ["leaves", "Approve", "Decide"]);
    const [{ id }] = revisions;
    assert.equal(customData, `Version ${id}`);
    assert.deepEqual(trigger.type, "CreatePipeline");
    assert.deepEqual(variables, []);
    assert.deepEqual(
      actions.map(({ actionName: name, namespace, outputVariables: { VersionId } }: any) => [
        ...[name, namespace, VersionId],
      ]),
      [["Fetch", "source", id]],
    );
    const { token } = await local.request("leaves");
    assert.ok(!JSON.stringify(event).includes(token));
  });

  for (const [pipeline, why] of Object.entries(left)) {
    it(`waits for people where its function ${pipeline}, and says why`, async () => {
      assert.equal((await local.action(pipeline)).latestExecution?.status, "InProgress");
      assert.deepEqual(putsFor(pipeline), []);
      const { text, blocks } = local.message(pipeline);
      assert.match(text, /^Approval needed/);
      const shown = /Left to people by [^"]*/.exec(JSON.stringify(blocks))![0];
      assert.match(shown, why);
      const { token } = await local.request(pipeline);
      assert.match(local.rehearsal.automatic.leftToPeople(token)!.reason, why);
      await local.decideAs("ann", local.message(pipeline), "approve");
      const { session } = await decision(pipeline);
      assert.equal(session, `${ids.ann}-ann`);
      assertClosed(local.message(pipeline), "Approved by ann");
    });
  }

  it("is approved where all of its conditions hold, and left to people where one does not", async () => {
    assert.equal(
      (await decision("holds")).summary,
      "Approved automatically by automaticDecision.when: source.BucketName is e2e-source, " +
        "source.BucketName is e2e-source",
    );
    assert.deepEqual(putsFor("fails"), []);
    const { token } = await local.request("fails");
    assert.match(
      local.rehearsal.automatic.leftToPeople(token)!.reason,
      /^source\.BucketName is e2e-source/,
    );
  });

  it("decides by itself where IAM alone decides otherwise, and leaves the rest to its people", async () => {
    const said = "Approved automatically by decide-iam-approves: A small change.";
    assert.equal((await decision("iam-approves")).summary, said);
    await local.decide("ann", await local.request("iam-leaves"));
    assert.equal((await decision("iam-leaves")).session, "ann");
  });

  it("is decided by whoever is first: people do not wait for its function", async () => {
    const before = putsFor("slow").length;
    const messages = local.messages("slow").length;
    const started = local.start("slow");
    while (local.messages("slow").length === messages)
      await new Promise((go) => setTimeout(go, 20));
    const clicked = await local.slack.click(ids.ann, local.message("slow"), "reject");
    const reason = "Not while the sale is on.";
    await local.slack.submit(ids.ann, clicked.viewId!, { reason });
    await started;
    assert.equal(asked("slow").at(-1)!.error, undefined);
    assert.equal((await decision("slow")).session, `${ids.ann}-ann`);
    assert.equal(putsFor("slow").length, before + 1);
    assertClosed(local.message("slow"), "Rejected by ann");
  });

  it("asks again for another execution, and knows what was approved before", async () => {
    const before = asked("approves").length;
    await local.start("approves");
    const events = asked("approves").map(({ event }) => event as any);
    assert.equal(events.length, before + 1);
    const { trigger, lastApproved, revisions, request } = events.at(-1);
    assert.equal(trigger.type, "StartPipelineExecution");
    assert.match(trigger.detail, /user\/operator$/);
    assert.notEqual(lastApproved.pipelineExecutionId, request.pipelineExecutionId);
    assert.deepEqual(lastApproved.revisions, revisions);
    assert.equal(lastApproved.actor.channel, "automatic");
  });

  it("never approves what somebody has rejected, whatever its function says", async () => {
    await local.start("leaves");
    const { pipelineName, stageName, actionName, token } = await local.request("leaves");
    await local.decideAs("ann", local.message("leaves"), "reject", "It breaks the basket.");
    assert.equal((await decision("leaves")).status, "Failed");
    await local.start("leaves");
    const { reason } = local.rehearsal.automatic.leftToPeople(
      (await local.request("leaves")).token,
    )!;
    assert.match(reason, /^somebody has rejected site /);
    assert.equal(asked("leaves").length, 2);
    const spent = { pipelineName, stageName, actionName, token };
    await assert.rejects(local.decide("operator", spent), /not authorized/);
  });

  it("decides nothing by what whoever may invoke the decider says", async () => {
    const { token } = await local.request("leaves");
    const lambda = new LambdaClient(local.rehearsal.clientConfigFor("administrator"));
    const look = { version: 1, channel: "automatic", action: "leaves/Approve/Decide", token };
    const forged = [
      { ...look, decision: "approve", result: "Approved", reason: "Trust me." },
      { ...look, automatic: { decision: "approve", reason: "Trust me." } },
      { ...look, channel: "slack" },
    ];
    for (const event of forged) {
      const Payload = Buffer.from(JSON.stringify(event));
      const FunctionName = local.functionName("decider");
      await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload }));
    }
    lambda.destroy();
    await local.minutes(5);
    assert.equal((await local.action("leaves")).latestExecution?.status, "InProgress");
  });

  it("lets the gate's role ask its own function and no other, in no person's session", () => {
    const { directory, resources } = local.rehearsal.account;
    const record = resources
      .filter(({ type }) => type === "aws:dynamodb/tableItem:TableItem")
      .map(({ inputs }) => JSON.parse(inputs.item))
      .find(({ action }) => action.S === "approves/Approve/Decide");
    const may = (sourceIdentity: string | undefined, name: string): boolean => {
      const roleArn = record.deciderRoleArn.S;
      const key = directory.assume({ roleArn, sessionName: "test", sourceIdentity });
      const arn = `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
      return directory.decide(key.principal, "lambda:InvokeFunction", arn).allowed;
    };
    const own = "decide-approves";
    assert.equal(may("automatic-decide.approves", own), true);
    assert.equal(may("automatic-decide.approves", "decide-leaves"), false);
    assert.equal(may(`slack-${ids.ann}`, own), false);
    assert.equal(may(undefined, own), false);
  });
});
