/** What a record says of a call that the SDK's client made. */
import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { policy, putRole, roleArn } from "../api/equipped";
import { gate, pipeline, source } from "../codepipeline/support";
import { stage, TrailWorld } from "./support";

describe("A record of CloudTrail", () => {
  let one: TrailWorld;
  beforeEach(async () => {
    one = await TrailWorld.open();
  });
  afterEach(() => one.close());

  it("tell of a decision who made it, some minutes later", async () => {
    one.logging();
    const { $metadata, approvedAt } = await one.approve();
    assert.deepEqual(one.local.events, []);
    const [event] = one.delivered();
    const { detail } = event;
    assert.deepEqual(
      [event.source, event["detail-type"], event.region, event.account],
      ["aws.codepipeline", "AWS API Call via CloudTrail", "eu-west-1", "111122223333"],
    );
    assert.equal(event.time, detail.eventTime);
    assert.match(detail.eventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const { accessKeyId, ...identity } = detail.userIdentity;
    assert.match(accessKeyId, /^ASIA/);
    const [principalId] = identity.principalId.split(":");
    assert.match(principalId, /^AROA/);
    assert.deepEqual(identity, {
      type: "AssumedRole",
      principalId: `${principalId}:slack-U0ANN`,
      arn: "arn:aws:sts::111122223333:assumed-role/gate/slack-U0ANN",
      accountId: "111122223333",
      sessionContext: {
        sessionIssuer: {
          ...{ type: "Role", principalId, arn: roleArn("gate") },
          ...{ accountId: "111122223333", userName: "gate" },
        },
        attributes: { creationDate: "2026-11-28T10:00:00Z", mfaAuthenticated: "false" },
        sourceIdentity: "slack-U0ANN",
      },
    });
    const { eventID, userAgent, eventTime, userIdentity, ...rest } = detail;
    assert.match(eventID, /^[0-9a-f-]{36}$/);
    assert.match(userAgent, /aws-sdk-js/);
    assert.ok(eventTime && userIdentity);
    assert.deepEqual(rest, {
      eventVersion: "1.11",
      eventSource: "codepipeline.amazonaws.com",
      eventName: "PutApprovalResult",
      awsRegion: "eu-west-1",
      sourceIPAddress: "127.0.0.1",
      // Whether AWS shows the token is not documented, so here it is not there.
      requestParameters: {
        ...{ pipelineName: "shop", stageName: "Gate", actionName: "Approve" },
        result: { status: "Approved", summary: "fine" },
      },
      responseElements: { approvedAt: approvedAt!.toISOString() },
      requestID: $metadata.requestId,
      ...{ readOnly: false, eventType: "AwsApiCall", managementEvent: true },
      ...{ recipientAccountId: "111122223333", eventCategory: "Management" },
    });
  });

  it("tell of what was refused, with its error", async () => {
    one.logging();
    await one.approve(one.as("nobody")).catch(() => undefined);
    const { directory } = one.local;
    directory.putInline(
      { kind: "role", name: "gate" },
      "own",
      policy({ Action: "*", Resource: "*" }),
    );
    const none = { pipelineName: "none", stageName: "Gate", transitionType: "Inbound" } as const;
    await one
      .as("gate")
      .send(new sdk.EnableStageTransitionCommand(none))
      .catch(() => undefined);
    const told = one.delivered().map(({ detail: { eventName, errorCode, responseElements } }) => ({
      ...{ eventName, errorCode, responseElements },
    }));
    assert.deepEqual(
      told.sort((a, b) => a.eventName.localeCompare(b.eventName)),
      [
        {
          ...{ eventName: "EnableStageTransition", errorCode: "PipelineNotFoundException" },
          responseElements: null,
        },
        { eventName: "PutApprovalResult", errorCode: "AccessDenied", responseElements: null },
      ],
    );
    const [{ detail }] = one.delivered().filter((one) => one.detail.errorCode === "AccessDenied");
    assert.match(detail.errorMessage, /not authorized to perform: codepipeline:PutApprovalResult/);
    assert.equal(detail.userIdentity.sessionContext.sourceIdentity, undefined);
  });

  it("tell of sessions, without their credentials", async () => {
    one.logging();
    const { directory } = one.local;
    const ann = { kind: "user", name: "ann" } as const;
    const trust = policy({
      ...{ Principal: { AWS: "arn:aws:iam::111122223333:user/ann" } },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    });
    directory.putUser("ann");
    directory.putInline(ann, "own", policy({ Action: "sts:*", Resource: "*" }));
    putRole(directory, "glass", [], trust);
    const key = directory.accessKeys().find(({ profile }) => profile === "ann-mfa")!;
    const sts = one.keep(new STSClient(one.local.as("", key)));
    const RoleArn = roleArn("glass");
    await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "INC-1", SourceIdentity: "ann" }),
    );
    const [{ source: from, detail }] = one.delivered();
    assert.deepEqual([from, detail.eventName, detail.readOnly], ["aws.sts", "AssumeRole", true]);
    assert.deepEqual(detail.requestParameters, {
      ...{ roleArn: RoleArn, roleSessionName: "INC-1", sourceIdentity: "ann" },
    });
    const { type, userName, sessionContext } = detail.userIdentity;
    assert.deepEqual([type, userName], ["IAMUser", "ann"]);
    assert.equal(sessionContext.attributes.mfaAuthenticated, "true");
    const { credentials, ...answered } = detail.responseElements;
    assert.deepEqual(Object.keys(credentials).sort(), ["accessKeyId", "expiration"]);
    assert.equal(answered.sourceIdentity, "ann");
  });

  it("say nothing of who is not known, and of a user without a session no session", async () => {
    one.logging();
    await one.world.started();
    const key = one.local.directory
      .accessKeys()
      .find(({ profile }) => profile === "administrator")!;
    await one
      .as("", { ...key, secretAccessKey: "wrong" })
      .send(new sdk.EnableStageTransitionCommand(stage))
      .catch(() => undefined);
    await one.as("", key).send(new sdk.EnableStageTransitionCommand(stage));
    assert.equal(one.delivered().length, 1);
    const { accessKeyId, principalId, ...identity } = one.delivered()[0].detail.userIdentity;
    assert.ok(accessKeyId && principalId);
    assert.deepEqual(identity, {
      ...{ type: "IAMUser", arn: "arn:aws:iam::111122223333:user/administrator" },
      ...{ accountId: "111122223333", userName: "administrator" },
    });
  });

  it("lose the parameters of a call of more than 100 KB", async () => {
    one.logging();
    putRole(
      one.local.directory,
      "pipeline",
      [],
      policy({
        ...{ Principal: { Service: "codepipeline.amazonaws.com" }, Action: "sts:AssumeRole" },
      }),
    );
    const { directory } = one.local;
    directory.putInline(
      { kind: "role", name: "gate" },
      "own",
      policy({ Action: "*", Resource: "*" }),
    );
    const update = async (customData: string) => {
      const gates = Array.from({ length: 45 }, (_, i) =>
        gate({ name: `G${i}`, configuration: { CustomData: customData } }),
      );
      const { stages } = pipeline({}, [
        ["Source", [source()]],
        ...["A", "B", "C"].map((name): [string, typeof gates] => [name, gates]),
      ]);
      const declaration = pipeline({ roleArn: roleArn("pipeline"), stages });
      await one
        .as("gate")
        .send(new sdk.UpdatePipelineCommand({ pipeline: declaration as sdk.PipelineDeclaration }));
    };
    await one.world.started();
    await update("short");
    await update("long ".repeat(200));
    const told = one
      .delivered()
      .map(({ detail }) => detail.requestParameters?.pipeline.name ?? "cut");
    assert.deepEqual(told.sort(), ["cut", "shop"]);
  });
});
