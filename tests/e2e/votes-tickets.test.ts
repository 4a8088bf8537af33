/** Several people decide, in Slack and by tickets of ServiceNow and Jira, through the deployed bundles and stand-ins. */
import * as assert from "node:assert/strict";
import { assertClosed, channel, ids, openSlack, type SlackAws } from "../support/e2e-slack";
import { secretArn } from "../support/e2e-webhook";

const { ann, bob, carol } = ids;

const systems = {
  changes: { kind: "servicenow", url: "https://ours.service-now.com" },
  issues: { kind: "jira", url: "https://ours.atlassian.net" },
};
type Name = keyof typeof systems;

/** As each system names them; Dora is nobody in Slack. */
const people = {
  changes: { "ann.change": "Ann Change", "bob.change": "Bob Change", dora: "Dora" },
  issues: { "557058:ann": "Ann Issue", "557058:bob": "Bob Issue" },
};

const issue = {
  ...{ projectKey: "OPS", issueTypeId: "10001" },
  ...{ approvedStatusIds: ["10001"], rejectedStatusIds: ["10002"] },
};

const connectors = {
  changes: {
    ...{ kind: "servicenow", instanceUrl: systems.changes.url },
    credentialsSecretArn: secretArn("changes"),
  },
  issues: {
    ...{ kind: "jira", siteUrl: systems.issues.url, issue },
    credentialsSecretArn: secretArn("issues"),
  },
};

const identities = [
  { slackUserId: ann, serviceNowUserName: "ann.change", jiraAccountId: "557058:ann" },
  { slackUserId: bob, serviceNowUserName: "bob.change", jiraAccountId: "557058:bob" },
];

const ruled = (name: string, rule: object = {}): object => ({
  ...{ name, slack: { channel, approverUserIds: [ann, bob, carol] } },
  connectors: { changes: ["ann.change", "bob.change"], issues: ["557058:ann", "557058:bob"] },
  rule: { ...{ approvals: 2, excludeStarter: false, excludeAuthor: false, identities }, ...rule },
});

/** What a person does to a ticket until it approves. */
const ways = { changes: ["approve", "implement"], issues: ["approve"] };

describe("votes in Slack and by tickets", function () {
  this.timeout(300_000);
  let local: SlackAws;

  before(async () => {
    const around = (Object.keys(systems) as Name[]).map((name) => ({
      ...{ ...systems[name], people: people[name], credentialsArn: secretArn(name) },
    }));
    const group = [{ name: "change managers", slackUserIds: [bob], approvals: 1 }];
    local = await openSlack(
      [
        ...["together", "once", "thrice", "held", "unknown"].map((name) => ruled(name)),
        ruled("refused", { rejections: 2 }),
        ruled("group", { approvals: 1, groups: group }),
      ],
      { config: { connectors }, systems: around },
    );
  });

  after(() => local.close());

  /** Somebody does this to the pipeline's ticket, and the connector's schedule comes by. */
  async function act(name: Name, pipeline: string, actions: readonly string[], person: string) {
    const { stores, resources } = local.rehearsal.account;
    const table = resources.find((one) => one.name === "hub-requests")!;
    const all = (await stores.tables.items(table.state.name)) as any[];
    const { tickets } = all.find(({ pipelineName }) => pipelineName === pipeline);
    const { label } = tickets.find(({ kind }: any) => kind === systems[name].kind);
    const system = local.rehearsal.systems!.all.find(({ id }) => id === systems[name].url)!;
    for (const action of actions) await system.act(label, action, person);
    await local.minutes(1);
  }

  const approve = (person: keyof typeof ids, pipeline: string) =>
    local.decideAs(person, local.message(pipeline), "approve");

  const shown = (pipeline: string): string => JSON.stringify(local.message(pipeline).blocks);

  async function waits(pipeline: string): Promise<void> {
    assert.equal((await local.action(pipeline)).latestExecution?.status, "InProgress");
    assert.match(local.message(pipeline).text, /^Approval needed/);
  }

  async function decided(pipeline: string): Promise<{ by: string; summary: string }> {
    const [{ updatedBy, output }] = await local.history(pipeline, "Decide");
    return {
      by: updatedBy!.split("/").at(-1)!,
      summary: output!.executionResult!.externalExecutionSummary!,
    };
  }

  it("approve together, in the name of the last, on the channel of the last", async () => {
    await approve("ann", "together");
    await waits("together");
    await act("changes", "together", ways.changes, "bob.change");
    const { by, summary } = await decided("together");
    assert.equal(by, "servicenow-bob.change-Bob-Change");
    assert.match(summary, /^Approved by Bob Change \(bob\.change\) in ServiceNow, with ann \(/);
    assert.ok(summary.includes(`with ann (${ann}) in Slack: CHG`), summary);
    assertClosed(local.message("together"), "Approved");
    assert.deepEqual(local.deployed("together"), ["index.html"]);
  });

  it("of one human are one vote, on however many channels", async () => {
    await approve("ann", "once");
    await act("changes", "once", ways.changes, "ann.change");
    assert.match(shown("once"), /Approved by Ann Change \(ann\.change\) in ServiceNow/);
    await waits("once");
    await act("issues", "once", ways.issues, "557058:ann");
    await local.minutes(2);
    await waits("once");
    assert.match(shown("once"), /Approved by Ann Issue \(557058\.ann=\w+\) in Jira/);
    assert.ok(!shown("once").includes(`Approved by ann (${ann})`), shown("once"));
    await approve("carol", "once");
    assert.match((await decided("once")).summary, /^Approved by carol .* in Slack, with Ann Issue/);
  });

  it("approve by tickets of two systems, of two humans", async () => {
    await act("issues", "thrice", ways.issues, "557058:bob");
    await waits("thrice");
    await act("changes", "thrice", ways.changes, "ann.change");
    const { summary } = await decided("thrice");
    assert.match(summary, /^Approved by Ann Change .* in ServiceNow, with Bob Issue .* in Jira: /);
  });

  it("count as long as the ticket says so", async () => {
    await act("changes", "held", ways.changes, "bob.change");
    await act("changes", "held", ["hold"], "dora");
    await approve("ann", "held");
    await waits("held");
    assert.match(
      shown("held"),
      /Bob Change \(bob\.change\): does not count while the ticket waits/,
    );
    await act("changes", "held", ["resume"], "dora");
    assert.equal((await decided("held")).summary.startsWith("Approved by"), true);
  });

  it("are none of whom the gate does not name", async () => {
    await approve("ann", "unknown");
    await act("changes", "unknown", ways.changes, "dora");
    await waits("unknown");
    assert.match(shown("unknown"), /approved by Dora \(dora\), who may not decide here/);
  });

  it("count for the groups of their person, and refuse as in Slack", async () => {
    await approve("ann", "group");
    await waits("group");
    await act("changes", "group", ways.changes, "bob.change");
    assert.equal((await decided("group")).by, "servicenow-bob.change-Bob-Change");
    await act("issues", "refused", ["reject"], "557058:ann");
    await local.decideAs("ann", local.message("refused"), "reject", "Rejected once more.");
    await waits("refused");
    await act("changes", "refused", ["reject"], "bob.change");
    assertClosed(local.message("refused"), "Rejected");
    assert.match(
      (await decided("refused")).summary,
      /^Rejected by Bob Change .* in ServiceNow, with ann/,
    );
  });
});
