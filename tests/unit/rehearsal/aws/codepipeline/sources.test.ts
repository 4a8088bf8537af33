import * as assert from "node:assert/strict";
import { sourcesOf } from "../../../../../rehearsal/aws/codepipeline/sources";
import { types } from "../account/support/new-account";

describe("sourcesOf", () => {
  const object = {
    type: types.object,
    name: "o",
    custom: true,
    id: "k",
    inputs: {},
    state: { bucket: "b", key: "k" },
  };

  function sources(provider: string, configuration?: Record<string, string>) {
    const actionTypeId = { category: "Source", owner: "AWS", provider, version: "1" } as const;
    const stages = [{ name: "S", actions: [{ name: "src", actionTypeId, configuration }] }];
    return sourcesOf({ name: "p", roleArn: "r", stages }, [object]);
  }

  it("finds the object of an S3 source", () => {
    const configuration = { S3Bucket: "b", S3ObjectKey: "k", PollForSourceChanges: "false" };
    assert.deepEqual(sources("S3", configuration), [
      { actionName: "src", object, trigger: undefined },
    ]);
  });

  it("finds no object under another key, and polls by default", () => {
    const trigger = { triggerType: "PollForSourceChanges", triggerDetail: "src" };
    assert.deepEqual(sources("S3", { S3Bucket: "b", S3ObjectKey: "x" }), [
      { actionName: "src", object: undefined, trigger },
    ]);
  });

  it("takes a commit for a push on a connection", () => {
    assert.deepEqual(sources("CodeStarSourceConnection", { ConnectionArn: "arn:c" }), [
      { actionName: "src", trigger: { triggerType: "WebhookV2", triggerDetail: "arn:c" } },
    ]);
  });

  it("does not start a pipeline whose connection does not detect changes", () => {
    const configuration = { ConnectionArn: "arn:c", DetectChanges: "false" };
    assert.equal(sources("CodeStarSourceConnection", configuration)[0].trigger, undefined);
  });

  it("knows nothing of other sources", () => {
    assert.deepEqual(sources("ECR"), [{ actionName: "src" }]);
  });

  it("takes a pipeline without stages or actions for one without sources", () => {
    assert.deepEqual(sourcesOf({ name: "p", roleArn: "r", stages: undefined }, []), []);
    const stages = [{ name: "S", actions: undefined }];
    assert.deepEqual(sourcesOf({ name: "p", roleArn: "r", stages }, []), []);
  });
});
