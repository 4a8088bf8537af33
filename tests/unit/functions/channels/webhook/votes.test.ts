/** Where several must agree, what somebody decides in a company's own system is their vote, once on all channels. */
import * as assert from "node:assert/strict";
import type { Rule } from "../../../../../functions/domain/rule/identity";
import { settingsOf } from "../../domain/samples";
import { identity, ruleOf } from "../../domain/rule/samples";
import { ann, bob, cy } from "../../support/ruled-world";
import { says } from "../../support/ruled-ticket-world";
import { decisions } from "../../support/ticket-world";
import { gate, type WebhookWorld, webhookWorld } from "../../support/webhook-world";
import { undecided } from "./support";

const dora = { id: "DOMAIN\\dora" };
const identities = [
  { ...identity(ann.id), webhookActorId: "carla" },
  { ...identity(bob.id), webhookActorId: dora.id },
];

const ruled = (rule: Partial<Rule> = {}): Promise<WebhookWorld> =>
  webhookWorld({
    ...settingsOf({ approverUserIds: [ann.id, bob.id, cy.id], approverUserGroupIds: [] }),
    connectors: gate.connectors,
    schemaVersion: 2,
    rule: ruleOf({ identities, ...rule }),
  });

async function posted(world: WebhookWorld, said: object = {}, id?: string): Promise<void> {
  assert.equal(await world.post(said, { id }), 202);
  await world.decideAll();
}

const votes = (world: WebhookWorld): string[] =>
  (world.request().votes ?? []).map(({ person, result }) => `${person.channel} ${result}`);

describe("A vote by a webhook", () => {
  it("counts beside one in Slack, of another human", async () => {
    const world = await ruled();
    await posted(world);
    undecided(world);
    await world.decide(says(world, ann));
    undecided(world);
    assert.deepEqual(votes(world), ["slack Approved"]);
    await posted(world, { actor: dora }, "msg_2");
    assert.match(decisions(world)[0], /^Approved webhook-DOMAIN\.dora=/);
  });

  it("is none of whom identities do not name, or Slack's lists", async () => {
    for (const change of [
      { identities: [] },
      { identities: [{ ...identities[0], slackUserId: "U0EVE" }] },
    ]) {
      const world = await ruled({ approvals: 1, ...change });
      await posted(world);
      undecided(world);
      assert.deepEqual(votes(world), []);
    }
  });

  it("is as old as the system says, and no newer than its signature", async () => {
    const world = await ruled({ rejections: 2 });
    const before = world.clock.now().getTime() - 60_000;
    await world.decide(says(world, ann, "Rejected"));
    const late = JSON.stringify({ ...JSON.parse(world.body()), timestamp: new Date(before) });
    assert.equal((await world.receive(world.urlEvent(late))).statusCode, 202);
    await world.decideAll();
    assert.deepEqual(votes(world), ["slack Rejected"]);
    world.clock.advance(60);
    const ahead = { ...JSON.parse(world.body()), timestamp: "2099-01-01T00:00:00Z" };
    const event = world.urlEvent(JSON.stringify(ahead), { id: "msg_2", away: 200 });
    assert.equal((await world.receive(event)).statusCode, 202);
    await world.decideAll();
    assert.deepEqual(votes(world), ["webhook Approved"]);
    assert.equal(world.request().votes![0].signedAt, world.clock.now().getTime() / 1000);
  });

  it("is as old as its signature where its time has a form that cannot be compared", async () => {
    const world = await ruled();
    const odd = { ...JSON.parse(world.body()), timestamp: "2026-11-22T10:00:00+05" };
    const { statusCode } = await world.receive(world.urlEvent(JSON.stringify(odd)));
    assert.equal(statusCode, 202);
    await world.decideAll();
    assert.deepEqual(
      world.request().votes?.map(({ signedAt }) => signedAt),
      [world.clock.now().getTime() / 1000],
    );
  });
});
