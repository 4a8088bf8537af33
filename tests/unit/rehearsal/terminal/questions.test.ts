import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { ask, beFirst, down, enter, escape, last } from "./support/questions";
import { begin } from "./support/rehearsal";

const statusOf = ({ engine }: Rehearsal, name: string) =>
  engine.actionExecutions("web").find(({ actionName }) => actionName === name)?.status;

describe("askQuestions", () => {
  it("asks who decides, what and why, and approves through the API", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types, output } = asked;
      await sees("Who are you");
      assert.match(output.plain, /⏳ Approval: web \/ Check \/ qa/);
      assert.match(output.plain, /qa-engineer: may decide/);
      assert.match(output.plain, /manager: may not decide/);
      await beFirst(asked);
      types(enter);
      await sees("Approve as qa-engineer. Why");
      types(`Fine.${enter}`);
      await sees("web / Release / manager");
      assert.equal(statusOf(rehearsal, "qa"), "Succeeded");
      const [done] = rehearsal.engine
        .actionExecutions("web")
        .filter(({ actionName }) => actionName === "qa");
      assert.match(done.output?.executionResult?.externalExecutionSummary ?? "", /Fine\./);
    }));

  it("keeps the person for the next request, who is refused there in AWS's words", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types } = asked;
      await beFirst(asked);
      types(enter);
      await sees("Why");
      types(enter);
      await sees("Release / manager: what now, qa-engineer");
      types(enter);
      await sees("Why");
      types(enter);
      await sees(/AccessDeniedException: User: \S+user\/qa-engineer is not authorized/);
      await sees("Release / manager: what now, qa-engineer");
      assert.equal(rehearsal.engine.pending().length, 1);
    }));

  it("lets somebody else decide when asked to", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types } = asked;
      await beFirst(asked);
      types(down.repeat(2) + enter);
      await sees("Who are you");
      types(down.repeat(2) + enter);
      await sees("what now, manager");
      types(enter);
      await sees("Approve as manager");
      types(enter);
      await sees(/AccessDeniedException: User: \S+user\/manager is not authorized/);
      assert.equal(rehearsal.engine.pending()[0].actionName, "qa");
    }));

  it("takes no rejection without a reason, and goes back on Escape", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types } = asked;
      await beFirst(asked);
      types(down + enter);
      await sees("Reject as qa-engineer. Why");
      types(enter);
      await sees("A rejection needs a reason");
      assert.equal(rehearsal.engine.pending().length, 1);
      types(escape);
      await sees("Check / qa: what now");
      types(down + enter);
      await sees("Reject as qa-engineer");
      types(`Not yet.${enter}`);
      await sees("Nothing runs. Last execution: failed. What next");
      assert.equal(statusOf(rehearsal, "qa"), "Failed");
    }));

  it("takes no reason that is longer than the API takes", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types } = asked;
      await beFirst(asked);
      types(enter);
      await sees("Why");
      types("x".repeat(513) + enter);
      await sees("at most 512 characters, got: 513");
      assert.equal(rehearsal.engine.pending().length, 1);
    }));

  it("puts a request off until it is taken up again", () =>
    ask(async (asked) => {
      const { sees, types } = asked;
      await beFirst(asked);
      types(down.repeat(4) + enter);
      await sees("What waits was put off. What next");
      types(enter);
      await sees("Check / qa: what now, qa-engineer");
    }));

  it("makes a new commit, and asks for which of several pipelines", () =>
    ask(
      async (asked) => {
        const { rehearsal, sees, types } = asked;
        rehearsal.account.commit = (name) => void begin(rehearsal.engine, name);
        await beFirst(asked);
        types(down.repeat(3) + enter);
        await sees("A new commit for which pipeline");
        types(down + enter);
        await sees("A new commit started api.");
        assert.equal(rehearsal.engine.executions("api").length, 2);
        assert.equal(rehearsal.engine.executions("web").length, 1);
      },
      { names: ["web", "api"] },
    ));

  it("stops on request", () =>
    ask(async (asked) => {
      await beFirst(asked);
      asked.types(last);
      assert.equal(await asked.ended, "stopped");
      assert.equal(asked.input.raw, false);
      assert.equal(asked.rehearsal.engine.listenerCount("changed"), 0);
    }));
});
