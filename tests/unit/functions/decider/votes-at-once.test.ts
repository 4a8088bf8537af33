import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { token } from "../domain/samples";
import { groupOf } from "../domain/rule/samples";
import { ann, approval, bob, cy, dan, rejection, ruledWorld } from "../support/ruled-world";
import type { Crash, World } from "../support/world";
import { ended } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";
const votedBy = async (...people: (typeof ann)[]): Promise<World> => {
  const world = await ruledWorld();
  for (const who of people) await world.decide(approval(who));
  return world;
};

describe("decider: votes at once", () => {
  it("counts all of them, decides once, and shows all of them", async () => {
    const world = await ruledWorld({ approvals: 4 });
    const all = [ann, bob, cy, dan].map((who) => approval(who));
    await Promise.allSettled(all.map((vote) => world.decide(vote)));
    world.clock.advance(60);
    for (const vote of all) await world.decide(vote);
    assert.equal(world.pipelines.decisions.length, 1);
    const { outcome } = world.request();
    const who = [outcome?.person, ...(outcome?.agreed ?? [])].map((one) => one?.id);
    assert.deepEqual(new Set(who), new Set([ann, bob, cy, dan].map(({ id }) => id)));
  });

  it("ends as rejected where a veto comes before the approval is begun", async () => {
    const world = await votedBy(ann);
    let vetoed: Promise<void> | undefined;
    const saves = world.count("requests.save");
    world.before = async (call) => {
      // The vote is kept; the veto comes before the decision is begun.
      if (call !== "requests.save" || vetoed || world.count(call) < saves + 2) return;
      vetoed = world.decide(rejection(cy));
      await vetoed;
    };
    await world.decide(approval(bob));
    assert.ok(vetoed);
    assert.deepEqual(
      world.pipelines.decisions.map(({ result }) => result),
      ["Rejected"],
    );
    assert.match(world.message(), /Rejected by CY/);
  });

  it("draws over what another run has drawn of fewer votes", async () => {
    const world = await ruledWorld({ approvals: 3 });
    let second: Promise<void> | undefined;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || second) return;
      second = world.decide(approval(bob));
      await second;
    };
    await world.decide(approval(ann));
    assert.match(
      world.message(),
      /ANN \(U0ANN\)\\nApproved by BOB|BOB \(U0BOB\)\\nApproved by ANN/,
    );
  });

  it("leaves no buttons where the request ends while a vote is drawn", async () => {
    const world = await ruledWorld({ approvals: 3 });
    let over: Promise<void> | undefined;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || over) return;
      over = Promise.resolve();
      world.pipelines.take(token, "Rejected", "No", console);
      over = world.watch(ended("FAILED"));
      await over;
    };
    await world.decide(approval(ann));
    assert.match(world.message(), /Rejected by carla/);
    assert.ok(!world.message().includes('"actions"'));
  });
});

const people = [ann, bob, cy, dan];
type Step = { who: number; approves: boolean; again?: boolean; crash?: Crash };
const step: fc.Arbitrary<Step> = fc.record(
  {
    who: fc.nat(3),
    approves: fc.boolean(),
    again: fc.boolean(),
    crash: fc.record({
      step: fc.nat(12),
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  },
  { requiredKeys: ["who", "approves"] },
);

describe("property: whatever votes come in whichever order, and die wherever", () => {
  it("nothing is approved with fewer people than the rule, and nothing twice", async () => {
    const met = new Set<string>();
    const rules = fc.record({
      approvals: fc.integer({ min: 1, max: 3 }),
      rejections: fc.integer({ min: 1, max: 2 }),
      members: fc.constantFrom<string[]>([], [ann.id], [ann.id, bob.id]),
    });
    await fc.assert(
      fc.asyncProperty(
        rules,
        fc.array(step, { minLength: 1, maxLength: 7 }),
        fc.scheduler(),
        async ({ members, ...rule }, steps, scheduler) => {
          const groups = members.length === 0 ? [] : [groupOf("security", members)];
          const world = await ruledWorld({ ...rule, groups });
          world.before = (call) => scheduler.schedule(Promise.resolve(), call);
          const handOvers = steps.map(({ who, approves, again }, index) =>
            again
              ? (approves ? approval : rejection)(people[who])
              : approves
                ? approval(people[who], `Approved in step ${index}`)
                : rejection(people[who], `Rejected in step ${index}`),
          );
          const runs = steps.map(({ crash }, index) =>
            world.decide(handOvers[index], crash).catch(() => undefined),
          );
          const broken: string[] = [];
          // What was true of the votes when CodePipeline was asked.
          const { pipelines } = world;
          const decide = pipelines.decide.bind(pipelines);
          pipelines.decide = (input) => {
            const last = new Map((input.request.votes ?? []).map((one) => [one.person.id, one]));
            const agreed = [...last.values()].filter(({ result }) => result === input.result);
            const least = input.result === "Approved" ? rule.approvals : rule.rejections;
            const isOfGroup = agreed.some(({ person }) => members.includes(person.id));
            const wantsGroup = input.result === "Approved" && groups.length > 0;
            if (agreed.length < least || (wantsGroup && !isOfGroup)) broken.push(input.summary);
            return decide(input);
          };
          await scheduler.waitFor(Promise.all(runs));
          world.before = () => undefined;
          for (const handOver of handOvers) {
            world.clock.advance(60);
            await world.decide(handOver);
          }
          assert.deepEqual(broken, []);
          assert.ok(pipelines.decisions.length <= 1);
          const { status, outcome, votes = [], messages } = world.request();
          assert.equal(status === "DECIDED", pipelines.decisions.length === 1);
          assert.equal(outcome?.result, pipelines.decisions[0]?.result);
          assert.equal(new Set(votes.map(({ person }) => person.id)).size, votes.length);
          if (status === "DECIDED") {
            assert.ok(messages.every(({ shows }) => shows === status));
            assert.ok(world.message().includes(`${outcome?.result} by`));
          }
          met.add(outcome?.result ?? "open");
        },
      ),
      { numRuns: 200 },
    );
    assert.deepEqual([...met].sort(), ["Approved", "Rejected", "open"]);
  });
});
