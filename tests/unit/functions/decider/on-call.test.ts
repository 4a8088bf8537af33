/** Whoever is on call may decide in Slack, asked at that moment; whatever else is answered lets in nobody. */
import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { TransientError } from "../../../../functions/domain/errors";
import type { GateSettings } from "../../../../functions/domain/types";
import { ann, bob } from "../domain/samples";
import {
  carla,
  gate,
  onCall,
  type OnCallWorld,
  onCallWorld,
  pager,
} from "../support/on-call-world";
import { click, shownWorld } from "../support/world-events";

/** Nothing was decided, nothing is tried again, and Carla knows why. */
async function lets(world: OnCallWorld, nobody: "told" | "not on call" | "unread", change = {}) {
  await world.decide(click({ person: carla, ...change }));
  assert.equal(world.count("pipelines.decide"), 0);
  assert.equal(world.request().status, "PENDING");
  if (nobody === "told") return;
  const { user, text } = world.slack.told.at(-1)!;
  assert.equal(user, carla.id);
  assert.match(text, /You may not decide this/);
  assert.equal(/could not be asked/.test(text), nobody === "unread", text);
  const line = nobody === "unread" ? "on_call_unread" : "not_an_approver";
  assert.ok(world.lines.some(({ event }) => event === line));
}

const withGate = (world: OnCallWorld, change: Partial<GateSettings>): void =>
  void world.gates.set(gate.action, { ...gate, ...change });

describe("On call: who may decide", () => {
  it("approves and rejects as whoever is on call, and everything says by what", async () => {
    for (const [result, verb] of [
      ["Approved", "Approved"],
      ["Rejected", "Rejected"],
    ] as const) {
      const world = await onCallWorld();
      assert.match(world.message(), /whoever is on call in PagerDuty \(PSCHED1\)/);
      await world.decide(click({ person: carla, result }));
      const who = `${verb} by Carla (U0CARLA, on call in PagerDuty) in Slack`;
      assert.ok(world.pipelines.decisions[0].summary.startsWith(who));
      assert.ok(world.message().includes(who));
      assert.equal(world.request().outcome?.person?.onCall, "pagerduty");
      assert.equal(world.request().history?.at(-1)?.actor?.onCall, "pagerduty");
      assert.match(world.pipelines.decisions[0].by, /\/U0CARLA-Carla$/);
    }
  });

  it("reads the key in the gate's role and the connector's name, not in the person's", async () => {
    const world = await onCallWorld();
    await world.decide(click({ person: carla }));
    const role = gate.deciderRoleArn;
    assert.deepEqual(world.read, [`${role} ${pager.credentialsArn} pagerduty-pager`]);
  });

  it("asks nobody for whom a list names, and says nothing of it", async () => {
    for (const person of [ann, bob]) {
      const world = await onCallWorld();
      world.slack.userGroups.set("S0LEADS", [bob.id]);
      world.pagerDuty.answers = [new TransientError("down")];
      await world.decide(click({ person }));
      assert.equal(world.pipelines.decisions.length, 1);
      assert.doesNotMatch(world.pipelines.decisions[0].summary, /on call/);
      assert.deepEqual(world.pagerDuty.sent, []);
    }
  });

  it("lets them in by any of several connectors, be another one down", async () => {
    const world = await onCallWorld();
    const eu = {
      ...pager,
      ...{ name: "eu", settings: JSON.stringify({ serviceRegion: "eu", severity: "info" }) },
    };
    withGate(world, { connectors: [eu, pager] });
    world.pagerDuty.answers = [{ status: 503 }, onCall("carla@example.com")];
    await world.decide(click({ person: carla }));
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("decides once where the same decision is delivered again", async () => {
    const world = await onCallWorld();
    const decision = click({ person: carla });
    await world.decide(decision);
    await world.decide(decision);
    assert.equal(world.pipelines.decisions.length, 1);
  });
});

describe("On call: an attacker", () => {
  it("is somebody whose Slack account has another address", async () => {
    const world = await onCallWorld();
    world.slack.emails.set("carla@example.com", "U0REALCARLA");
    await lets(world, "not on call");
  });

  it("has an address that is only like one of theirs", async () => {
    for (const email of [
      "carla@example.com.evil.example",
      "carla@evil.example",
      "xcarla@example.com",
    ]) {
      const world = await onCallWorld();
      world.slack.emails.clear();
      world.slack.emails.set(email, carla.id);
      await lets(world, "not on call");
    }
  });

  it("is at home in another workspace", async () => {
    const world = await onCallWorld();
    await world.decide(click({ person: carla, home: "T0OTHER" }));
    assert.equal(world.count("pipelines.decide"), 0);
    assert.deepEqual(world.pagerDuty.sent, []);
    assert.match(world.slack.told[0].text, /at home in another workspace/);
  });

  it("clicks in another channel than that of the request", async () => {
    await lets(await onCallWorld(), "told", { channel: "C0OTHER" });
  });

  it("was on call when the dialog opened, and is not any more", async () => {
    const world = await onCallWorld();
    world.pagerDuty.answers = [onCall("dora@example.com")];
    await lets(world, "not on call");
    world.pagerDuty.answers = [onCall()];
    await lets(world, "not on call");
  });

  it("is on call until now, and no longer", async () => {
    const world = await onCallWorld();
    world.clock.advance(7 * 86_400);
    await lets(world, "not on call");
  });

  it("is on call for a schedule that the gate does not name", async () => {
    const world = await onCallWorld();
    withGate(world, { connectors: [{ ...pager, scheduleIds: ["POTHER"] }] });
    await lets(world, "not on call");
  });

  it("has a gate without schedules before them, or none at all", async () => {
    for (const connectors of [[{ ...pager, scheduleIds: [] }], [], undefined]) {
      const world = await onCallWorld();
      withGate(world, { connectors });
      await lets(world, "not on call");
      assert.deepEqual(world.pagerDuty.sent, []);
    }
    const plain = await shownWorld();
    await plain.decide(click({ person: carla }));
    assert.equal(plain.count("pipelines.decide"), 0);
  });

  it("has a gate before them where several must agree", async () => {
    const world = await onCallWorld();
    withGate(world, {
      rule: {
        ...{ approvals: 1, groups: [], rejections: 1, excludeStarter: false, excludeAuthor: false },
        ...{ unknownAuthor: "refuse", unknownStarter: "refuse", identities: [] },
      },
    });
    await lets(world, "not on call");
    assert.deepEqual(world.pagerDuty.sent, []);
  });

  it("wrote themselves into another system's connector", async () => {
    const world = await onCallWorld();
    withGate(world, { connectors: [{ ...pager, kind: "jira" }] });
    await lets(world, "not on call");
  });

  it("has shut down, limited or garbled what would refuse them", async () => {
    const answers = [
      ...[400, 401, 403, 404, 429, 500, 503].map((status) => ({ status })),
      new TransientError("no answer"),
      { status: 200, body: "<html>carla@example.com</html>" },
      { status: 200, body: { oncalls: [{ user: { email: "carla@example.com" } }], more: false } },
    ];
    for (const answer of answers) {
      const world = await onCallWorld();
      world.pagerDuty.answers = [answer];
      await lets(world, "unread");
      assert.equal(world.pagerDuty.sent.length, 1);
    }
  });

  it("has no address, or the one of two", async () => {
    for (const answer of [
      onCall(""),
      onCall(null),
      onCall("carla@example.com", "carla@example.com"),
    ]) {
      const world = await onCallWorld();
      world.slack.emails.set("", carla.id);
      world.pagerDuty.answers = [answer];
      await lets(world, "not on call");
    }
  });

  it("is one of more people than are ever on call", async () => {
    const world = await onCallWorld();
    const others = Array.from({ length: 20 }, (_, n) => `p${n}@example.com`);
    world.pagerDuty.answers = [onCall("carla@example.com", ...others)];
    await lets(world, "unread");
    assert.equal(world.count("slack.userWithEmail"), 0);
  });
});

describe("On call: what else cannot be asked", () => {
  it("lets in nobody where the key cannot be read", async () => {
    const world = await onCallWorld();
    world.faults.push({ call: "secrets.read", error: new Error("AccessDenied"), times: Infinity });
    await lets(world, "unread");
    assert.deepEqual(world.pagerDuty.sent, []);
  });

  it("lets in nobody where Slack does not say whose address it is", async () => {
    const world = await onCallWorld();
    const error = new SlackError("users.lookupByEmail", "missing_scope");
    world.faults.push({ call: "slack.userWithEmail", error, times: Infinity });
    await lets(world, "unread");
  });

  it("lets in nobody where the connector's settings cannot be read", async () => {
    const world = await onCallWorld();
    withGate(world, { connectors: [{ ...pager, settings: "{}" }] });
    await lets(world, "unread");
  });

  it("is not tried again even where the person cannot be told", async () => {
    const world = await onCallWorld();
    world.pagerDuty.answers = [{ status: 503 }];
    const error = new SlackError("chat.postEphemeral", "user_not_in_channel");
    world.faults.push({ call: "slack.postEphemeral", error, times: Infinity });
    await world.decide(click({ person: carla }));
    assert.equal(world.request().status, "PENDING");
  });

  it("lets in who it is by the address that Slack does know, whatever of another", async () => {
    const world = await onCallWorld();
    world.pagerDuty.answers = [onCall("dora@example.com", "carla@example.com")];
    const error = new SlackError("users.lookupByEmail", "internal_error");
    world.faults.push({ call: "slack.userWithEmail", error, times: 1 });
    await world.decide(click({ person: carla }));
    assert.equal(world.pipelines.decisions.length, 1);
  });
});
