/** What fails on the way of an automatic decision: it is decided in the end, or left to people; nothing is lost. */
import * as assert from "node:assert/strict";
import type { Call } from "../../rehearsal/aws/api/calls";
import { assertClosed, gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const asks = 'return { decision: "approve", reason: "A small change." };';
const pipeline = "orders";
const functionName = `decide-${pipeline}`;

/** Every call of the functions `automatic` and `decider`. */
const onTheWay = [
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "sts:AssumeRole",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListActionExecutions",
  "codepipeline:PutApprovalResult",
] as const;
const hows = ["throttle", "error", "lost"] as const;

describe("faults on the way of an automatic decision", function () {
  this.timeout(400_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack([gate(pipeline, { asks })]);
  });
  afterEach(() => {
    local.rehearsal.endpoint.heal();
  });
  after(() => local.close());

  /** Calls that CodePipeline took. */
  const taken = (): number =>
    local.calls.filter(
      ({ action, error }) => action === "codepipeline:PutApprovalResult" && error === undefined,
    ).length;
  const newest = async () => (await local.history(pipeline, "Decide"))[0];
  const inSession = ({ principal }: Call): boolean =>
    principal?.arn.split("/").at(-1)?.startsWith("automatic-decide.") === true;

  const isOf =
    (name: string) =>
    ({ principal }: Call): boolean =>
      principal?.arn.includes(`-${name}-`) === true || principal?.arn.endsWith(name) === true;

  async function assertDecidedOnce(before: number): Promise<void> {
    const { status, output } = await newest();
    const summary = output?.executionResult?.externalExecutionSummary;
    assert.deepEqual(
      [status, summary],
      ["Succeeded", `Approved automatically by ${functionName}: A small change.`],
    );
    assert.equal(taken(), before + 1);
    assertClosed(local.message(pipeline), "Approved automatically");
  }

  /** People find it in the channel with the reason, and decide. */
  async function assertLeft(why: RegExp): Promise<void> {
    assert.equal((await newest()).status, "InProgress");
    const { token } = await local.request(pipeline);
    assert.match(local.rehearsal.automatic.leftToPeople(token)!.reason, why);
    const { blocks } = local.message(pipeline);
    assert.match(JSON.stringify(blocks), /Left to people by decide-orders: /);
    await local.decideAs("ann", local.message(pipeline), "approve");
    assertClosed(local.message(pipeline), `Approved by ann (${ids.ann}) in Slack`);
  }

  for (const [fault, why] of [
    ["throttle", /it could not be asked: TooManyRequestsException/],
    ["crash", /it has failed/],
    ["crash-late", /it has failed/],
    ["timeout", /it has failed/],
  ] as const) {
    it(`is left to people where its function fails (${fault})`, async () => {
      local.functions.fail(functionName, fault);
      await local.start(pipeline);
      await assertLeft(why);
    });
  }

  for (const [how, why] of [
    ["lost", /it could not be asked/],
    ["denied", /it could not be asked: AccessDeniedException/],
    ["timeout", /it has not answered within 15 seconds/],
  ] as const) {
    it(`is left to people where the answer of its function does not come (${how})`, async () => {
      const when = ({ resource }: Call): boolean => resource.endsWith(functionName);
      local.rehearsal.endpoint.fail({ action: "lambda:InvokeFunction", how, when });
      await local.start(pipeline);
      await assertLeft(why);
    });
  }

  for (const name of ["automatic", "decider"] as const) {
    for (const how of ["crash", "crash-late", "throttle", "timeout"] as const) {
      it(`is decided once where ${name} dies (${how})`, async () => {
        const before = taken();
        local.functions.fail(local.functionName(name), how);
        await local.start(pipeline);
        await local.minutes(5);
        await assertDecidedOnce(before);
      });
    }
  }

  it("is decided although the event that asks for it was lost: sweep looks again", async () => {
    const before = taken();
    local.functions.fail(local.functionName("automatic"), "crash", 3);
    await local.start(pipeline);
    assert.equal((await newest()).status, "InProgress");
    await local.minutes(15);
    await assertDecidedOnce(before);
  });

  for (const action of onTheWay) {
    for (const how of hows) {
      it(`is decided once, or left to people, where ${action} fails once (${how})`, async () => {
        const before = taken();
        // The first of the decider's; of calls in a session of the gate's role, in its own name.
        const isMine = action.startsWith("codepipeline:") ? inSession : isOf("decider");
        local.rehearsal.endpoint.fail({ action, how, when: isMine });
        const since = local.calls.length;
        await local.start(pipeline);
        await local.minutes(5);
        assert.equal(local.calls.slice(since).filter(({ fault }) => fault === how).length, 1);
        const { status } = await newest();
        if (status === "Succeeded") return assertDecidedOnce(before);
        await assertLeft(/could not be read|could not be asked/);
      });
    }
  }
});
