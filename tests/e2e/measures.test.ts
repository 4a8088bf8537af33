/** What a hub measures of requests that are decided, expire and wait, while the clock is moved; who is told. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { type LocalAws, openFixture } from "../support/e2e";
import { type Point, pointsOf } from "../support/metric-lines";

const businessHours = { timeZone: "UTC", hours: everyDay("00:00-24:00") };
const sla = { respondWithinMinutes: 30, businessHours };
const hubName = "gates/rehearsal/hub";

function everyDay(hours: string): Record<string, string> {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  return Object.fromEntries(days.map((day) => [day, hours]));
}

describe("what a hub measures", function () {
  this.timeout(240_000);
  let local: LocalAws;

  before(async () => {
    local = await openFixture("gates", {
      alarmEmail: "ops@example.com",
      hub: { metricsByGate: true, stuckAfterMinutes: 60, dashboard: true },
      pipelines: [
        { name: "approved", inHub: true, sla },
        { name: "rejected", inHub: true },
        { name: "expired", inHub: true, timeoutInMinutes: 20 },
        { name: "waiting", inHub: true, sla },
      ],
    });
  });

  after(() => local.close());

  const functionName = (kind: string): string =>
    local.rehearsal.account.resources.find(
      ({ type, name }) => type === "aws:lambda/function:Function" && name === `hub-${kind}`,
    )!.state.name;

  /** Points of a function's log, in order. */
  function points(kind: string): Point[] {
    const { functions } = local.rehearsal.account;
    const { logGroup } = functions.settings(functionName(kind));
    const lines = functions.logs(logGroup);
    // Whatever else is printed is a line of JSON as well: nothing warns beside the log.
    for (const line of lines) assert.equal(typeof JSON.parse(line), "object", line);
    return pointsOf(lines, "CodePipelineApprovals");
  }

  const gateOf = (pipeline: string): string => `${pipeline}/Approve/Decide`;

  /** Of a gate, or of the hub where none is named. */
  function measured(kind: string, pipeline?: string): Point[] {
    const Gate = pipeline === undefined ? {} : { Gate: gateOf(pipeline) };
    return points(kind).filter(({ dimensions }) => {
      const wanted = { Hub: hubName, ...Gate };
      return JSON.stringify(dimensions) === JSON.stringify(wanted);
    });
  }

  const named = (all: readonly Point[], name: string): number[] =>
    all.filter((point) => point.name === name).map(({ value }) => value);

  const newest = (name: string, pipeline?: string): number =>
    named(measured("measures", pipeline), name).at(-1)!;

  async function pass(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 5) {
      local.rehearsal.clock.advance(Math.min(5, minutes - passed) * 60_000);
      await new Promise((resolve) => setImmediate(resolve));
      await local.settled();
    }
  }

  const mails = (): string[] => {
    const folder = path.join(local.rehearsal.folder, "mailbox");
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder)
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8").replace(/=\r\n/g, ""))
      .filter((mail) => /^To: ops@example\.com\r?$/m.test(mail))
      .filter((mail) => /^Subject: Approval waits/m.test(mail));
  };

  it("counts each request, by hub and by gate", () => {
    assert.deepEqual(named(measured("publisher"), "Requested"), [1, 1, 1, 1]);
    for (const name of ["approved", "rejected", "expired", "waiting"]) {
      assert.deepEqual(named(measured("publisher", name), "Requested"), [1], name);
    }
  });

  it("says every five minutes what waits, and that the hub looks after it", async () => {
    await pass(10);
    assert.deepEqual(named(measured("sweep"), "Swept"), [1, 1]);
    assert.equal(newest("Waiting"), 4);
    assert.equal(newest("Waiting", "approved"), 1);
    const oldest = newest("OldestWaitingSeconds");
    assert.ok(oldest >= 540 && oldest <= 700, String(oldest));
    assert.equal(newest("OldestOverdueSeconds"), 0);
  });

  it("measures how long an approval took, in working time where the gate has some", async () => {
    await local.decide("ann", await local.request("approved"));
    const of = measured("publisher", "approved");
    assert.deepEqual(
      of.map(({ name, unit }) => `${name} ${unit}`),
      [
        ...["Requested Count", "Approved Count", "SecondsToFirstResponse Seconds"],
        ...["SecondsToDecision Seconds", "WorkingSecondsToDecision Seconds"],
      ],
    );
    const [seconds] = named(of, "SecondsToDecision");
    assert.ok(seconds >= 600 && seconds < 700, String(seconds));
    assert.deepEqual(named(of, "SecondsToFirstResponse"), [seconds]);
    const [working] = named(of, "WorkingSecondsToDecision");
    // Every minute of its week is open; working time counts in whole minutes.
    assert.ok(Math.abs(working - seconds) <= 60, `${working} of ${seconds}`);
    assert.equal(newest("Waiting"), 4, "until the next sweep");
  });

  it("measures a rejection, without working time where the gate has no hours", async () => {
    await local.decide("bob", await local.request("rejected"), "Rejected", "Not today.");
    const of = measured("publisher", "rejected");
    assert.deepEqual(named(of, "Rejected"), [1]);
    assert.deepEqual(named(of, "Approved"), []);
    assert.equal(named(of, "SecondsToDecision").length, 1);
    assert.deepEqual(named(of, "WorkingSecondsToDecision"), []);
  });

  it("counts what expired, and no decision with it", async () => {
    await pass(15);
    const of = measured("publisher", "expired");
    assert.deepEqual(named(of, "Expired"), [1]);
    for (const name of ["SecondsToDecision", "SecondsToFirstResponse", "Approved", "Rejected"]) {
      assert.deepEqual(named(of, name), [], name);
    }
  });

  it("says zero of the gates of which nothing waits, and how late the other is", async () => {
    await pass(30);
    for (const name of ["approved", "rejected", "expired"]) {
      assert.equal(newest("Waiting", name), 0, name);
      assert.equal(newest("OldestWaitingSeconds", name), 0, name);
    }
    assert.equal(newest("Waiting"), 1);
    assert.equal(newest("Waiting", "waiting"), 1);
    const overdue = newest("OldestOverdueSeconds", "waiting");
    assert.ok(overdue >= 1200 && overdue <= 1800, String(overdue));
    assert.equal(newest("OldestOverdueSeconds"), overdue);
    const of = measured("publisher", "waiting");
    assert.deepEqual([named(of, "Reminded"), named(of, "SlaBreached")], [[1], [1]]);
  });

  it("tells the topic of the alarms of what waits for too long, once, and where to decide it", async () => {
    assert.deepEqual(mails(), []);
    await pass(20);
    const [mail, ...others] = mails();
    assert.deepEqual(others, []);
    assert.match(mail, /Subject: Approval waits for 1 h.*: Approve \/ Decide of waiting/);
    assert.match(mail, /https:\/\/eu-west-1\.console\.aws\.amazon\.com\/\S*\/waiting\/view/);
  });

  it("reads no more of a request than how it stands", async () => {
    const { directory, functions, stores } = local.rehearsal.account;
    const { roleArn } = functions.settings(functionName("measures"));
    const session = directory.assume({ roleArn, sessionName: "measures" });
    const client = new DynamoDBClient({
      ...{ endpoint: local.rehearsal.url, region: "eu-west-1", maxAttempts: 1 },
      credentials: session,
    });
    const query = (...names: string[]) =>
      client.send(
        new QueryCommand({
          TableName: stores.tables.names().find((name) => name.includes("requests")),
          Select: "SPECIFIC_ATTRIBUTES",
          ProjectionExpression: names.map((name) => `#${name}`).join(", "),
          KeyConditionExpression: "#action = :action",
          ExpressionAttributeNames: Object.fromEntries(
            [...names, "action"].map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: { ":action": { S: gateOf("waiting") } },
        }),
      );
    assert.equal((await query("status")).Items?.length, 1);
    await assert.rejects(query("status", "customData"), { name: "AccessDeniedException" });
    client.destroy();
  });

  it("ends with the request, and leaves no dead letter", async () => {
    await local.decide("ann", await local.request("waiting"));
    await pass(5);
    assert.equal(newest("Waiting"), 0);
    assert.deepEqual(named(measured("publisher"), "Approved"), [1, 1]);
    assert.equal(mails().length, 1);
    const { queues } = local.rehearsal.account.stores;
    assert.deepEqual(
      queues.arns().flatMap((arn) => queues.messages(arn)),
      [],
    );
  });
});
