import * as assert from "node:assert/strict";
import type { LocalTrails } from "../../../../../rehearsal/aws/cloudtrail";
import { type Equipment, putRole, roleArn, startEquipped } from "../api/equipped";
import { send, signed } from "../api/fixture";

const minute = 60_000;
const target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";

describe("CloudTrail's LookupEvents", () => {
  let local: Equipment;
  let trails: LocalTrails;
  beforeEach(async () => {
    local = await startEquipped();
    ({ trails } = local.stores);
    putRole(local.directory, "auditor", [{ Action: "cloudtrail:LookupEvents", Resource: "*" }]);
    putRole(local.directory, "nobody", [{ Action: "cloudtrail:LookupEvents", Resource: "arn:*" }]);
  });
  afterEach(() => local.stop());

  /** A second later, because an account may ask twice in one. */
  async function lookup(input: object = {}, role = "auditor") {
    local.clock.advance(1000);
    return ask(input, role);
  }

  async function ask(input: object = {}, role = "auditor") {
    const key = local.directory.assume({ roleArn: roleArn(role), sessionName: "a" });
    const headers = { "x-amz-target": target };
    const request = { service: "cloudtrail", headers, body: JSON.stringify(input) };
    const answered = await send(local.url, await signed(local, key, request));
    return { ...answered, ...JSON.parse(answered.body) };
  }

  function call(name: string, user = "ann"): void {
    trails.record(() => ({
      ...{ service: "codepipeline", name, userAgent: "t", requestId: name, parameters: { name } },
      identity: {
        ...{ type: "IAMUser", principalId: "AIDA", arn: `arn:aws:iam::1:user/${user}` },
        ...{ accountId: "1", accessKeyId: `AKIA${user}`, userName: user },
      },
    }));
  }

  const names = (answered: any): string[] => answered.Events.map((one: any) => one.EventName);
  const by = (AttributeKey: string, AttributeValue: string) => ({
    LookupAttributes: [{ AttributeKey, AttributeValue }],
  });

  it("shows what was called, without a trail, some minutes later", async () => {
    call("UpdatePipeline");
    assert.deepEqual((await lookup()).Events, []);
    local.clock.advance(10 * minute);
    const { Events, NextToken } = await lookup(by("ReadOnly", "false"));
    const [{ CloudTrailEvent, EventId, EventTime, ...event }] = Events;
    assert.deepEqual(event, {
      ...{ EventName: "UpdatePipeline", ReadOnly: "false", AccessKeyId: "AKIAann" },
      ...{ EventSource: "codepipeline.amazonaws.com", Username: "ann", Resources: [] },
    });
    const record = JSON.parse(CloudTrailEvent);
    assert.deepEqual(
      [record.eventID, record.requestParameters, record.requestID],
      [EventId, { name: "UpdatePipeline" }, "UpdatePipeline"],
    );
    assert.equal(Date.parse(record.eventTime), EventTime * 1000);
    assert.equal(NextToken, undefined);
  });

  it("finds by one attribute", async () => {
    call("UpdatePipeline");
    call("StopPipelineExecution", "bob");
    call("GetPipeline", "bob");
    local.clock.advance(10 * minute);
    // To look something up is a call as well.
    const found = async (input: object) =>
      names(await lookup(input)).filter((name) => name !== "LookupEvents");
    assert.deepEqual(await found(by("EventName", "UpdatePipeline")), ["UpdatePipeline"]);
    assert.deepEqual(await found(by("Username", "bob")), ["GetPipeline", "StopPipelineExecution"]);
    assert.deepEqual(await found(by("AccessKeyId", "AKIAann")), ["UpdatePipeline"]);
    assert.deepEqual(await found(by("ReadOnly", "true")), ["GetPipeline"]);
    assert.equal((await found(by("EventSource", "codepipeline.amazonaws.com"))).length, 3);
    assert.deepEqual(await found(by("ResourceName", "shop")), []);
    const [{ eventID }] = trails.all();
    assert.deepEqual(await found(by("EventId", eventID)), ["UpdatePipeline"]);
    assert.deepEqual(await found({ EventCategory: "insight" }), []);
  });

  it("finds within a range of the last 90 days", async () => {
    const time = () => local.clock.now().getTime() / 1000;
    call("UpdatePipeline");
    local.clock.advance(60 * minute);
    const between = time();
    call("DeletePipeline");
    local.clock.advance(60 * minute);
    assert.deepEqual(names(await lookup({ StartTime: between - 1 })), ["DeletePipeline"]);
    assert.deepEqual(names(await lookup({ EndTime: between - 1 })), ["UpdatePipeline"]);
    const wrong = await lookup({ StartTime: between, EndTime: between - 1 });
    assert.equal(wrong.code, "InvalidTimeRangeException");
    local.clock.advance(90 * 24 * 60 * minute);
    assert.deepEqual((await lookup({ StartTime: 0 })).Events, []);
  });

  it("gives up to 50 a page, newest first", async () => {
    for (let i = 0; i < 53; i += 1) call(`Update${i}`);
    local.clock.advance(10 * minute);
    const first = await lookup();
    assert.deepEqual([first.Events.length, names(first)[0]], [50, "Update52"]);
    const rest = await lookup({ NextToken: first.NextToken });
    assert.deepEqual(names(rest), ["Update2", "Update1", "Update0"]);
    const one = await lookup({ MaxResults: 1 });
    assert.equal(one.Events.length, 1);
    const other = await lookup({ NextToken: first.NextToken, ...by("EventName", "Update1") });
    assert.equal(other.code, "InvalidNextTokenException");
    assert.equal((await lookup({ MaxResults: 51 })).code, "InvalidMaxResultsException");
  });

  it("takes one attribute, and one that there is", async () => {
    const [one] = by("EventName", "a").LookupAttributes;
    const two = await lookup({ LookupAttributes: [one, one] });
    assert.equal(two.code, "InvalidLookupAttributesException");
    assert.equal((await lookup(by("Colour", "a"))).code, "InvalidLookupAttributesException");
  });

  it("takes two requests a second", async () => {
    await lookup();
    assert.equal((await ask()).status, 200);
    assert.deepEqual(await ask().then(({ status, code, message }) => [status, code, message]), [
      400,
      "ThrottlingException",
      "Rate exceeded",
    ]);
    assert.equal((await lookup()).status, 200);
  });

  it("needs the right, which no resource limits", async () => {
    const { code, message } = await lookup({}, "nobody");
    assert.equal(code, "AccessDeniedException");
    assert.match(message, /cloudtrail:LookupEvents on resource: \*/);
  });
});
