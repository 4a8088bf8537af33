/** Where a click comes from, and where its person is at home: what is not proved is refused. */
import * as assert from "node:assert/strict";
import {
  isAtHome,
  isFrom,
  isPinned,
  type Origin,
  postedOf,
} from "../../../../../functions/channels/slack/origin";

const [team, sister, org, otherOrg] = ["T0TEAM", "T0SISTER", "E0ORG", "E0OTHER"];
const appId = "A0APP";
const from = (change: Partial<Origin> = {}): Origin => ({ teamId: team, appId, ...change });
const posted = { teamId: team, appId, enterpriseId: org };

describe("postedOf", () => {
  it("is where Slack said that it posted the request, and nothing where it did not say it", () => {
    assert.deepEqual(postedOf({ origins: { slack: posted } }), posted);
    for (const origins of [undefined, {}]) {
      assert.deepEqual(postedOf({ origins }), {});
    }
  });
});

describe("isPinned", () => {
  it("asks for what is pinned and for nothing else", () => {
    assert.ok(isPinned(from(), {}));
    assert.ok(isPinned(from(), { teamId: team, appId }));
    assert.ok(isPinned(from({ teamId: org }), { teamId: org }));
    for (const pins of [{ teamId: sister }, { appId: "A0OTHER" }, { teamId: sister, appId }]) {
      assert.ok(!isPinned(from(), pins));
    }
    assert.ok(!isPinned(from({ teamId: org }), { teamId: team }));
  });
});

describe("isFrom", () => {
  it("takes the workspace and the app of the message", () => {
    assert.ok(isFrom(from(), posted, {}));
    assert.ok(isFrom(from({ teamId: org }), posted, {}));
  });

  it("takes what is pinned where Slack did not say it of the message, and nothing where neither is", () => {
    assert.ok(isFrom(from(), {}, { teamId: team, appId }));
    assert.ok(isFrom(from(), { teamId: team }, { appId }));
    for (const known of [{}, { teamId: team }, { appId }]) assert.ok(!isFrom(from(), known, {}));
  });

  it("takes no other workspace, organisation or app, whatever is pinned", () => {
    for (const change of [
      { teamId: sister, enterpriseId: org },
      { teamId: otherOrg, enterpriseId: otherOrg },
      { appId: "A0OTHER" },
    ]) {
      const { teamId, appId: app } = from(change);
      assert.ok(!isFrom(from(change), posted, {}));
      assert.ok(!isFrom(from(change), posted, { teamId, appId: app }));
    }
    assert.ok(!isFrom(from({ teamId: org }), { teamId: team, appId }, {}));
  });
});

describe("isFrom of a click that names neither workspace nor app", () => {
  it("is from nowhere, whatever is not known of the message either", () => {
    const nowhere = { teamId: undefined, appId: undefined } as unknown as Origin;
    assert.ok(!isFrom(nowhere, {}, {}));
    assert.ok(!isFrom({ ...nowhere, teamId: team }, { teamId: team }, {}));
    assert.ok(!isFrom({ ...nowhere, appId }, { appId }, {}));
    assert.ok(!isFrom({ ...nowhere, appId }, { appId, enterpriseId: org }, {}));
    assert.ok(!isFrom({ ...nowhere, appId }, { appId, teamId: team }, {}));
  });
});

describe("isAtHome", () => {
  const home = (homeId: string | undefined, change: Partial<Origin> = {}) =>
    from({ homeId, enterpriseId: org, ...change });

  it("takes people of the workspace, and of its organisation as a whole", () => {
    for (const origin of [home(team), home(org)]) {
      assert.ok(isAtHome(origin));
      assert.ok(isAtHome(origin, posted));
    }
  });

  it("refuses people of whom Slack does not say it, wherever they click and whatever is pinned", () => {
    for (const teamId of [team, org, sister]) {
      for (const enterpriseId of [undefined, org]) {
        const origin = home(undefined, { teamId, enterpriseId });
        assert.ok(!isAtHome(origin));
        assert.ok(!isAtHome(origin, {}));
        assert.ok(!isAtHome(origin, posted));
      }
    }
  });

  it("refuses people of another workspace, sister or not", () => {
    for (const origin of [home(sister), home(sister, { enterpriseId: undefined })]) {
      assert.ok(!isAtHome(origin));
      assert.ok(!isAtHome(origin, posted));
    }
  });

  it("refuses another organisation, though it agrees with itself", () => {
    assert.ok(!isAtHome(home(otherOrg)));
    assert.ok(!isAtHome(home(otherOrg), posted));
    assert.ok(!isAtHome(home(otherOrg, { enterpriseId: otherOrg }), posted));
    assert.ok(!isAtHome(home(org), { teamId: team, appId }));
    assert.ok(!isAtHome(home(org, { enterpriseId: undefined }), posted));
  });

  it("of an app for the whole organisation: takes the message's workspace and the organisation", () => {
    const forAll = { teamId: org };
    for (const homeId of [team, org]) assert.ok(isAtHome(home(homeId, forAll), posted));
    for (const homeId of [sister, otherOrg, undefined]) {
      assert.ok(!isAtHome(home(homeId, forAll), posted));
    }
    // At the door nothing is known of the message: the decider refuses who is not at home there.
    assert.ok(isAtHome(home(sister, forAll)));
    assert.ok(!isAtHome(home(undefined, forAll)));
    assert.ok(!isAtHome(home(otherOrg, forAll)));
  });
});
