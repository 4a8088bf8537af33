/** Every call of every system fails in turn, in every way: nothing is approved by it, nothing is lost, and people can decide. */
import * as assert from "node:assert/strict";
import { decisions } from "../support/ticket-world";
import { click } from "../support/world-events";
import { type Failure, type SystemWorld, systemWorld, type Tried } from "./system-world";

const people = { carla: "Carla" };
const site = { siteUrl: "https://example.atlassian.net", fields: {}, closedStatusId: "10003" };
const jira = { kind: "jira", entry: { url: site.siteUrl, people }, go: ["approve"] };

const kinds: Readonly<Record<string, Tried>> = {
  servicenow: {
    kind: "servicenow",
    settings: {
      ...{ instanceUrl: "https://example.service-now.com", changeType: "normal", fields: {} },
      states: { implement: "-1", canceled: "4", closed: "3" },
    },
    entry: { url: "https://example.service-now.com", people },
    go: ["approve", "implement"],
  },
  "jira, an issue": {
    ...jira,
    settings: {
      ...{ ...site, mode: "issue", projectKey: "OPS", issueTypeId: "10001" },
      ...{ approvedStatusIds: ["10001"], rejectedStatusIds: ["10002"] },
    },
  },
  "jira, a request": {
    ...jira,
    settings: {
      ...{ ...site, mode: "request", serviceDeskId: "1", requestTypeId: "25" },
      ...{ approvedStatusIds: [], rejectedStatusIds: [] },
    },
  },
  webhook: {
    kind: "webhook",
    settings: { url: "https://releases.example.com/hooks" },
    entry: { url: "https://releases.example.com/hooks", people },
    takesAll: true,
  },
  pagerduty: {
    kind: "pagerduty",
    settings: { serviceRegion: "us", severity: "error" },
    entry: { people: { "carla@example.com": "Carla" } },
  },
  teams: {
    kind: "teams",
    settings: {},
    entry: { url: "https://prod-1.westeurope.logic.azure.com/workflows/1?api-version=1&sig=x" },
    takesAll: true,
  },
};

const failures: Readonly<Record<string, Failure>> = {
  ...Object.fromEntries([401, 403, 404, 409, 429, 500].map((status) => [status, { status }])),
  garbage: { status: 200, text: "<html>Hibernating" },
  "no answer": "no answer",
  "an answer that is lost": "lost",
};

const decideInSlack = (world: SystemWorld) => world.decide(click({ result: "Approved" }));

/** The request comes, is escalated, and Carla moves its ticket; where that decides nothing, Ann decides in Slack. */
async function life(of: Tried, failure?: SystemWorld["failure"]): Promise<SystemWorld> {
  const world = await systemWorld(of, failure);
  await world.after(6);
  await world.escalate();
  await world.after(6);
  assert.deepEqual(decisions(world), []);
  assert.match(world.message(), /Approve/);
  if (of.go !== undefined && world.standIn.tickets().length > 0) {
    await world.go();
    await world.after(1);
    await world.after(20);
  }
  if (decisions(world).length === 0) await decideInSlack(world);
  await world.after(6);
  return world;
}

/** Who has decided, and what the system knows in the end: however often and whenever it was said. */
function endOf(world: SystemWorld): string {
  const tickets = world.standIn.tickets().map(({ id, title, state, lines }) =>
    // A card of Teams may be posted twice, and an alert of PagerDuty triggered; nobody opens a second ticket.
    JSON.stringify([
      world.of.go === undefined ? title : id,
      state,
      ...new Set(lines.filter((line) => line !== "Triggered again.")),
    ]),
  );
  const end = JSON.stringify([decisions(world), ...new Set(tickets)]);
  return (
    end
      .replace(/\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, "TIME")
      // Who may not read users does not learn their names.
      .replace(/([-y] ?)carla(?=[" ])/g, "$1Carla")
  );
}

for (const [name, of] of Object.entries(kinds)) {
  describe(`A call that fails: ${name}`, () => {
    let calm: SystemWorld;
    before(async () => {
      calm = await life(of);
      assert.deepEqual(calm.kept, []);
    });

    for (const [how, failure] of Object.entries(failures)) {
      // By their own words, whatever they answer with 2xx has been taken.
      if (how === "garbage" && of.takesAll) continue;
      it(`once, by ${how}: all comes to its end, or somebody is told`, async () => {
        for (let at = 0; at < calm.asked.length; at += 1) {
          const world = await life(of, (call) => (call === at ? failure : undefined));
          const what = `${calm.asked[at]} (call ${at})`;
          assert.equal(decisions(world).length, 1, what);
          if (world.kept.length === 0) assert.equal(endOf(world), endOf(calm), what);
        }
      });
    }

    it("for good, from any call on: people decide, and what is left is made up for", async () => {
      for (let at = 0; at < calm.asked.length; at += 1) {
        const world = await systemWorld(of, (call) => (call < at ? undefined : { status: 500 }));
        await world.after(6);
        await decideInSlack(world);
        assert.deepEqual(decisions(world), ["Approved U0ANN-Ann"]);
        await world.after(30);
        world.failure = () => undefined;
        await world.after(11 * 60);
        const tickets = world.standIn.tickets();
        if (tickets.length > 0) assert.match(JSON.stringify(tickets), /Approved by Ann|"resolved"/);
      }
    });
  });
}
