/** What the deployed hub lost on the way, its sweeps bring to its end: on the real functions, roles and tables. */
import * as assert from "node:assert/strict";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { gate, openSlack, type SlackAws } from "../support/e2e-slack";

const names = ["console", "unheard", "unposted", "undrawn", "untouched"];

describe("sweep", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack(names.map((name) => gate(name)));
  });

  after(() => local.close());

  /** Sweeps that come when the clock goes on. */
  async function sweeps(count: number): Promise<void> {
    for (let times = 0; times < count; times += 1) {
      local.rehearsal.clock.advance(5 * 60_000);
      // The next one is due after this one was.
      await new Promise((resolve) => setImmediate(resolve));
      await local.settled();
    }
  }

  async function kept(pipeline: string): Promise<any[]> {
    const { tables } = local.rehearsal.account.stores;
    const items = await tables.items(tables.names().find((name) => name.includes("requests"))!);
    return items.filter(({ pipelineName }) => pipelineName === pipeline);
  }

  const runsOf = (kind: "notifier" | "watcher" | "sweep"): number =>
    local.functions
      .invocations()
      .filter(({ functionName }) => functionName === local.functionName(kind)).length;

  it("may list the keys of gates, and is refused a Scan of all that they say", async () => {
    const { directory, functions, stores } = local.rehearsal.account;
    const { roleArn } = functions.settings(local.functionName("sweep"));
    const { accessKeyId, secretAccessKey, sessionToken } = directory.assume({
      ...{ roleArn, sessionName: "sweep" },
    });
    const client = new DynamoDBClient({
      ...{ endpoint: local.rehearsal.url, region: "eu-west-1", maxAttempts: 1 },
      credentials: { accessKeyId, secretAccessKey, sessionToken },
    });
    const TableName = stores.tables.names().find((name) => name.includes("gates"))!;
    const scan = (more: object) => client.send(new ScanCommand({ TableName, ...more }));
    const keys = { Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "#a" } as const;
    const ExpressionAttributeNames = { "#a": "action" };
    const { Items = [] } = await scan({ ...keys, ExpressionAttributeNames });
    assert.equal(Items.length, names.length);
    assert.deepEqual(Object.keys(Items[0]), ["action"]);
    const denied = { name: "AccessDeniedException" };
    await assert.rejects(scan({}), denied);
    const more = { ...keys, ExpressionAttributeNames: { "#a": "approverUserIds" } };
    await assert.rejects(scan(more), denied);
    client.destroy();
  });

  it("closes what was decided in the console while the watcher heard nothing", async () => {
    local.functions.fail(local.functionName("watcher"), "crash", 3);
    await local.decide("ann", await local.request("console"));
    await local.minutes(4);
    assert.equal((await kept("console"))[0].status, "PENDING");
    await sweeps(2);
    const [request] = await kept("console");
    assert.equal(request.status, "DECIDED");
    assert.equal(request.unsettled, undefined);
    assert.match(JSON.stringify(local.message("console").blocks), /Approved by ann/);
  });

  it("shows a request whose notification was lost, which is decided in Slack then", async () => {
    local.functions.fail(local.functionName("notifier"), "crash", 3);
    const before = local.messages("unheard").length;
    await local.decideAs("ann", local.message("unheard"), "reject", "Not yet, please.");
    await local.start("unheard");
    await local.minutes(4);
    assert.equal(local.messages("unheard").length, before);
    await sweeps(14);
    assert.equal(local.messages("unheard").length, before + 1);
    await local.decideAs("ann", local.message("unheard"), "approve");
    assert.deepEqual(local.deployed("unheard"), ["index.html"]);
    const statuses = (await kept("unheard")).map(({ status }) => status);
    assert.deepEqual(statuses, ["DECIDED", "DECIDED"]);
  });

  it("posts a request that was kept when the notifier ended", async () => {
    const before = local.messages("unposted").length;
    await local.decideAs("ann", local.message("unposted"), "reject", "Not yet, please.");
    local.slack.fail("chat.postMessage", "internal_error", 99);
    await local.start("unposted");
    await local.minutes(4);
    assert.equal(local.messages("unposted").length, before);
    local.slack.fail("chat.postMessage", "internal_error", 0);
    await sweeps(2);
    assert.equal(local.messages("unposted").length, before + 1);
  });

  it("mends a message that Slack did not let the functions change", async () => {
    local.slack.fail("chat.update", "internal_error", 99);
    await local.decide("ann", await local.request("undrawn"));
    await local.minutes(4);
    assert.doesNotMatch(JSON.stringify(local.message("undrawn").blocks), /Approved by ann/);
    local.slack.fail("chat.update", "internal_error", 0);
    await sweeps(2);
    assert.match(JSON.stringify(local.message("undrawn").blocks), /Approved by ann/);
  });

  it("leaves alone what waits and is shown", async () => {
    const [before] = await kept("untouched");
    const { text } = local.message("untouched");
    await sweeps(3);
    const [after] = await kept("untouched");
    assert.deepEqual(after, before);
    assert.equal(local.message("untouched").text, text);
    assert.equal(local.messages("untouched").length, 1);
  });

  it("hands nothing over where nothing is open", async () => {
    for (const name of ["unposted", "untouched"]) {
      await local.decideAs("ann", local.message(name), "approve");
    }
    await sweeps(12);
    // At midnight, once a day, the watcher looks at every gate.
    const hour = (): number => local.rehearsal.clock.now().getUTCHours();
    while (hour() === 23 || hour() === 0) await sweeps(12);
    const [swept, watched] = [runsOf("sweep"), runsOf("watcher")];
    await sweeps(6);
    assert.equal(runsOf("sweep"), swept + 6);
    assert.equal(runsOf("watcher"), watched);
  });
});
