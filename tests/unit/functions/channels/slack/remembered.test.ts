import * as assert from "node:assert/strict";
import { remembered } from "../../../../../functions/channels/slack/remembered";
import { FakeClock } from "../../support/fakes";

describe("the members of a user group", () => {
  it("are remembered for five minutes, group by group", async () => {
    const clock = new FakeClock();
    const asked: string[] = [];
    const membersOf = remembered(async (group) => {
      asked.push(group);
      return [`U-${group}`];
    }, clock);
    assert.deepEqual(await membersOf("S1"), ["U-S1"]);
    assert.deepEqual(await membersOf("S2"), ["U-S2"]);
    clock.advance(299);
    await membersOf("S1");
    assert.deepEqual(asked, ["S1", "S2"]);
    clock.advance(1);
    await membersOf("S1");
    assert.deepEqual(asked, ["S1", "S2", "S1"]);
  });

  it("are asked for again after a failure, which is nobody's membership", async () => {
    let fails = true;
    const userGroupMembers = async (): Promise<string[]> => {
      if (fails) throw new Error("missing_scope");
      return ["U1"];
    };
    const membersOf = remembered(userGroupMembers, new FakeClock());
    await assert.rejects(membersOf("S1"), /missing_scope/);
    fails = false;
    assert.deepEqual(await membersOf("S1"), ["U1"]);
  });
});
