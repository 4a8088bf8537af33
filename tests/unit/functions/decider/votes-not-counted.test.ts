import * as assert from "node:assert/strict";
import { changesKept } from "../../../../functions/domain/rule/votes";
import { token } from "../domain/samples";
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
import { ended } from "../support/world-events";
import type { World } from "../support/world";

const console = "arn:aws:iam::111122223333:user/carla";

const logged = (world: World, event: string) =>
  world.lines
    .filter((line) => line.event === event)
    .map(({ level, fields }) => ({ level, ...fields }));

/** Does it once, before the nth call of this name from now on. */
function beforeCall(world: World, name: string, nth: number, work: () => Promise<unknown>): void {
  const start = world.count(name);
  let isDone = false;
  world.before = async (call) => {
    if (call !== name || isDone || world.count(name) < start + nth) return;
    isDone = true;
    await work();
  };
}

describe("decider: a vote that does not count", () => {
  it("is a veto that comes while another is carried out: it is tried again, for that may fail", async () => {
    const world = await ruledWorld({ approvals: 1 });
    const { pipelines } = world;
    const decide = pipelines.decide.bind(pipelines);
    pipelines.decide = async () => {
      await assert.rejects(world.decide(rejection(cy)), /A complete vote is being carried out/);
      throw new Error("Access denied");
    };
    await assert.rejects(world.decide(approval(ann)), /Access denied/);
    pipelines.decide = decide;
    world.clock.advance(60);
    await world.decide(rejection(cy));
    assert.deepEqual(
      pipelines.decisions.map(({ result }) => result),
      ["Rejected"],
    );
  });

  it("comes while another is carried out: it is not kept, and its voter is told who decides", async () => {
    const world = await ruledWorld({ approvals: 1 });
    beforeCall(world, "pipelines.decide", 1, () => world.decide(approval(cy)));
    await world.decide(approval(ann));
    assert.deepEqual(
      world.request().votes?.map(({ person }) => person.id),
      [ann.id],
    );
    assert.match(toldTo(world, cy)[0], /^ANN \(U0ANN\) is approving this at the moment/);
    assert.equal(toldTo(world, cy).length, 1);
    assert.deepEqual(
      logged(world, "vote_counted").map(({ level, ...of }) => ({
        level,
        person: "person" in of && of.person,
      })),
      [{ level: "info", person: ann.id }],
    );
    assert.ok(!("agreed" in world.request().outcome!));
  });

  it("is an approval of who has changed their vote too often", async () => {
    const world = await ruledWorld();
    for (let at = 0; at <= changesKept; at += 1) await world.decide(approval(ann, `Change ${at}`));
    const before = world.request();
    await world.decide(approval(ann, "One too many"));
    assert.deepEqual(world.request(), before);
    assert.match(toldTo(world, ann).at(-1)!, /^You have changed your vote so often/);
    const [{ level, ...of }] = logged(world, "vote_refused");
    assert.equal(level, "warn");
    assert.ok("reason" in of && of.reason === "changed-too-often");
    await world.decide(rejection(ann));
    assert.equal(world.pipelines.decisions[0].result, "Rejected");
  });

  it("comes when the request has just ended: it is not kept, and its voter is told how", async () => {
    const world = await ruledWorld();
    beforeCall(world, "requests.save", 1, async () => {
      world.pipelines.take(token, "Rejected", "No", console);
      await world.watch(ended("FAILED"));
    });
    await world.decide(approval(ann));
    assert.equal(world.request().votes, undefined);
    assert.match(toldTo(world, ann)[0], /Nothing was changed.*Rejected by carla/);
    assert.equal(toldTo(world, ann).length, 1);
    assert.deepEqual(logged(world, "vote_counted"), []);
  });

  it("comes after the end: nobody is asked any more whose release it is", async () => {
    const world = await ruledWorld();
    const looks = world.count("pipelines.observe");
    await world.decide(approval(ann));
    await world.decide(approval(bob));
    ruled(world, { excludeAuthor: true });
    await world.decide(approval(cy));
    assert.match(toldTo(world, cy)[0], /Nothing was changed.*Approved by BOB/);
    assert.equal(world.count("releases.read"), 0);
    // Nothing was left to look up either: each run has seen the end of its own.
    assert.equal(world.count("pipelines.observe"), looks);
  });

  it("could not be kept: its voter is told that it is tried again, and nothing is decided", async () => {
    const world = await ruledWorld({ approvals: 1 });
    world.faults.push({ call: "requests.save", error: new Error("throttled") });
    await assert.rejects(world.decide(approval(ann)), /throttled/);
    assert.match(toldTo(world, ann)[0], /It is tried again/);
    assert.equal(world.count("pipelines.decide"), 0);
  });
});

describe("decider: votes that come while others are counted", () => {
  it("are counted with them, before anything is begun", async () => {
    const calm = await ruledWorld();
    const begun = calm.calls.length;
    await calm.decide(approval(cy));
    const step = calm.calls.indexOf("requests.save", begun) - begun;
    const world = await ruledWorld();
    await world.decide(approval(ann));
    // Cy's vote is kept, and the run that kept it dies.
    beforeCall(world, "requests.save", 2, () =>
      assert.rejects(world.decide(approval(cy), { step, when: "after" })),
    );
    await world.decide(approval(bob));
    const { outcome } = world.request();
    assert.equal(world.pipelines.decisions.length, 1);
    assert.deepEqual([outcome?.person, outcome?.agreed], [cy, [ann, bob]]);
    assert.match(world.message(), /Approved by CY \(U0CY\) in Slack, with ANN \(U0ANN\), BOB/);
    assert.deepEqual(toldTo(world, bob), []);
  });
});

describe("decider: a rule that cannot be fulfilled", () => {
  const few = { approvals: 4 };
  const lists = { approverUserIds: [ann, bob, dan].map(({ id }) => id) };

  it("is told after a rejection that leaves it open as well", async () => {
    const world = await ruledWorld({ ...few, rejections: 2 }, lists);
    await world.decide(rejection(ann));
    assert.equal(world.slack.history.filter((one) => one.includes("Too few people")).length, 1);
    assert.equal(world.count("releases.read"), 0);
    assert.ok(world.request().unfulfillableToldAt);
  });

  it("is noted as told once, whoever else has told of it", async () => {
    const world = await ruledWorld(few, lists);
    beforeCall(world, "requests.save", 2, async () => {
      world.clock.advance(1);
      await world.decide(approval(bob));
      world.clock.advance(1);
    });
    await world.decide(approval(ann));
    const at = Date.parse(world.request().unfulfillableToldAt!);
    assert.equal(world.clock.now().getTime() - at, 1000);
  });
});
