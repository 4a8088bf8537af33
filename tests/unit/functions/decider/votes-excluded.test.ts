import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { identity, releaseOf, sourceBy } from "../domain/rule/samples";
import {
  ann,
  approval,
  bob,
  cy,
  dan,
  rejection,
  ruled,
  ruledWorld,
  toldTo,
} from "../support/ruled-world";
import type { World } from "../support/world";

describe("decider of a gate whose rule excludes", () => {
  const byAnn = releaseOf({
    trigger: {
      type: "StartPipelineExecution",
      detail: "arn:aws:sts::111122223333:assumed-role/deployers/ann@example.com",
    },
    actions: [sourceBy("bob@example.com")],
  });
  const both = { excludeStarter: true, excludeAuthor: true, approvals: 1 };

  const toldInThread = (world: World, words: string): string[] =>
    world.slack.history.filter((one) => one.includes("thread_ts") && one.includes(words));

  async function excludingWorld(rule = {}, release = byAnn): Promise<World> {
    const world = await ruledWorld({ ...both, ...rule });
    world.release = release;
    world.slack.emails.set("ann@example.com", ann.id).set("bob@example.com", bob.id);
    return world;
  }

  it("refuses the approval of who has started or written it, and takes their rejection", async () => {
    const world = await excludingWorld();
    await world.decide(approval(ann));
    await world.decide(approval(bob));
    assert.match(
      toldTo(world, ann)[0],
      /^You started this release, so your approval does not count/,
    );
    assert.match(toldTo(world, bob)[0], /^You wrote what is to be released/);
    assert.equal(world.request().votes, undefined);
    assert.equal(world.count("pipelines.decide"), 0);
    await world.decide(approval(cy));
    assert.equal(world.pipelines.decisions[0].result, "Approved");
    const other = await excludingWorld();
    await other.decide(rejection(ann));
    assert.equal(other.pipelines.decisions[0].result, "Rejected");
  });

  it("refuses the one where the rule excludes nobody else", async () => {
    const starter = await excludingWorld({ excludeAuthor: false });
    await starter.decide(approval(ann));
    assert.match(toldTo(starter, ann)[0], /^You started this release/);
    await starter.decide(approval(bob));
    assert.equal(starter.pipelines.decisions[0].result, "Approved");
    const author = await excludingWorld({ excludeStarter: false });
    await author.decide(approval(bob));
    assert.match(toldTo(author, bob)[0], /^You wrote what is to be released/);
    await author.decide(approval(ann));
    assert.equal(author.pipelines.decisions[0].result, "Approved");
  });

  it("refuses the other accounts of who has started it", async () => {
    const identities = [
      identity(ann.id, ["ann@example.com"]),
      identity(dan.id, ["ann@example.com"]),
    ];
    const world = await excludingWorld({ identities });
    await world.decide(approval(dan));
    assert.match(toldTo(world, dan)[0], /^You started this release/);
    assert.equal(world.count("pipelines.decide"), 0);
  });

  it("counts no approval that was given before it was known whose release it is", async () => {
    const world = await ruledWorld({ approvals: 2 });
    await world.decide(approval(ann));
    ruled(world, { ...both, approvals: 2 });
    world.release = byAnn;
    world.slack.emails.set("ann@example.com", ann.id).set("bob@example.com", bob.id);
    await world.decide(approval(cy));
    assert.equal(world.count("pipelines.decide"), 0);
    await world.decide(approval(dan));
    assert.match(
      world.pipelines.decisions[0].summary,
      /^Approved by DAN \(U0DAN\) in Slack, with CY/,
    );
  });

  it("refuses everybody where nobody knows who it was, and says so once in the thread", async () => {
    for (const [release, words] of [
      [releaseOf({ actions: [sourceBy("bob@example.com")] }), /not known who started this release/],
      [releaseOf({ ...byAnn, actions: [] }), /not known who wrote/],
    ] as const) {
      const world = await excludingWorld({}, release);
      await world.decide(approval(cy));
      await world.decide(approval(dan));
      assert.match(toldTo(world, cy)[0], words);
      assert.equal(world.count("pipelines.decide"), 0);
      const said = toldInThread(world, "Cannot be approved");
      assert.equal(said.length, 1);
      assert.match(said[0], words);
      assert.match(said[0], /"thread_ts":"1700000000.000001"/);
      assert.match(world.message(), words);
    }
  });

  it("lets others approve where the rule says so", async () => {
    const allowed = { unknownAuthor: "allow", unknownStarter: "allow" } as const;
    const world = await excludingWorld(allowed, releaseOf());
    await world.decide(approval(cy));
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("counts nothing while it cannot be read whose release it is, and a rejection all the same", async () => {
    for (const call of ["releases.read", "slack.userWithEmail"]) {
      const world = await excludingWorld();
      const error = new SlackError("users.lookupByEmail", "missing_scope");
      world.faults.push({ call, error, times: Infinity });
      await assert.rejects(world.decide(approval(cy)), /missing_scope/);
      assert.equal(world.request().votes, undefined);
      assert.match(toldTo(world, cy)[0], /accepted/);
      await world.decide(rejection(cy));
      assert.equal(world.pipelines.decisions[0].result, "Rejected");
    }
  });

  it("asks nobody on the message who has started or written it, once somebody has voted", async () => {
    const world = await excludingWorld({ approvals: 2 });
    assert.match(world.message(), /Who may decide/);
    await world.decide(approval(ann));
    assert.match(world.message(), /Who is still asked\*\\n<@U0CY>, <@U0DAN>"/);
    await world.decide(approval(cy));
    assert.match(world.message(), /Who is still asked\*\\n<@U0DAN>"/);
  });

  it("says no more that it cannot be approved where it can again", async () => {
    const world = await excludingWorld({}, releaseOf({ trigger: byAnn.trigger }));
    await world.decide(approval(cy));
    assert.match(world.message(), /Cannot be approved as it stands/);
    world.release = byAnn;
    await world.decide(approval(bob));
    assert.doesNotMatch(world.message(), /Cannot be approved as it stands/);
    assert.equal(world.request().ruleNote?.unfulfillable, undefined);
  });

  it("says once that too few are left, and not while a list cannot be read", async () => {
    const world = await excludingWorld({ approvals: 3 });
    await world.decide(approval(cy));
    const said = () => toldInThread(world, "Too few people");
    assert.equal(said().length, 1);
    assert.equal(world.request().unfulfillableToldAt, world.clock.now().toISOString());
    await world.decide(approval(dan));
    assert.equal(said().length, 1);
    assert.ok(world.lines.some(({ event }) => event === "rule_unfulfillable"));
    const doubtful = await excludingWorld({ approvals: 3 });
    ruled(doubtful, { ...both, approvals: 3 }, { approverUserGroupIds: ["S0LEADS"] });
    const error = new Error("down");
    doubtful.faults.push({ call: "slack.userGroupMembers", error, times: Infinity });
    await doubtful.decide(approval(cy));
    assert.equal(doubtful.request().unfulfillableToldAt, undefined);
  });
});
