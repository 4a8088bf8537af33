/** Tickets that somebody has tampered with, read by the deployed decider from stand-ins of ServiceNow and Jira. */
import * as assert from "node:assert/strict";
import { decisionsOf } from "../support/e2e";
import { assertClosed, channel, ids, openSlack, type SlackAws } from "../support/e2e-slack";
import { invokeDecider, secretArn } from "../support/e2e-webhook";

const people = { carla: "Carla", mallory: "Mallory" };

/** A system of ours of each kind, and an instance of another tenant. */
const systems = {
  changes: { kind: "servicenow", url: "https://ours.service-now.com" },
  foreign: { kind: "servicenow", url: "https://theirs.service-now.com" },
  issues: { kind: "jira", url: "https://ours.atlassian.net" },
};
type Name = keyof typeof systems;

const argumentsOf: Record<Name, object> = {
  changes: { instanceUrl: systems.changes.url },
  foreign: { instanceUrl: systems.foreign.url },
  issues: {
    siteUrl: systems.issues.url,
    issue: {
      ...{ projectKey: "OPS", issueTypeId: "10001" },
      ...{ approvedStatusIds: ["10001"], rejectedStatusIds: ["10002"] },
    },
  },
};

const readerArn = (name: string): string => secretArn(`${name}-reader`);

const mapped = (to: (name: Name) => object): object =>
  Object.fromEntries((Object.keys(systems) as Name[]).map((name) => [name, to(name)]));

/** What a person does to a ticket until it approves. */
const ways = { changes: ["approve", "implement"], issues: ["approve"] };
const purposes = ["allowed", "outsider", "borrowed"];

describe("a ticket of another system", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const slack = { channel, approverUserIds: [ids.ann] };
    const gate = (name: string, connector: Name) => ({
      ...{ name, slack, connectors: { [connector]: ["carla"] } },
    });
    const pipelines = (["changes", "issues"] as const).flatMap((connector) =>
      purposes.map((purpose) => gate(`${connector}-${purpose}`, connector)),
    );
    const connectors = mapped((name) => ({
      ...{ kind: systems[name].kind, credentialsSecretArn: secretArn(name) },
      ...{ readerCredentialsSecretArn: readerArn(name), ...argumentsOf[name] },
    }));
    const around = mapped((name) => ({
      ...{ ...systems[name], people, credentialsArn: secretArn(name) },
      readerCredentialsArn: readerArn(name),
    }));
    local = await openSlack([...pipelines, gate("foreign", "foreign")], {
      config: { connectors },
      systems: Object.values(around),
    });
  });

  after(() => local.close());

  /** What the hub keeps of a pipeline's newest request. */
  async function kept(pipeline: string): Promise<any> {
    const { stores, resources } = local.rehearsal.account;
    const table = resources.find(({ name }) => name === "hub-requests")!;
    const all = (await stores.tables.items(table.state.name)) as any[];
    const ours = all.filter(({ pipelineName }) => pipelineName === pipeline);
    return ours.sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1)).at(-1);
  }

  const systemOf = (name: Name) =>
    local.rehearsal.systems!.all.find(({ id }) => id === systems[name].url)!;

  /** People do this to the ticket, and the connector's schedule comes by. */
  async function act(
    name: Name,
    pipeline: string,
    actions: readonly string[],
    person: keyof typeof people = "carla",
  ): Promise<void> {
    const [{ label }] = (await kept(pipeline)).tickets;
    for (const action of actions) await systemOf(name).act(label, action, person);
    await local.minutes(1);
  }

  const decisions = (pipeline: string) => decisionsOf(local.calls, pipeline);

  /** Nobody has asked CodePipeline to decide; people still can, and read why they have to. */
  async function waits(pipeline: string, why = ""): Promise<void> {
    assert.deepEqual(decisions(pipeline), []);
    const { text, blocks } = local.message(pipeline);
    assert.match(text, /^Approval needed/);
    const shown = JSON.stringify(blocks);
    assert.ok(shown.includes(why), shown);
    assert.equal((await local.action(pipeline)).latestExecution?.status, "InProgress");
  }

  /** Whoever may invoke the decider has it look at a ticket for a request; what it has logged. */
  async function point(pipeline: string, connector: Name, ticket: string): Promise<string> {
    const { action, token } = await kept(pipeline);
    const channelOf = { channel: systems[connector].kind, connector };
    await invokeDecider(local, { version: 1, ...channelOf, action, token, ticket });
    const { logs } = local.functions.invocations().at(-1)!;
    await local.settled();
    return logs.join("\n");
  }

  it("of servicenow waits on hold and outside its window", async () => {
    const pipeline = "changes-allowed";
    await act("changes", pipeline, ["approve", "implement", "hold"]);
    await waits(pipeline, "Implement; on hold");
    await act("changes", pipeline, ["move window", "resume"]);
    await waits(pipeline, "Implement; its window opens");
  });

  it("of jira decides nothing when its property and its label name another request", async () => {
    const pipeline = "issues-borrowed";
    await act("issues", pipeline, ["edit property", "edit labels"], "mallory");
    await act("issues", pipeline, ["approve"]);
    const [{ id }] = (await kept(pipeline)).tickets;
    assert.match(await point(pipeline, "issues", id), /the ticket proves of no request/);
    await waits(pipeline);
  });

  for (const connector of ["changes", "issues"] as const) {
    const { kind } = systems[connector];
    const of = (purpose: string): string => `${connector}-${purpose}`;

    it(`of ${kind} decides as who moved it, by credentials that the gate's role alone reads`, async () => {
      await act(connector, of("allowed"), connector === "changes" ? ["move window"] : ["approve"]);
      const [decided] = await local.history(of("allowed"), "Decide");
      assert.equal(decided.status, "Succeeded");
      assert.match(decided.updatedBy!, new RegExp(`-allowed-[\\w-]+/${kind}-carla-Carla$`));
      assertClosed(local.message(of("allowed")), "Approved");
      const reads = local.calls.filter(({ resource }) => resource === readerArn(connector));
      assert.ok(reads.length > 0);
      for (const { principal } of reads) {
        assert.match(JSON.stringify(principal), new RegExp(`${kind}-${connector}`));
      }
    });

    it(`of ${kind} changes nothing when it has decided`, async () => {
      const [{ id }] = (await kept(of("allowed"))).tickets;
      await act(connector, of("allowed"), [connector === "changes" ? "cancel" : "reject"]);
      assert.match(await point(of("allowed"), connector, id), /ticket_not_needed/);
      assert.equal(decisions(of("allowed")).length, 1);
      assertClosed(local.message(of("allowed")), "Approved");
    });

    it(`of ${kind} waits where somebody has moved it whom the gate does not name, and people decide`, async () => {
      await act(connector, of("outsider"), ways[connector], "mallory");
      await waits(of("outsider"), "approved by Mallory (mallory), who may not decide here");
      await local.decideAs("ann", local.message(of("outsider")), "approve", "Asked Mallory.");
      assertClosed(local.message(of("outsider")), "Approved");
      await act(connector, of("outsider"), [connector === "changes" ? "cancel" : "reject"]);
      assert.equal(decisions(of("outsider")).length, 1);
      assertClosed(local.message(of("outsider")), "Approved");
    });

    it(`of ${kind} decides nothing but its own request, however the decider is told of it`, async () => {
      const pipeline = of("borrowed");
      const [ours] = (await kept(pipeline)).tickets;
      const [approved] = (await kept(of("allowed"))).tickets;
      const [theirs] = (await kept("foreign")).tickets;
      // The request has its ticket: no other one is read.
      const lines = await point(pipeline, connector, approved.id);
      assert.match(lines, /another ticket is the request's/);
      // And one that has none yet is not decided by what is there.
      const [{ pipelineExecutionId }] = await local.executions(pipeline);
      await local.stop(pipeline, pipelineExecutionId!, true);
      systemOf(connector).fail("errors");
      await local.start(pipeline);
      systemOf(connector).fail(undefined);
      for (const [ticket, why] of [
        [approved.id, "the ticket of another request"],
        // Of Jira's, the property names what the ticket was not opened for.
        [
          ours.id,
          connector === "issues" ? "the ticket proves of no.*" : "the ticket of another request",
        ],
        [theirs.id, "no such ticket"],
        [approved.label, "no such ticket"],
      ]) {
        const refused = new RegExp(`"ticket_refused".*"${why}"`);
        assert.match(await point(pipeline, connector, ticket), refused);
      }
      assert.match(await point("foreign", connector, approved.id), /not the gate's connector/);
      await waits(pipeline);
      await waits("foreign");
    });
  }
});
