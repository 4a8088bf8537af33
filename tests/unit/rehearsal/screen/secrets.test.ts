import * as assert from "node:assert/strict";
import { hiderOf, hiderOfValues } from "../../../../rehearsal/screen/secrets";
import type { Rehearsal } from "../../../../rehearsal/session";
import { visit } from "../page/support";
import { newRehearsal } from "../terminal/support/rehearsal";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/key";

describe("hiderOf", () => {
  let rehearsal: Rehearsal;

  before(async () => {
    rehearsal = await newRehearsal({ start: false });
    const { secrets, parameters } = rehearsal.account;
    secrets.put(
      arn,
      JSON.stringify({
        pin: 20771234,
        open: true,
        stage: "Release",
        by: "manager",
        is: "invented",
      }),
    );
    parameters.put(parameter, "a-secure-text");
    parameters.put(`${parameter}2`, "a-plain-text", { type: "String" });
  });
  after(() => rehearsal.close());

  it("hides what stores keep, and what it is given", () => {
    const hide = hiderOf(rehearsal, ["a-token"]);
    const text = "20771234 true a-secure-text a-token a-plain-text";
    assert.equal(hide(text), "*** *** *** *** a-plain-text");
    assert.equal(hiderOfValues(["a-value"])("a-value invented"), "*** invented");
  });

  it("leaves names of stages, people and the Region, without which nothing is said", () => {
    const said = "manager released to Release in eu-west-1: an invented value";
    assert.equal(hiderOf(rehearsal)(said), said);
  });

  it("hides it on the page too, whose form stays whole", async () => {
    const at = await visit(rehearsal);
    const line = "It is 20771234, true.";
    rehearsal.engine.emit("log", {
      ...{ pipelineName: "web", stageName: "Staging", actionName: "smoke", line },
    });
    const { activity, pipelines } = await at.view();
    assert.deepEqual(activity, ["  Staging / smoke | It is ***, ***."]);
    assert.equal(pipelines[0].stages.at(-1)!.canRetry, false);
    await at.page.close();
  });
});
