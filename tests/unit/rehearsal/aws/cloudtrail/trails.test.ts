/** Which calls at the endpoint become events, and when. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { arn, roleArn } from "../api/equipped";
import { minute, stage, TrailWorld } from "./support";

describe("CloudTrail's events", () => {
  let one: TrailWorld;
  beforeEach(async () => {
    one = await TrailWorld.open();
  });
  afterEach(() => one.close());

  it("are not sent without a trail, nor by one that logs no write events", async () => {
    await one.approve();
    one.logging({ enableLogging: false });
    await one.enable();
    one.logging({ eventSelectors: [{ readWriteType: "ReadOnly" }] });
    await one.enable();
    assert.deepEqual(one.names(), []);
    assert.deepEqual(
      one.local.stores.trails.history().map(({ eventName }) => eventName),
      ["EnableStageTransition", "EnableStageTransition", "PutApprovalResult"],
    );
    one.logging();
    await one.enable();
    one.local.stores.trails.deleteTrail(arn("cloudtrail", "trail/audit"));
    await one.enable();
    assert.deepEqual(one.names(), ["EnableStageTransition"]);
  });

  it("come in another order than the calls", async () => {
    one.logging();
    await one.world.started();
    const client = one.as("gate");
    for (const reason of ["1", "2", "3"]) {
      await client.send(new sdk.DisableStageTransitionCommand({ ...stage, reason }));
    }
    const reasons = one.delivered().map(({ detail }) => detail.requestParameters.reason);
    assert.deepEqual(reasons, ["2", "1", "3"]);
  });

  it("tell of reads only the rules that want them, and of no data events", async () => {
    one.rule("all", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    one.rule("off", "DISABLED");
    one.logging();
    await one.world.started();
    await one.as("gate").send(new sdk.GetPipelineCommand({ name: "shop" }));
    const lambda = one.keep(new LambdaClient(one.local.as("gate")));
    await lambda.send(new InvokeCommand({ FunctionName: "none" })).catch(() => undefined);
    assert.deepEqual([one.names(), one.names("all"), one.names("off")], [[], ["GetPipeline"], []]);
    const [{ detail }] = one.delivered("all");
    assert.deepEqual([detail.readOnly, detail.responseElements], [true, null]);
  });

  it("tell of a call whose answer was lost, and of none that never ended", async () => {
    one.logging();
    await one.world.started();
    const enable = () =>
      one.enable(one.as("gate"), { abortSignal: AbortSignal.timeout(300) }).catch(() => undefined);
    const action = "codepipeline:EnableStageTransition";
    one.local.endpoint.fail({ action, how: "lost" });
    await enable();
    one.local.endpoint.fail({ action, how: "timeout" });
    await enable();
    one.local.endpoint.fail({ action, how: "throttle" });
    await enable();
    const codes = one.delivered().map(({ detail }) => detail.errorCode ?? "none");
    assert.deepEqual(codes.sort(), ["ThrottlingException", "none"]);
  });

  it("can be made to come at once", async () => {
    one.logging();
    one.local.stores.trails.setDelay(0);
    await one.approve();
    one.local.clock.advance(0);
    const [{ event }] = one.local.events;
    assert.equal(event.detail.eventName, "PutApprovalResult");
  });

  it("are forgotten after 90 days", async () => {
    const { trails } = one.local.stores;
    await one.approve();
    one.local.clock.advance(91 * 24 * 60 * minute);
    const later = { roleArn: roleArn("gate"), sessionName: "later" };
    await one.enable(one.as("gate", one.local.directory.assume(later)));
    assert.deepEqual(
      trails.all().map(({ eventName }) => eventName),
      ["EnableStageTransition"],
    );
  });

  it("are not sent once the account is closed", async () => {
    one.logging();
    await one.approve();
    await one.local.stores.close();
    assert.deepEqual(one.names(), []);
  });
});
