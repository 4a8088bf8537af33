import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { noteRule } from "../../../../functions/notifier/rule-people";
import { requestOf, settings, token } from "../domain/samples";
import { releaseOf, sourceBy } from "../domain/rule/samples";
import { ann, approval, bob, cy, dan, ruled } from "../support/ruled-world";
import { expires, World } from "../support/world";
import { sns } from "../support/world-events";

const both = { excludeStarter: true, excludeAuthor: true };
const byAnn = releaseOf({
  trigger: { type: "StartPipelineExecution", detail: "arn:aws:iam::111122223333:user/ann" },
  actions: [sourceBy("bob@example.com")],
});

describe("A request that several decide, when it is shown,", () => {
  function waitingWorld(...gate: Parameters<typeof ruled> extends [World, ...infer R] ? R : never) {
    const world = ruled(new World(), ...gate);
    const identities = [
      { slackUserId: ann.id, emails: [], principals: ["arn:aws:iam::111122223333:user/ann"] },
    ];
    const { rule } = world.gates.get(settings.action)!;
    world.gates.set(settings.action, {
      ...world.gates.get(settings.action)!,
      rule: { ...rule!, identities },
    });
    world.release = byAnn;
    world.slack.emails.set("bob@example.com", bob.id);
    world.pipelines.wait(token, expires);
    return world;
  }
  const said = (world: World) => world.slack.history.filter((one) => /Cannot be app/.test(one));

  it("asks nobody who has started or written it", async () => {
    const world = waitingWorld(both);
    await world.notify(sns({}));
    assert.match(world.message(), /Who is still asked\*\\n<@U0CY>, <@U0DAN>"/);
    assert.equal(said(world).length, 0);
    assert.equal(world.request().unfulfillableToldAt, undefined);
    assert.ok(!world.lines.some(({ event }) => event === "rule_unfulfillable"));
  });

  it("says once that too few are left, on the message, and no more in its thread", async () => {
    const world = waitingWorld({ ...both, approvals: 3 });
    await world.notify(sns({}));
    assert.match(world.message(), /Too few people are left whose approval counts/);
    assert.equal(world.request().unfulfillableToldAt, world.clock.now().toISOString());
    assert.ok(world.lines.some(({ event }) => event === "rule_unfulfillable"));
    await world.decide(approval(cy));
    assert.equal(said(world).filter((one) => one.includes("thread_ts")).length, 0);
    assert.match(world.message(), /Too few people are left/);
  });

  it("says so of user groups that have shrunk, which are read as they are", async () => {
    const rule = {
      groups: [{ name: "leads", slackUserIds: [], slackUserGroupIds: ["S0LEADS"], approvals: 2 }],
    };
    for (const [members, isTold] of [
      [[dan.id], true],
      [[dan.id, cy.id], false],
    ] as const) {
      const world = waitingWorld(rule, { approverUserGroupIds: ["S0LEADS"] });
      world.slack.userGroups.set("S0LEADS", [...members]);
      await world.notify(sns({}));
      assert.equal(said(world).length > 0, isTold);
    }
  });

  it("says that it is not known whose release it is", async () => {
    const world = waitingWorld(both);
    world.release = releaseOf({ ...byAnn, actions: [] });
    await world.notify(sns({}));
    assert.match(world.message(), /not known who wrote what is to be released/);
  });

  it("is shown without it where that cannot be read, and says what the lists alone say", async () => {
    for (const call of ["releases.read", "slack.userWithEmail"]) {
      for (const [approvals, isTold] of [
        [3, false],
        [5, true],
      ] as const) {
        const world = waitingWorld({ ...both, approvals });
        const error = new SlackError("users.lookupByEmail", "missing_scope");
        world.faults.push({ call, error, times: Infinity });
        await world.notify(sns({}));
        assert.equal(world.request().messages.length, 1);
        assert.equal(said(world).length > 0, isTold);
        assert.ok(world.lines.some(({ event }) => event === "rule_people_unread"));
      }
    }
    const doubtful = waitingWorld({ ...both, approvals: 5 }, { approverUserGroupIds: ["S0LEADS"] });
    doubtful.faults.push({ call: "slack.userGroupMembers", error: new Error("down") });
    await doubtful.notify(sns({}));
    assert.equal(doubtful.request().messages.length, 1);
    assert.equal(said(doubtful).length, 0);
  });

  it("is shown where it cannot be noted", async () => {
    const world = waitingWorld({ ...both, approvals: 3 });
    const before = world.before;
    let saves = 0;
    world.before = (call) => {
      // The first write is that of the revisions.
      if (call === "requests.save" && (saves += 1) === 2) throw new Error("throttled");
      return before(call);
    };
    await world.notify(sns({}));
    assert.equal(world.request().messages.length, 1);
    assert.equal(said(world).length, 0);
  });

  it("is noted once, however often it is delivered", async () => {
    const world = waitingWorld({ ...both, approvals: 3 });
    const error = new SlackError("chat.postMessage", "fatal_error");
    world.faults.push({ call: "slack.postMessage", error });
    await assert.rejects(world.notify(sns({})));
    const { unfulfillableToldAt } = world.request();
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.ok(unfulfillableToldAt);
    assert.equal(world.request().unfulfillableToldAt, unfulfillableToldAt);
    assert.equal(world.lines.filter(({ event }) => event === "rule_unfulfillable").length, 1);
    assert.equal(said(world).length, 1);
  });

  it("asks nothing where one decides alone, or nobody can be asked yet", async () => {
    const world = waitingWorld(both);
    const { rule: _, ...alone } = world.gates.get(settings.action)!;
    world.gates.set(settings.action, alone);
    await world.notify(sns({}));
    assert.equal(world.count("releases.read"), 0);
    const ruledGate = waitingWorld(both).gates.get(settings.action)!;
    const ports = world.ports();
    for (const change of [{ unconfirmed: true }, { status: "EXPIRED" as const }]) {
      const request = requestOf(change);
      assert.equal(await noteRule(request, ruledGate, ports), request);
    }
    const elsewhere = { ...ruledGate, channels: {} };
    const request = requestOf();
    assert.equal(await noteRule(request, elsewhere, ports), request);
    assert.equal(world.count("releases.read"), 0);
    assert.ok(!world.lines.some(({ event }) => event === "rule_people_unread"));
  });
});

describe("Reading who may approve", () => {
  it("is given up after five seconds, and the request is shown without it", async () => {
    const world = ruled(new World(), both);
    const ports = world.ports();
    const logged: string[] = [];
    const log = {
      ...ports.log,
      warn: (event: string, fields?: object) =>
        void logged.push(`${event} ${JSON.stringify(fields)}`),
    };
    const releases = { read: () => new Promise<never>(() => undefined) };
    const request = requestOf();
    const times: number[] = [];
    const timer = (milliseconds: number, fire: () => void) => {
      times.push(milliseconds);
      setImmediate(fire);
      return () => undefined;
    };
    const gate = world.gates.get(settings.action)!;
    const noted = await noteRule(request, gate, { ...ports, releases, log: log as never }, timer);
    assert.equal(noted, request);
    assert.deepEqual(times, [5000]);
    assert.match(logged[0], /^rule_people_unread .*took longer than 5000 ms/);
  });
});
