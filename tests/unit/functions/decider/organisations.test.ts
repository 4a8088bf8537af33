/** Enterprise Grid and shared channels: who is let decide, and who is told in private why not. */
import * as assert from "node:assert/strict";
import { token } from "../domain/samples";
import { expires, World } from "../support/world";
import { type Click, click, sns } from "../support/world-events";

const organisation = "E0ORG";

async function worldOf(change: (world: World) => void = () => undefined): Promise<World> {
  const world = new World();
  world.slack.identity = { teamId: "T0TEAM", enterpriseId: organisation };
  change(world);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  return world;
}

async function told(world: World, change: Click): Promise<string> {
  await world.decide(click(change));
  assert.equal(world.count("pipelines.decide"), 0);
  assert.equal(world.request().status, "PENDING");
  return world.slack.told[0]?.text ?? "nothing";
}

describe("decider: an organisation of several workspaces", () => {
  it("keeps the organisation of the message", async () => {
    assert.equal((await worldOf()).request().origins?.["slack"].enterpriseId, organisation);
  });

  for (const [what, change] of Object.entries<Click>({
    "the workspace": { enterprise: organisation },
    "the organisation as a whole": { enterprise: organisation, home: organisation },
    "the workspace, in an app for all": {
      ...{ enterprise: organisation, orgWide: true, home: "T0TEAM" },
    },
    "the organisation, in an app for all": {
      ...{ enterprise: organisation, orgWide: true, home: organisation },
    },
  })) {
    it(`lets a listed person decide who is at home in ${what}`, async () => {
      const world = await worldOf();
      await world.decide(click(change));
      assert.equal(world.pipelines.decisions.length, 1);
    });
  }

  for (const [what, change] of Object.entries<Click>({
    "a sister workspace": { enterprise: organisation, home: "T0SISTER" },
    "a sister workspace, in an app for all": {
      ...{ enterprise: organisation, orgWide: true, home: "T0SISTER" },
    },
    "another organisation": { enterprise: "E0OTHER", home: "E0OTHER" },
    "another organisation, behind ours": { enterprise: organisation, home: "E0OTHER" },
    "a workspace of nobody's organisation": { home: "T0OTHER" },
  })) {
    it(`refuses a listed person who is at home in ${what}, and says so in private`, async () => {
      assert.match(await told(await worldOf(), change), /at home in another workspace/);
    });
  }

  for (const change of [
    { home: null },
    { home: null, enterprise: organisation },
    { home: null, enterprise: organisation, orgWide: true },
  ]) {
    it(`refuses a listed person of whom Slack does not say it: ${JSON.stringify(change)}`, async () => {
      const world = await worldOf();
      world.pinned = { appId: "A0APP" };
      assert.match(await told(world, change), /^Slack does not say in which workspace/);
    });
  }

  for (const [what, change] of Object.entries<Click>({
    "a sister workspace": { enterprise: organisation, teamId: "T0SISTER" },
    "an app for all of another organisation": {
      ...{ enterprise: "E0OTHER", orgWide: true, home: "T0TEAM" },
    },
  })) {
    it(`refuses a click in ${what}, whoever makes it`, async () => {
      assert.match(await told(await worldOf(), change), /does not come from where/);
    });
  }
});

describe("decider: a message of which Slack did not say whose it is", () => {
  const silent = (world: World): void => {
    world.slack.origin = {};
    world.slack.identity = {};
  };

  it("is asked after with auth.test", async () => {
    const world = await worldOf((one) => {
      one.slack.origin = {};
      one.slack.identity = { teamId: "T0TEAM", appId: "A0APP" };
    });
    assert.deepEqual(world.request().origins, { slack: { teamId: "T0TEAM", appId: "A0APP" } });
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("is decided by nobody, and the log says what to do", async () => {
    const world = await worldOf(silent);
    assert.match(await told(world, {}), /does not come from where/);
    const line = world.lines.find(({ level }) => level === "error");
    assert.match(String(line?.fields?.["remedy"]), /Give the hub teamId and appId/);
  });

  it("is decided by nobody where one of both is known: the log says the same", async () => {
    for (const known of [{ teamId: "T0TEAM" }, { appId: "A0APP" }]) {
      const world = await worldOf((one) => {
        silent(one);
        one.slack.origin = known;
      });
      assert.match(await told(world, {}), /does not come from where/);
      const line = world.lines.find(({ level }) => level === "error");
      assert.match(String(line?.fields?.["remedy"]), /Give the hub teamId and appId/);
    }
  });

  it("is no matter where both are known: a click from elsewhere has no remedy", async () => {
    const world = await worldOf(() => undefined);
    assert.match(await told(world, { teamId: "T0OTHER" }), /does not come from where/);
    const line = world.lines.find(({ level }) => level === "error");
    assert.equal(line?.fields?.["remedy"], undefined);
  });

  it("is decided where workspace and app are pinned, and from no other", async () => {
    const world = await worldOf(silent);
    world.pinned = { teamId: "T0TEAM", appId: "A0APP" };
    await world.decide(click({ teamId: "T0OTHER" }));
    assert.equal(world.pipelines.decisions.length, 0);
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("is posted all the same where auth.test fails", async () => {
    const world = await worldOf((one) =>
      one.faults.push({ call: "slack.identify", error: new Error("down") }),
    );
    assert.equal(world.slack.messages.size, 1);
    assert.equal(world.request().origins?.["slack"].teamId, "T0TEAM");
  });
});
