import * as assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { ServiceError } from "../../../../rehearsal/errors";
import {
  type AutomaticAnswer,
  AutomaticAnswers,
  answerText,
} from "../../../../rehearsal/screen/automatic";

const S = (text: string) => ({ S: text });
const M = (map: object) => ({ M: map });

/** A request as a hub puts it, in DynamoDB's JSON. */
const request = (token: string, more: object = {}) => ({
  ...{ action: S("orders/Gate/Approve"), token: S(token) },
  ...more,
});
const asked = (decision: string) => ({
  automatic: M({ decision: S(decision), by: S("judge"), reason: S("Because."), at: S("now") }),
});
const ended = (channel: string, result: string) => ({
  outcome: M({ result: S(result), person: M({ channel: S(channel), id: S("judge") }) }),
});

describe("automatic answers", () => {
  let answers: AutomaticAnswers;
  let told: AutomaticAnswer[];
  let calls: EventEmitter;
  beforeEach(() => {
    calls = new EventEmitter();
    answers = new AutomaticAnswers(calls);
    told = [];
    answers.on("answer", (answer) => told.push(answer));
  });
  const put = (Item: object, more: object = {}) =>
    calls.emit("call", { action: "dynamodb:PutItem", input: { Item }, ...more });

  it("say what was left to people, and why", () => {
    put(request("t1"));
    put(request("t1", asked("ask")));
    const left = {
      ...{ pipelineName: "orders", stageName: "Gate", actionName: "Approve" },
      ...{ by: "judge", reason: "Because.", end: "Left to people" },
    };
    assert.deepEqual(answers.leftToPeople("t1"), left);
    assert.equal(answers.leftToPeople("t2"), undefined);
    assert.deepEqual(told, [left]);
    assert.deepEqual(answers.decided(), []);
  });

  it("count what CodePipeline has taken, each request once, and tell it once", () => {
    put(request("t1", asked("approve")));
    assert.deepEqual([answers.decided(), told], [[], []]);
    for (let times = 0; times < 2; times += 1) {
      put(request("t1", { ...asked("approve"), ...ended("automatic", "Approved") }));
    }
    put(request("t2", { ...asked("reject"), ...ended("automatic", "Rejected") }));
    const ends = (all: AutomaticAnswer[]) => all.map(({ end }) => end);
    assert.deepEqual(ends(answers.decided()), ["Approved", "Rejected"]);
    assert.deepEqual(ends(told), ["Approved", "Rejected"]);
  });

  it("are not what people decide, although it would have been approved", () => {
    put(request("t1", { ...asked("approve"), ...ended("slack", "Approved") }));
    put(request("t2", { ...asked("ask"), ...ended("slack", "Rejected") }));
    assert.deepEqual(answers.decided(), []);
    assert.equal(answers.leftToPeople("t1"), undefined);
  });

  it("are heard of what a table has taken alone, and of requests alone", () => {
    const Item = request("t1", asked("ask"));
    put(Item, { error: new ServiceError("ConditionalCheckFailedException", "no") });
    put(Item, { fault: "timeout" });
    put(Item, { action: "dynamodb:GetItem" });
    put(asked("ask"));
    put({ ...asked("ask"), action: S("orders/Gate/Approve") });
    put({}, { input: undefined });
    assert.deepEqual(told, []);
  });

  it("read as one line, without what would steer a terminal", () => {
    const answer = { by: "judge", reason: "a\u001b[2Kb", end: "Approved" } as AutomaticAnswer;
    assert.equal(answerText(answer), "Approved automatically by judge: ab");
    const left = { ...answer, reason: "Code.", end: "Left to people" as const };
    assert.equal(answerText(left), "Left to people by judge: Code.");
    const compared = { ...left, by: "when", reason: "build.CHANGED is code" };
    const said = "Left to people by automaticDecision.when: build.CHANGED is code";
    assert.equal(answerText(compared), said);
  });
});
