/** Enterprise Grid: what an organisation adds to payloads and answers, in Slack's forms. */
import * as assert from "node:assert/strict";
import { call, channel, type Fixture, openFixture, payloadOf, plain } from "./support";

const enterprise = "E0MARKETS";
const homes = { U0ANN: "T0SISTER", U0BOB: enterprise };
const decide = { type: "button", action_id: "decide", text: plain("Decide") };
const blocks = [{ type: "actions", elements: [decide] }];

describe("a workspace of an organisation", () => {
  let fixture: Fixture;
  afterEach(() => fixture.slack.close());

  async function clicked(user: string): Promise<any> {
    const { ts } = await call(fixture.slack, "chat.postMessage", { channel, text: "x", blocks });
    await fixture.slack.click(user, { channel, ts }, "decide");
    return payloadOf(fixture.slack.requests().at(-1)!.body);
  }

  it("is named with it, and a person with their own home", async () => {
    fixture = await openFixture({ enterprise, homes });
    const ann = await clicked("U0ANN");
    assert.deepEqual([ann.team.id, ann.team.enterprise_id], ["T0MARKET", enterprise]);
    assert.deepEqual([ann.enterprise.id, ann.is_enterprise_install], [enterprise, false]);
    assert.equal(ann.user.team_id, "T0SISTER");
    assert.equal((await clicked("U0BOB")).user.team_id, enterprise);
    const { team_id: team, enterprise_id: known } = await call(fixture.slack, "auth.test", {});
    assert.deepEqual([team, known], ["T0MARKET", enterprise]);
  });

  it("is left out where the app is installed for the whole organisation", async () => {
    fixture = await openFixture({ enterprise, orgWide: true });
    const ann = await clicked("U0ANN");
    assert.deepEqual([ann.team, ann.enterprise.id], [null, enterprise]);
    assert.deepEqual([ann.is_enterprise_install, ann.user.team_id], [true, "T0MARKET"]);
    const { team_id: team, is_enterprise_install: isForAll } = await call(
      fixture.slack,
      "auth.test",
      {},
    );
    assert.deepEqual([team, isForAll], [enterprise, true]);
  });

  it("may leave workspace and app out of a message that it posts", async () => {
    fixture = await openFixture();
    fixture.slack.fail("chat.postMessage", "bare");
    const posted = await call(fixture.slack, "chat.postMessage", { channel, text: "x" });
    assert.deepEqual(
      [posted.ok, posted.message.team, posted.message.app_id],
      [true, undefined, undefined],
    );
    assert.equal(fixture.slack.messages(channel).length, 1);
  });
});
