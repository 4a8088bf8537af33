/** Whoever may invoke the decider can make it look, and nothing else. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { byFunction, byWhen, functionArn } from "../../domain/automatic/samples";
import { settings, token } from "../../domain/samples";
import { expires } from "../../support/world";
import { click, otherToken, sns } from "../../support/world-events";
import { action, approved, decisions, handOver, waitingWorld } from "./support";

const elsewhere = "orders/staging/approve";
/** What somebody would say who wants it approved. */
const wishes = {
  ...{ decision: "approve", result: "Approved", reason: "Trust me, it is fine.", settings },
  automatic: { decision: "approve", reason: "Trust me.", by: "small-changes" },
  automaticDecision: { functionArn: `${functionArn}-of-mallory` },
  ...{ functionArn: `${functionArn}-of-mallory`, person: { channel: "slack", id: "U0ANN" } },
  ...{ deciderRoleArn: "arn:aws:iam::111122223333:role/other", when: [] },
};

describe("A hand-over that somebody has forged", () => {
  it("decides nothing of its own, whatever is in it: the gate's function is asked", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    await world.decide({ ...handOver, ...wishes });
    assert.deepEqual(decisions(world), []);
    assert.deepEqual(
      world.functions.asked.map((asked) => asked.functionArn),
      [functionArn],
    );
  });

  it("decides nothing, with any content, where the function leaves it to people", async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          version: fc.constantFrom<unknown>(1, 2, "1"),
          channel: fc.constantFrom("automatic", "slack", "Automatic"),
          action: fc.oneof(fc.constantFrom(action, elsewhere), fc.string()),
          token: fc.oneof(fc.constantFrom(token, otherToken), fc.string()),
          decision: fc.constantFrom("approve", "reject"),
          reason: fc.string(),
          answer: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (event) => {
        const world = await waitingWorld();
        world.functions.answer = () => ({ decision: "ask", reason: "Code." });
        await world.decide(event).catch(() => undefined);
        assert.deepEqual(decisions(world), []);
        assert.ok(["PENDING", undefined].includes(world.request().status));
      }),
      { numRuns: 60 },
    );
  });

  it("is no way around a gate that does not decide by itself", async () => {
    const world = await waitingWorld();
    world.gates.set(action, settings);
    await world.decide({ ...handOver, ...wishes });
    assert.deepEqual([decisions(world), world.functions.asked], [[], []]);
    assert.equal(world.request().automatic, undefined);
    assert.equal(world.lines.at(-1)?.event, "automatic_refused");
    world.gates.delete(action);
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
  });

  it("asks of each gate its own function, and never another gate's", async () => {
    const world = await waitingWorld();
    const other = `${functionArn}-of-staging`;
    const staging = { ...byFunction, action: elsewhere, automaticDecision: { functionArn: other } };
    world.gates.set(elsewhere, staging);
    world.functions.answer = ({ functionArn: arn }) =>
      arn === other
        ? { decision: "approve", reason: "Staging is free." }
        : { decision: "ask", reason: "Production is not." };
    // The token is production's: of staging there is no such request.
    await world.decide({ ...handOver, action: elsewhere });
    assert.equal(world.functions.asked.length, 0);
    await world.decide(handOver);
    assert.deepEqual(
      world.functions.asked.map((asked) => asked.functionArn),
      [functionArn],
    );
    assert.deepEqual(decisions(world), []);
  });

  it("decides no request that is not known", async () => {
    const world = await waitingWorld();
    await world.decide({ ...handOver, token: otherToken });
    assert.deepEqual([decisions(world), world.functions.asked], [[], []]);
  });

  it("decides nothing a second time: the token is spent", async () => {
    const world = await waitingWorld();
    for (let times = 0; times < 3; times += 1) await world.decide(handOver);
    assert.deepEqual(decisions(world), [approved]);
    assert.equal(world.functions.asked.length, 1);
  });

  it("decides no request that CodePipeline has not shown", async () => {
    const world = await waitingWorld();
    const request = { ...world.request(), unconfirmed: true };
    world.table.items.set(`${action}#${token}`, JSON.stringify(request));
    await world.decide(handOver);
    assert.deepEqual([decisions(world), world.functions.asked], [[], []]);
  });

  it("decides a request with the answer to it alone: that of an earlier one counts nothing", async () => {
    const world = await waitingWorld();
    await world.decide(handOver);
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    await world.decide({ ...handOver, token: otherToken });
    assert.deepEqual(decisions(world), [approved]);
    assert.equal(world.request(otherToken).automatic?.decision, "ask");
  });

  it("is refused where it bears Slack's name, and a click where it bears this channel's", async () => {
    const world = await waitingWorld();
    await assert.rejects(world.decide({ ...handOver, channel: "slack" }), /no click/);
    await assert.rejects(world.decide({ ...click(), channel: "automatic" }), /nothing that/);
    assert.deepEqual(decisions(world), []);
  });
});

describe("An answer that was kept in the request", () => {
  it("decides nothing: the function is asked by the run that decides", async () => {
    const world = await waitingWorld();
    const automatic = {
      ...{ decision: "approve", reason: "Trust me.", by: "small-changes" },
      at: world.clock.now().toISOString(),
    };
    const request = { ...world.request(), automatic };
    world.table.items.set(`${action}#${token}`, JSON.stringify(request));
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.equal(world.functions.asked.length, 1);
  });
});

describe("A gate that is changed while its function is asked", () => {
  const changes = {
    "is gone": undefined,
    "decides no more by itself": settings,
    "asks another function": {
      ...byFunction,
      automaticDecision: { functionArn: `${functionArn}-2` },
    },
    "compares instead": byWhen,
    "has another role": { ...byFunction, deciderRoleArn: `${byFunction.deciderRoleArn}-2` },
  };
  for (const [what, gate] of Object.entries(changes)) {
    it(`decides nothing by that answer: it ${what}`, async () => {
      const world = await waitingWorld();
      world.before = (call) => {
        if (call !== "functions.ask") return;
        if (gate === undefined) world.gates.delete(action);
        else world.gates.set(action, gate);
      };
      await world.decide(handOver);
      assert.deepEqual(decisions(world), []);
      assert.equal(world.lines.at(-1)?.event, "automatic_changed");
    });
  }

  it("decides by the answer where something else was changed", async () => {
    const world = await waitingWorld();
    world.before = (call) => {
      if (call === "functions.ask")
        world.gates.set(action, { ...byFunction, timeoutInMinutes: 60 });
    };
    await world.decide(handOver);
    assert.deepEqual(decisions(world), [approved]);
  });
});
