/** A gate that Jira decides: the connector, the site, the decider and CodePipeline together. */
import * as assert from "node:assert/strict";
import { createTicketChannel } from "../../../../../functions/channels/tickets/channel";
import { createHandler } from "../../../../../functions/connector/handler";
import { jira } from "../../../../../functions/connectors/jira";
import { settings, token } from "../../domain/samples";
import { decisions, FakeTickets, happened, scheduled } from "../../support/ticket-world";
import { expires, World } from "../../support/world";
import { sns } from "../../support/world-events";
import { JiraWorld, ofIssues, ofRequests } from "./jira-world";

const gateOf = (of: object) => ({
  ...settings,
  connectors: [
    {
      ...{ kind: "jira" as const, name: "changes", settings: JSON.stringify(of) },
      credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:jira-reader-AbCdEf",
      ...{ approverIds: ["carla", "dora"], scheduleIds: [] },
    },
  ],
});

class GateWorld extends World {
  readonly tickets = new FakeTickets();
  readonly jira: JiraWorld;

  constructor(of: object, entry: object = {}) {
    super();
    this.jira = new JiraWorld(of, entry);
    this.jira.now = () => this.clock.now();
  }

  override ports(...given: Parameters<World["ports"]>) {
    const ports = super.ports(...given);
    const channel = createTicketChannel("jira", {
      ...ports,
      connectorOf: () => jira,
      credentials: {
        read: async (_, arn) => JSON.stringify(this.jira.site.credentials[arn]),
      },
      http: this.jira.http,
    });
    return { ...ports, channels: [...ports.channels, channel] };
  }

  /** The schedule, and what the decider is handed. */
  async minutes(count: number, event: object = scheduled): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      this.clock.advance(60);
      await createHandler({
        ...this.ports(),
        ...{ kind: "jira", name: "changes", system: this.jira.system, tickets: this.tickets },
        unsettled: { actions: async () => this.table.unsettledActions() },
        decider: { send: async (handed: object) => void this.handedOver.push(handed) },
        random: () => 0,
      })(event).catch(() => undefined);
      await this.decideAll();
    }
  }

  private async decideAll(): Promise<void> {
    for (let event = this.handedOver.shift(); event; event = this.handedOver.shift()) {
      await this.decide(event).catch(() => undefined);
    }
  }
}

async function opened(of: object = ofIssues, entry: object = {}): Promise<GateWorld> {
  const world = new GateWorld(of, entry);
  world.gates.set(settings.action, gateOf(of));
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  await world.minutes(1, happened("Requested"));
  return world;
}

const handOver = {
  ...{ version: 1, channel: "jira", connector: "changes", action: settings.action, token },
};

describe("A gate that Jira decides", () => {
  it("links to its issue, and is approved by who may, in their name", async () => {
    const world = await opened();
    assert.match(world.message(), /Jira OPS-1/);
    await world.jira.act("approve", "carla");
    await world.minutes(1);
    assert.deepEqual(decisions(world), ["Approved jira-carla-Carla"]);
    await world.minutes(1);
    const [{ lines, state }] = world.jira.site.tickets();
    assert.ok(lines.some((line) => line.includes("Approved by Carla (carla) in Jira")));
    assert.equal(state, "Approved");
  });

  it("is rejected there", async () => {
    const world = await opened();
    await world.jira.act("reject", "dora");
    await world.minutes(1);
    assert.deepEqual(decisions(world), ["Rejected jira-dora-Dora"]);
  });

  it("is approved by all approvers of a service desk's request", async () => {
    const world = await opened(ofRequests, { approvalsNeeded: 2 });
    await world.jira.act("approve", "dora");
    await world.minutes(2);
    assert.deepEqual(decisions(world), []);
    await world.jira.act("approve", "carla");
    await world.minutes(2);
    assert.deepEqual(decisions(world), ["Approved jira-carla-Carla"]);
    assert.match(world.message(), /Carla \(carla\) in Jira, with Dora \(dora\)/);
  });

  it("waits where one of them may not decide at the gate", async () => {
    const world = await opened(ofRequests, { approvalsNeeded: 2 });
    await world.jira.act("approve", "carla");
    await world.jira.act("approve", "eve");
    await world.minutes(3);
    assert.deepEqual(decisions(world), []);
    assert.match(world.message(), /approved by Eve \(eve\), who may not decide here/);
  });

  it("waits where it was moved by somebody who may not, also after one who may", async () => {
    const world = await opened();
    await world.jira.act("approve", "eve");
    await world.minutes(2);
    await world.jira.act("move to To Do", "carla");
    await world.jira.act("approve", "eve");
    await world.minutes(2);
    assert.deepEqual(decisions(world), []);
    await world.jira.act("move to To Do", "eve");
    await world.jira.act("approve", "carla");
    await world.minutes(1);
    assert.deepEqual(decisions(world), ["Approved jira-carla-Carla"]);
  });

  it("waits where the property was forged", async () => {
    const world = await opened();
    await world.jira.act("edit property", "eve");
    await world.jira.act("approve", "carla");
    await world.minutes(2);
    assert.deepEqual(decisions(world), []);
  });

  it("is not decided by another issue, approved by who may", async () => {
    const world = await opened();
    const other = { project: { key: "OPS" }, issuetype: { id: "10001" }, summary: "Lunch" };
    const headers = {
      accept: "application/json",
      authorization: world.jira.sent[0].headers!.authorization,
    };
    await world.jira.http({
      ...{ method: "POST", url: "https://example.atlassian.net/rest/api/3/issue" },
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ fields: other }),
    });
    await world.jira.act("approve", "carla", "OPS-2");
    for (const ticket of ["10004", "10003", "OPS-2", "OPS-1"]) {
      await world.decide({ ...handOver, ticket }).catch(() => undefined);
    }
    assert.deepEqual(decisions(world), []);
  });

  it("changes nothing once it is decided", async () => {
    const world = await opened();
    await world.jira.act("reject", "carla");
    await world.minutes(1);
    await world.jira.act("approve", "dora");
    await world.minutes(2);
    assert.deepEqual(decisions(world), ["Rejected jira-carla-Carla"]);
  });
});
