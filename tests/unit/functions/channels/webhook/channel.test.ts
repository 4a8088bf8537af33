/** A company's own system is told of a request, and decides it in the name of one of its people. */
import * as assert from "node:assert/strict";
import { bearableId } from "../../../../../functions/domain/connector-actor";
import { decisions } from "../../support/ticket-world";
import { gate, releases, secret, secretOf, webhookWorld } from "../../support/webhook-world";
import { click } from "../../support/world-events";

describe("A webhook's system", () => {
  for (const [decision, result] of [
    ["approved", "Approved"],
    ["rejected", "Rejected"],
  ] as const) {
    it(`decides: ${decision}, in the name of who did so there, with their reason`, async () => {
      const world = await webhookWorld();
      assert.deepEqual(world.told(), ["approval.requested"]);
      assert.equal(await world.post({ decision, reason: "Ticket 4711 says so." }), 202);
      assert.deepEqual(await world.decideAll(), []);
      assert.deepEqual(decisions(world), [`${result} webhook-carla-Carla`]);
      const [{ summary }] = world.pipelines.decisions;
      assert.match(
        summary,
        new RegExp(`^${result} by Carla \\(carla\\) .*: Ticket 4711 says so\\.$`),
      );
      assert.equal(world.request().status, "DECIDED");
      assert.match(world.message(), new RegExp(`${result} by Carla`));
      await world.connect();
      assert.deepEqual(world.told(), [
        "approval.requested",
        "approval.deciding",
        "approval.decided",
      ]);
    });
  }

  it("is proved with the secret that the gate names, in a session of its role that names the connector", async () => {
    const world = await webhookWorld();
    await world.post();
    await world.decideAll();
    assert.deepEqual(world.read, [
      `${gate.deciderRoleArn} ${releases.credentialsArn} webhook-releases`,
    ]);
  });

  it("names people whom no session can name as they are, and nobody else by that", async () => {
    const world = await webhookWorld();
    await world.post({ actor: { id: "DOMAIN\\dora" } });
    await world.decideAll();
    const { person } = world.request().outcome!;
    assert.deepEqual(person, {
      channel: "webhook",
      id: bearableId("DOMAIN\\dora"),
      displayName: "DOMAIN\\dora",
    });
    assert.equal(decisions(world).length, 1);
  });

  it("decides with either secret during a rotation", async () => {
    for (const by of [secret, secretOf(2)]) {
      const world = await webhookWorld();
      world.secrets.set(releases.credentialsArn, { secret: secretOf(2), previousSecret: secret });
      assert.equal(await world.post({}, { by: { secret: by } }), 202);
      assert.deepEqual(await world.decideAll(), []);
      assert.equal(decisions(world).length, 1);
    }
  });

  it("decides once, however often it sends the same decision", async () => {
    const world = await webhookWorld();
    for (let times = 0; times < 3; times += 1) {
      assert.equal(await world.post(), 202);
      world.clock.advance(20);
    }
    assert.deepEqual(await world.decideAll(), []);
    assert.equal(decisions(world).length, 1);
    assert.equal(world.count("pipelines.decide"), 1);
  });

  it("changes nothing about what was decided elsewhere, or what it has decided itself", async () => {
    const world = await webhookWorld();
    await world.decide(click());
    for (const decision of ["rejected", "approved"]) {
      const reason = "Nobody has tested it.";
      assert.equal(await world.post({ decision, reason }, { id: `msg_${decision}` }), 202);
    }
    assert.deepEqual(await world.decideAll(), []);
    assert.deepEqual(decisions(world), ["Approved U0ANN-Ann"]);
    assert.equal(world.request().outcome?.person?.channel, "slack");
    assert.equal(world.lines.filter(({ event }) => event === "webhook_outcome").length, 2);
    // It was told of the end: from then on its decisions are of no request that waits.
    await world.connect();
    assert.equal(await world.post({}, { id: "msg_late" }), 404);
  });

  it("that has decided one thing and then another under one id is held to the first", async () => {
    const world = await webhookWorld();
    await world.post();
    await world.post({ decision: "rejected", reason: "I have changed my mind." });
    assert.deepEqual(await world.decideAll(), []);
    assert.deepEqual(decisions(world), ["Approved webhook-carla-Carla"]);
  });

  it("that is down stops nobody: people decide, and it is told when it is there again", async () => {
    const world = await webhookWorld();
    world.status = 503;
    await world.decide(click());
    await world.connect().catch(() => undefined);
    assert.equal(world.request().status, "DECIDED");
    world.status = 204;
    world.clock.advance(120);
    await world.connect();
    const told = world.told();
    assert.deepEqual(told.slice(-2), ["approval.deciding", "approval.decided"]);
    const ids = world.sent.map(({ headers }) => headers!["webhook-id"]);
    assert.equal(ids[1], ids.at(-2));
  });

  it("that wants nothing more is told nothing more of the request, and decides it no more", async () => {
    const world = await webhookWorld();
    world.status = 410;
    await world.decide(click());
    await assert.rejects(world.connect());
    const sent = world.sent.length;
    await world.connect();
    assert.equal(world.sent.length, sent);
    assert.equal(await world.post(), 404);
  });
});

describe("The channel of webhooks", () => {
  it("shows nothing to anybody", async () => {
    const world = await webhookWorld();
    const channel = world.ports().channels.at(-1)!;
    assert.equal(channel.name, "webhook");
    assert.equal(channel.isUsedBy(gate), false);
    assert.equal(channel.escalatesTo(gate), false);
    await assert.rejects(channel.show(world.request(), gate), /Nobody sees/);
  });

  it("goes on after a run that died at any step, and decides once", async () => {
    const whole = await webhookWorld();
    await whole.post();
    const before = whole.calls.length;
    await whole.decideAll();
    const steps = whole.calls.length - before;
    assert.ok(steps > 5, String(steps));
    for (const when of ["before", "after"] as const) {
      for (let step = 0; step < steps; step += 1) {
        const world = await webhookWorld();
        await world.post();
        await world.decideAll({ step, when });
        assert.equal(world.request().status, "DECIDED", `${when} ${step}`);
        assert.equal(decisions(world).length, 1, `${when} ${step}`);
      }
    }
  });
});
