/** What the decider reads of a ticket, when people have been at it. */
import * as assert from "node:assert/strict";
import type { TicketReading } from "../../../../../functions/connectors/connector";
import { jira } from "../../../../../functions/connectors/jira";
import { remedyOf, TransientError } from "../../../../../functions/domain/errors";
import { requestId } from "../../../../../functions/domain/request-events";
import { requestOf } from "../../domain/samples";
import { otherToken } from "../../support/world-events";
import { withoutEach } from "../support";
import { JiraWorld, ofIssues, ofRequests, siteUrl } from "./jira-world";

const settled = 60;

async function readAfter(
  settings: object,
  actions: readonly (readonly [string, string])[],
  entry: object = {},
): Promise<TicketReading> {
  const world = new JiraWorld(settings, entry);
  const id = await world.opened();
  for (const [action, person] of actions) {
    world.seconds += 10;
    await world.act(action, person);
  }
  world.seconds += settled;
  return (await world.reader.read(id))!;
}

const personIn = ({ state }: TicketReading): string | undefined =>
  state.kind === "decided" ? `${state.result} ${state.person.id}` : undefined;

describe("Jira: an issue that is read", () => {
  it("waits until somebody moves it into a status that decides", async () => {
    assert.equal((await readAfter(ofIssues, [])).state.kind, "waiting");
    assert.equal(personIn(await readAfter(ofIssues, [["approve", "carla"]])), "Approved carla");
    assert.equal(personIn(await readAfter(ofIssues, [["reject", "dora"]])), "Rejected dora");
    assert.equal((await readAfter(ofIssues, [["move to Closed", "carla"]])).state.kind, "waiting");
  });

  it("is decided by who moved it last, and by nobody before", async () => {
    const taken = [
      ["approve", "carla"],
      ["move to To Do", "eve"],
      ["approve", "eve"],
    ] as const;
    assert.equal(personIn(await readAfter(ofIssues, taken)), "Approved eve");
    assert.equal((await readAfter(ofIssues, taken.slice(0, 2))).state.kind, "waiting");
  });

  it("is read to the last page of its change log", async () => {
    const world = new JiraWorld();
    const id = await world.opened();
    for (let i = 0; i < 60; i += 1) {
      world.seconds += 1;
      await world.act(i % 2 === 0 ? "reject" : "move to To Do", "eve");
    }
    await world.act("approve", "carla");
    assert.equal(personIn((await world.reader.read(id))!), "Approved carla");
    assert.equal(world.calls().filter((call) => call.endsWith("/changelog")).length, 2);
  });

  it("says who and where, by its id alone", async () => {
    const world = new JiraWorld();
    const id = await world.opened();
    const { ticket, requestId: named } = (await world.reader.read(id))!;
    assert.deepEqual(ticket, await world.open().then(() => ticket));
    assert.equal(ticket.label, "OPS-1");
    assert.equal(named, requestId(requestOf()));
    for (const other of ["OPS-1", "99", "../10002", "10002?", ""]) {
      assert.equal(await world.reader.read(other), undefined);
    }
  });
});

describe("Jira: a request of the service desk that is read", () => {
  it("is decided by its approvers, once their answer has settled", async () => {
    const world = new JiraWorld(ofRequests);
    const id = await world.opened();
    assert.equal((await world.reader.read(id))!.state.kind, "waiting");
    await world.act("approve", "carla");
    assert.equal((await world.reader.read(id))!.state.kind, "waiting");
    world.seconds += settled;
    assert.equal(personIn((await world.reader.read(id))!), "Approved carla");
    assert.equal(personIn(await readAfter(ofRequests, [["decline", "dora"]])), "Rejected dora");
  });

  it("names all who had to approve it", async () => {
    const two = { approvalsNeeded: 2 };
    const both = [
      ["approve", "dora"],
      ["approve", "carla"],
    ] as const;
    assert.equal((await readAfter(ofRequests, both.slice(0, 1), two)).state.kind, "waiting");
    const { state } = await readAfter(ofRequests, both, two);
    assert.ok(state.kind === "decided");
    assert.deepEqual(
      [state.person, ...state.others!].map(({ id }) => id),
      ["carla", "dora"],
    );
  });

  it("is not decided by a status that somebody has moved it into", async () => {
    const { state } = await readAfter(ofRequests, [["move to Approved", "eve"]]);
    assert.equal(state.kind, "waiting");
  });
});

describe("Jira: a ticket that somebody has tampered with", () => {
  it("names no request, or no other one, where its property was forged", async () => {
    for (const settings of [ofIssues, ofRequests]) {
      const { requestId: named } = await readAfter(settings, [["edit property", "eve"]]);
      assert.equal(named, undefined);
    }
  });

  it("names no other request where property and label were forged together", async () => {
    const actions = [
      ["edit property", "eve"],
      ["edit labels", "eve"],
    ] as const;
    const { requestId: named } = await readAfter(ofIssues, actions);
    assert.equal(named, undefined);
  });

  it("still names its own where only the label was taken", async () => {
    const { requestId: named } = await readAfter(ofIssues, [["edit labels", "eve"]]);
    assert.equal(named, requestId(requestOf()));
  });

  it("of another request names that one", async () => {
    const world = new JiraWorld();
    const other = await world.open(requestOf({ token: otherToken }));
    await world.act("approve", "carla");
    const { requestId: named } = (await world.reader.read(other!.id))!;
    assert.notEqual(named, requestId(requestOf()));
  });

  it("of another site is none", async () => {
    const [ours, theirs] = [new JiraWorld(), new JiraWorld()];
    const id = await theirs.opened();
    await theirs.act("approve", "carla");
    assert.equal(await ours.reader.read(id), undefined);
  });
});

describe("Jira: a ticket that cannot be read to the end", () => {
  it("throws where any call fails, and decides nothing", async () => {
    for (const settings of [ofIssues, ofRequests]) {
      for (let at = 0; ; at += 1) {
        const world = new JiraWorld(settings);
        const id = await world.opened();
        await world.act("approve", "carla");
        world.seconds += settled;
        world.failAt(at, "after");
        const reading = await world.reader.read(id).catch((error: unknown) => {
          assert.ok(error instanceof TransientError);
        });
        if (!world.hasFailed) break;
        assert.equal(reading, undefined, `call ${at}`);
      }
    }
  });

  it("throws where a list has no end, or an answer another form", async () => {
    const endless = { isLast: false, values: [], startAt: 0, maxResults: 50, total: 9 };
    for (const body of [endless, {}, { ...endless, isLast: true, values: [{ id: "1" }] }]) {
      const world = new JiraWorld();
      const id = await world.opened();
      world.changed = (_, { url }) =>
        url.includes("/changelog") ? { status: 200, body } : undefined;
      await assert.rejects(world.reader.read(id), TransientError);
    }
  });

  it("is read again where the secret is malformed, which somebody may mend", async () => {
    const world = new JiraWorld();
    const id = await world.opened();
    const sent = world.sent.length;
    const good = { siteUrl, email: "a@b.c", apiToken: "x" };
    for (const text of ["{", "{}", ...withoutEach(good), JSON.stringify({ ...good, email: "" })]) {
      const around = { ...world.around(""), credentials: async () => text };
      await assert.rejects(jira.createReader!(around).read(id), { name: "TransientError" });
    }
    assert.equal(world.sent.length, sent);
  });

  it("is read at no site but that of its credentials, whatever the gate's record says", async () => {
    const world = new JiraWorld();
    const id = await world.opened();
    const sent = world.sent.length;
    for (const [settings, own] of [
      [{ ...ofIssues, siteUrl: "https://evil.example" }, siteUrl],
      [{ ...ofIssues, siteUrl: `${siteUrl}.evil.example` }, siteUrl],
      [ofRequests, "https://other.atlassian.net"],
      [ofRequests, `${siteUrl}:8443`],
    ] as const) {
      const secret = { siteUrl: own, email: "a@b.c", apiToken: "secret" };
      const of = { ...world.around("", settings), credentials: async () => JSON.stringify(secret) };
      await assert.rejects(jira.createReader!(of).read(id), (error: Error) => {
        assert.equal(error.name, "TransientError");
        assert.match(error.message, /another siteUrl than https/);
        assert.match(remedyOf(error) ?? "", /table of gates/);
        assert.doesNotMatch(error.message, /secret|a@b/);
        return true;
      });
    }
    assert.equal(world.sent.length, sent);
  });

  it("is not read without a user whom Jira knows", async () => {
    const world = new JiraWorld();
    const id = await world.opened();
    world.changed = (_, { url }) => (url.endsWith("/myself") ? { status: 401 } : undefined);
    await assert.rejects(world.reader.read(id), /401 to the question who it is/);
  });
});
