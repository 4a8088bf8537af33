import * as assert from "node:assert/strict";
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import {
  arn,
  type Equipment,
  policy,
  putRole,
  refusal,
  roleArn,
  startEquipped,
} from "../api/equipped";

const busArn = arn("events", "event-bus/requests");
const good = {
  ...{ EventBusName: "requests", Source: "codepipeline-approvals", DetailType: "Decided" },
  Detail: '{"sequence":1}',
};

describe("EventBridge at the endpoint", () => {
  let local: Equipment;
  const clients: EventBridgeClient[] = [];

  /** Puts entries as a role; members of `good` stand where an entry says nothing else. */
  async function put(role: string, ...entries: Partial<PutEventsRequestEntry>[]) {
    const client = new EventBridgeClient(local.as(role));
    clients.push(client);
    const Entries = entries.map((entry) => ({ ...good, ...entry }));
    return client.send(new PutEventsCommand({ Entries }));
  }

  before(async () => {
    local = await startEquipped();
    const { directory, buses } = local;
    buses.create("requests", busArn);
    buses.create("other", arn("events", "event-bus/other"));
    for (const name of ["requests", "other"]) {
      const bus = buses.get(name);
      bus.putRule({ name: "r", arn: `rule/${name}`, eventPattern: '{"detail":{"sequence":[1]}}' });
      bus.putTarget("r", { arn: "target", id: "t" });
    }
    putRole(directory, "publisher", [{ Action: "events:PutEvents", Resource: busArn }]);
    putRole(directory, "nobody", []);
    putRole(directory, "barred", [{ Effect: "Deny", Action: "events:*", Resource: "*" }]);
  });
  beforeEach(() => {
    local.events.length = 0;
    local.buses.setPolicy("requests", undefined);
  });
  after(async () => {
    clients.forEach((client) => client.destroy());
    await local.stop();
  });

  it("puts an event on the bus, with the account, the Region and an id", async () => {
    const { FailedEntryCount, Entries } = await put("publisher", { Resources: ["r"] });
    assert.equal(FailedEntryCount, 0);
    const [{ target, rule, event }] = local.events;
    assert.deepEqual([target, rule, event.id], ["target", "rule/requests", Entries![0].EventId]);
    assert.deepEqual(
      [event.source, event["detail-type"], event.account, event.region, event.resources],
      ["codepipeline-approvals", "Decided", "111122223333", "eu-west-1", ["r"]],
    );
    assert.deepEqual(event.detail, { sequence: 1 });
    assert.match(event.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it("takes the time that an entry says, and the bus by its ARN", async () => {
    const Time = new Date("2026-01-02T03:04:05.678Z");
    await put("publisher", { Time, EventBusName: busArn });
    assert.equal(local.events[0].event.time, "2026-01-02T03:04:05Z");
  });

  it("answers for each entry what became of it, in their order", async () => {
    const answer = await put(
      "publisher",
      {},
      { Source: "aws.codepipeline" },
      { Detail: "[1]" },
      { Detail: "{" },
      { DetailType: "" },
      {},
    );
    assert.equal(answer.FailedEntryCount, 4);
    assert.deepEqual(
      answer.Entries!.map(({ ErrorCode }) => ErrorCode),
      [
        undefined,
        "NotAuthorizedForSourceException",
        "MalformedDetail",
        "MalformedDetail",
        "InvalidArgument",
        undefined,
      ],
    );
    assert.equal(local.events.length, 2);
  });

  it("fails entries as it is told to", async () => {
    local.buses.fail("requests", "ThrottlingException");
    const { FailedEntryCount, Entries } = await put("publisher", {}, {});
    assert.equal(FailedEntryCount, 1);
    assert.equal(Entries![0].ErrorCode, "ThrottlingException");
    assert.equal(local.events.length, 1);
  });

  it("takes ten entries, and less than 256 KB in all", async () => {
    const ten = Array.from({ length: 10 }, () => ({}));
    assert.equal((await put("publisher", ...ten)).FailedEntryCount, 0);
    assert.equal((await refusal(put("publisher", ...ten, {}))).name, "ValidationException");
    const rest = Buffer.byteLength(good.Source + good.DetailType);
    const detail = (bytes: number) => `{"a":"${"x".repeat(bytes - rest - 8)}"}`;
    await put("publisher", { Detail: detail(256 * 1024 - 1) });
    const { message } = await refusal(put("publisher", { Detail: detail(256 * 1024) }));
    assert.match(message, /over the limit/);
  });

  it("asks for the right on every bus that is named", async () => {
    for (const [role, entries] of [
      ["nobody", [{}]],
      ["publisher", [{}, { EventBusName: "other" }]],
      ["publisher", [{ EventBusName: undefined }]],
    ] as const) {
      assert.equal((await refusal(put(role, ...entries))).name, "AccessDeniedException");
    }
    assert.deepEqual(local.events, []);
  });

  it("lets in whom the bus's policy lets in, unless somebody denies it", async () => {
    const allow = (Effect: string, ...names: string[]) => ({
      ...{ Effect, Action: "events:PutEvents", Resource: busArn },
      Principal: { AWS: names.map(roleArn) },
    });
    local.buses.setPolicy("requests", policy(allow("Allow", "nobody", "barred")));
    assert.equal((await put("nobody", {})).FailedEntryCount, 0);
    await refusal(put("barred", {}));
    const account = { AWS: "arn:aws:iam::111122223333:root" };
    local.buses.setPolicy("requests", policy({ ...allow("Allow"), Principal: account }));
    await refusal(put("nobody", {}));
    local.buses.setPolicy("requests", policy(allow("Deny", "publisher")));
    await refusal(put("publisher", {}));
  });

  it("refuses a bus that is not there", async () => {
    putRole(local.directory, "wide", [{ Action: "events:PutEvents", Resource: "*" }]);
    const { name } = await refusal(put("wide", { EventBusName: "none" }));
    assert.equal(name, "ResourceNotFoundException");
  });
});
