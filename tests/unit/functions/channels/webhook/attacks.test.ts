/** Whoever may invoke the decider, or has the secret of another connector, decides nothing by that. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { requestId } from "../../../../../functions/domain/request-events";
import { ann, token } from "../../domain/samples";
import { decisions } from "../../support/ticket-world";
import { gate, releases, secretOf, webhookWorld } from "../../support/webhook-world";
import { expires } from "../../support/world";
import { otherToken, sns } from "../../support/world-events";
import { handedOver, refused, signedAnew, undecided } from "./support";

describe("A webhook's decision that somebody has forged", () => {
  it("decides nothing, with any content", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          version: fc.constantFrom<unknown>(1, 2, "1"),
          channel: fc.constantFrom("webhook", "servicenow", "slack"),
          connector: fc.constantFrom("releases", "others", "__proto__", ""),
          action: fc.oneof(fc.constant(gate.action), fc.string()),
          token: fc.oneof(fc.constantFrom(token, otherToken), fc.string()),
          headers: fc.oneof(
            fc.record({ id: fc.string(), timestamp: fc.string(), signature: fc.string() }),
            fc.constant({ ...real.headers, id: "msg_2" }),
          ),
          body: fc.oneof(fc.string(), fc.constant(real.body)),
          person: fc.constant(ann),
          result: fc.constant("Approved"),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (event) => {
        await world.decide(event).catch(() => undefined);
        undecided(world);
      }),
      { numRuns: 100 },
    );
  });

  it("decides nothing where one byte of it was changed", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    const at = fc.nat(10_000);
    const by = fc.integer({ min: 1, max: 127 });
    const part = fc.constantFrom("id", "timestamp", "signature", "body");
    await fc.assert(
      fc.asyncProperty(part, at, by, async (name, where, how) => {
        const text: string = name === "body" ? real.body : real.headers[name];
        const bytes = Buffer.from(text);
        bytes[where % bytes.length] ^= how;
        const changed = bytes.toString("latin1");
        const event =
          name === "body"
            ? { ...real, body: changed }
            : { ...real, headers: { ...real.headers, [name]: changed } };
        await world.decide(event).catch(() => undefined);
        undecided(world);
      }),
      { numRuns: 200 },
    );
    await world.decide(real);
    assert.equal(decisions(world).length, 1);
  });

  it("that is not signed by the system is tried again, and kept at last: a person judges it", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    world.handedOver.push(signedAnew(real, real.body, secretOf(9)));
    const [kept] = await world.decideAll();
    assert.match(String(kept), /did not sign/);
    undecided(world);
    assert.equal(world.lines.filter(({ event }) => event === "handover_refused").length, 3);
  });
});

describe("A webhook's decision that leads elsewhere", () => {
  it("is refused where it was signed for another request of the same gate", async () => {
    const world = await webhookWorld();
    world.pipelines.wait(otherToken, expires, "execution-2");
    await world.notify(sns({ token: otherToken }));
    const other = requestId({ action: gate.action, token: otherToken });
    await world.connect();
    const real = await handedOver(world, { requestId: other });
    assert.equal(real.token, otherToken);
    await refused(world, { ...real, token }, /webhook_refused.*of another request/);
    assert.equal(world.request(otherToken).status, "PENDING");
  });

  it("is refused where the gate names no such connector", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    for (const connectors of [
      undefined,
      [],
      [{ ...releases, name: "others" }],
      [{ ...releases, kind: "jira" as const }],
    ]) {
      world.gates.set(gate.action, { ...gate, connectors });
      await refused(world, real, /webhook_refused.*not the gate's connector/);
    }
    assert.deepEqual(world.read, []);
  });

  it("is refused at the gate of another tenant, whose connector has another secret", async () => {
    const world = await webhookWorld();
    const theirs = releases.credentialsArn.replace("releases", "theirs");
    world.secrets.set(theirs, { secret: secretOf(9) });
    const real = await handedOver(world);
    const others = { ...releases, credentialsArn: theirs };
    world.gates.set(gate.action, { ...gate, connectors: [others] });
    await refused(world, real, /handover_refused.*did not sign/);
    assert.deepEqual(world.read, [`${gate.deciderRoleArn} ${theirs} webhook-releases`]);
    // And the other way about: what the other tenant signs decides nothing at this gate.
    world.gates.set(gate.action, gate);
    await refused(world, signedAnew(real, real.body, secretOf(9)), /did not sign/);
  });

  it("is refused where it names another connector of the gate than the one that signed", async () => {
    const world = await webhookWorld();
    const second = {
      ...{ ...releases, name: "audits", approverIds: ["mallory"] },
      credentialsArn: releases.credentialsArn.replace("releases", "audits"),
    };
    world.secrets.set(second.credentialsArn, { secret: secretOf(9) });
    world.gates.set(gate.action, { ...gate, connectors: [releases, second] });
    const real = await handedOver(world, { actor: { id: "mallory" } });
    await refused(world, real, /not_an_approver/);
    await refused(world, { ...real, connector: "audits" }, /did not sign/);
  });

  it("is refused for a request that is not known, or that CodePipeline has not shown", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    const key = `${gate.action}#${token}`;
    const item = world.table.items.get(key)!;
    world.table.items.set(key, JSON.stringify({ ...JSON.parse(item), unconfirmed: true }));
    await refused(world, real, /webhook_refused.*no such request/);
    const body = real.body.replace(
      requestId(world.request()),
      requestId({ action: gate.action, token: otherToken }),
    );
    const unknown = { ...signedAnew(real, body), token: otherToken };
    await refused(world, unknown, /webhook_refused.*no such request/);
  });

  it("is refused where what was signed is no decision", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    const body = real.body.replace("approval.decision", "approval.requested");
    await refused(world, signedAnew(real, body), /webhook_refused.*malformed: type/);
    const silent = real.body.replace('"approved"', '"rejected"');
    await refused(world, signedAnew(real, silent), /reason_invalid/);
  });
});

describe("Somebody of the system who may not decide", () => {
  for (const id of ["mallory", "Carla", "carla ", "U0ANN", ann.displayName]) {
    it(`decides nothing as ${JSON.stringify(id)}, and people are still asked`, async () => {
      const world = await webhookWorld();
      const real = await handedOver(world, { actor: { id, name: "Carla" } });
      await refused(world, real, /not_an_approver/);
    });
  }

  it("is nobody at all where the gate's connector decides nothing", async () => {
    const world = await webhookWorld({ ...gate, connectors: [{ ...releases, approverIds: [] }] });
    await refused(world, await handedOver(world), /not_an_approver/);
  });

  it("is asked of the gate as it is now: who was taken from the list decides nothing", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    world.gates.set(gate.action, { ...gate, connectors: [{ ...releases, approverIds: ["dora"] }] });
    await refused(world, real, /not_an_approver/);
  });

  it("passes for nobody else by how ids are written for sessions", async () => {
    const world = await webhookWorld();
    await world.decide(await handedOver(world, { actor: { id: "DOMAIN\\dora" } }));
    const { id } = world.request().outcome!.person!;
    const other = await webhookWorld();
    await refused(other, await handedOver(other, { actor: { id } }), /not_an_approver/);
  });

  it("is judged by the gate whose secret has proved it: one that changes in between is read anew", async () => {
    const world = await webhookWorld();
    const real = await handedOver(world);
    let reads = 0;
    world.before = (call) => {
      if (call !== "gates.read" || (reads += 1) !== 2) return;
      const theirs = { ...releases, credentialsArn: `${releases.credentialsArn}x` };
      world.gates.set(gate.action, { ...gate, connectors: [theirs] });
    };
    await assert.rejects(world.decide(real), /asked once more/);
    undecided(world);
  });
});
