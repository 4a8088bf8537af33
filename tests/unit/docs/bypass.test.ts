/** docs/bypass.md shows how a hub outside us-east-1 hears of IAM's calls: the rule forwards what the hub's own rule takes. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as ts from "typescript";
import { bypassPattern } from "../../../components/bypass/model/bypass-pattern";
import { callEvents } from "../../../contract/cloudtrail-events";
import { bypassKinds } from "../../../functions/domain/bypass/bypass-event";
import { matches } from "../../../rehearsal/aws/events/pattern";
import { only, types } from "../../support/components";
import { snippetsOf, textOf } from "../../support/docs/pages";
import { type Registered, run } from "../../support/mocks";
import { decision } from "../../support/simulate";
import { callOf } from "../functions/bypass/fixtures";

const page = "docs/bypass.md";
const bus = "arn:aws:events:eu-west-1:111122223333:event-bus/default";
const { source, eventSource, operations } = callEvents.iam;
const ofHub = bypassPattern("/codepipeline-approvals/hub-bypass-role/");

const iamCall = (name: string, detail: object = {}) => ({
  ...callOf(name, {}, { eventSource, ...detail }),
  source,
});

describe("docs/bypass.md", () => {
  let resources: Registered[];
  const one = (type: string) => only(resources, type, "iam-events");

  before(async () => {
    const { code } = snippetsOf(page).find((snippet) => snippet.code.includes("EventTarget"))!;
    const program = new Function("aws", ts.transpile(code, { target: ts.ScriptTarget.ES2022 }));
    ({ resources } = await run(() => void program(aws), { region: "eu-west-1" }));
  });

  it("has a row for every kind", () => {
    const rows = [...textOf(page).matchAll(/^\| `([A-Z]\w+)` /gm)].map(([, kind]) => kind);
    for (const kind of bypassKinds) assert.ok(rows.includes(kind), kind);
  });

  it("listens in us-east-1, and sends to the default bus of the hub's Region", () => {
    const { inputs } = only(resources, "pulumi:providers:aws", "virginia");
    assert.equal(inputs.region, "us-east-1");
    for (const type of [types.rule, types.target]) {
      assert.match(one(type).provider!, /::virginia::/);
    }
    assert.equal(one(types.target).inputs.arn, bus);
    assert.match(one(types.target).inputs.roleArn, /:role\/iam-events/);
  });

  it("forwards every call of IAM that the hub's rule takes, and none that AWS refused", () => {
    const pattern = JSON.parse(one(types.rule).inputs.eventPattern);
    for (const name of operations) {
      assert.ok(matches(pattern, iamCall(name)) && matches(ofHub, iamCall(name)), name);
    }
    assert.ok(!matches(pattern, iamCall(operations[0], { errorCode: "AccessDenied" })));
    assert.ok(!matches(pattern, callOf("UpdatePipeline")));
  });

  it("lets EventBridge put events on that bus, and do nothing else", async () => {
    const [trust] = one(types.role).inputs.assumeRolePolicy.Statement;
    assert.deepEqual(trust.Principal, { Service: "events.amazonaws.com" });
    const policy = one(types.rolePolicy).inputs.policy;
    const identityPolicies = [typeof policy === "string" ? JSON.parse(policy) : policy];
    const principal = "arn:aws:iam::111122223333:role/iam-events";
    const may = (action: string, resource: string): Promise<string> =>
      decision({ principal, action, resource, identityPolicies });
    assert.equal(await may("events:PutEvents", bus), "Allowed");
    const virginia = bus.replace("eu-west-1", "us-east-1");
    assert.equal(await may("events:PutEvents", virginia), "ImplicitlyDenied");
    assert.equal(await may("events:PutRule", bus.replace("event-bus", "rule")), "ImplicitlyDenied");
  });
});
