/** Questions that somebody else answered meanwhile, and a person who leaves. */
import * as assert from "node:assert/strict";
import type { Rehearsal } from "../../../../rehearsal/session";
import { putApprovalResult } from "../../../../rehearsal/screen/decision";
import { ask, beFirst, down, enter, last } from "./support/questions";
import { begin } from "./support/rehearsal";

const week = 7 * 24 * 3_600_000;

async function decideElsewhere(rehearsal: Rehearsal, status: "Approved" | "Rejected") {
  const [request] = rehearsal.engine.pending();
  const config = rehearsal.clientConfigFor("qa-engineer");
  const result = await putApprovalResult(config, request, status, "From the page.");
  assert.equal(result.kind, "accepted");
}

describe("askQuestions, while a request is decided elsewhere", () => {
  it("withdraws the question about it, says how it ended, and goes on to the next request", () =>
    ask(async (asked) => {
      const { rehearsal, output, sees } = asked;
      await beFirst(asked);
      output.forget();
      await decideElsewhere(rehearsal, "Approved");
      await sees(
        /The question is withdrawn: Check \/ qa was approved elsewhere: .*From the page\./,
      );
      await sees("Release / manager: what now, qa-engineer");
    }));

  it("withdraws the question for a reason too, and sends nothing of what was typed", () =>
    ask(async (asked) => {
      const { rehearsal, sees, types } = asked;
      await beFirst(asked);
      types(enter);
      await sees("Why");
      types("Half a rea");
      await sees("Half a rea");
      await decideElsewhere(rehearsal, "Rejected");
      await sees("Check / qa was rejected elsewhere");
      await sees("Nothing runs. Last execution: failed. What next");
    }));

  it("says that a request expired", () =>
    ask(async ({ rehearsal, sees }) => {
      await sees("Who are you");
      rehearsal.clock.advance(week);
      await sees("The question is withdrawn: Check / qa expired: nobody decided in time.");
    }));

  it("says that a request ended with its execution", () =>
    ask(async (asked) => {
      const { rehearsal, sees } = asked;
      await beFirst(asked);
      const [{ pipelineExecutionId }] = rehearsal.engine.executions("web");
      rehearsal.engine.stop("web", pipelineExecutionId!, { abandon: true, reason: "No." });
      await sees("Check / qa was abandoned: its execution was stopped or superseded");
      await sees("Nothing runs. Last execution: stopped. What next");
    }));

  it("withdraws the question what to do next when a pipeline moves", () =>
    ask(async (asked) => {
      const { rehearsal, sees } = asked;
      await sees("Who are you");
      rehearsal.clock.advance(week);
      await sees("What next");
      begin(rehearsal.engine, "web");
      await sees("The question is withdrawn: it goes on.");
      await sees(/Approval: web \/ Check \/ qa[^]*Who are you/);
    }));

  it("keeps the lines of what happens back while a question is open", () =>
    ask(
      async (asked) => {
        const { rehearsal, output, sees, types } = asked;
        await beFirst(asked);
        output.forget();
        begin(rehearsal.engine, "api");
        await rehearsal.engine.idle("api");
        assert.equal(output.plain, "");
        types(down.repeat(4) + enter);
        await sees("Source / site");
      },
      { names: ["web", "api"] },
    ));
});

describe("askQuestions, when the person leaves", () => {
  const ways = [
    { way: "Ctrl-C", keys: "\u0003", end: "interrupted" },
    { way: "Ctrl-D", keys: "\u0004", end: "stopped" },
  ] as const;
  for (const { way, keys, end } of ways) {
    it(`ends as ${end} on ${way} and gives the terminal back`, () =>
      ask(async (asked) => {
        await beFirst(asked);
        asked.types(keys);
        assert.equal(await asked.ended, end);
        assert.equal(asked.input.raw, false);
        assert.equal(asked.rehearsal.engine.listenerCount("changed"), 0);
      }));
  }

  it("ends when standard input is closed, while a question is open", () =>
    ask(async (asked) => {
      await asked.sees("Who are you");
      asked.input.end();
      assert.equal(await asked.ended, "stopped");
      assert.equal(asked.input.raw, false);
    }));

  it("ends without a word when the process is asked to end", () =>
    ask(async (asked) => {
      await beFirst(asked);
      asked.stop.abort();
      assert.equal(await asked.ended, "stopped");
      assert.equal(asked.input.raw, false);
      assert.doesNotMatch(asked.output.plain, /withdrawn/);
    }));

  it("ends while functions and actions still run, where nothing is asked", () =>
    ask(
      async (asked) => {
        asked.stop.abort();
        assert.equal(await asked.ended, "stopped");
      },
      { start: true },
    ));

  it("offers to stop last in every list", () =>
    ask(async (asked) => {
      await asked.sees("Who are you");
      asked.rehearsal.clock.advance(week);
      await asked.sees("What next");
      asked.types(last);
      assert.equal(await asked.ended, "stopped");
    }));
});
