import * as assert from "node:assert/strict";
import { build, metric, newAccount, removeFolders, types } from "./support/new-account";
import { deployFunction } from "./support/function";
import { partitionOf } from "../../../../../contract/partitions";
import { resourceTypes } from "../../../../../rehearsal/aws/account/registry";

const policyArn = "arn:aws:iam::111122223333:policy/p";

/** One broken input of a type, and the member of the request that AWS's refusal names. */
const broken: readonly (readonly [type: string, inputs: Record<string, any>, member: string])[] = [
  [types.logGroup, { logGroupClass: "CHEAP" }, "logGroupClass"],
  [types.rule, { scheduleExpression: "x".repeat(257) }, "scheduleExpression"],
  [types.parameter, { type: "Secret", value: "v" }, "type"],
  [types.parameter, { type: "String", value: "v", tier: "Cheap" }, "tier"],
  [types.secret, { description: "x".repeat(2049) }, "description"],
  [types.project, { serviceRole: "r", ...build, buildTimeout: 2161 }, "timeoutInMinutes"],
  [types.role, { assumeRolePolicy: "{}", maxSessionDuration: 60 }, "maxSessionDuration"],
  [types.table, { attributes: [{ name: "pk", type: "T" }] }, "attributeType"],
  [types.alarm, { ...metric, evaluationPeriods: 0 }, "evaluationPeriods"],
  [types.pipeline, pipeline(["S3", "GLACIER"]), "artifactStores.eu-west-2.member.type"],
  ["aws:iam/policyAttachment:PolicyAttachment", { policyArn, users: ["b c"] }, "userName"],
  ["aws:iam/groupMembership:GroupMembership", { group: "qa", users: ["a", "b c"] }, "userName"],
  ["aws:codeconnections/connection:Connection", { name: "n".repeat(33) }, "connectionName"],
];

/** With an artifact store of each type, in Regions of their own. */
function pipeline(stores: readonly string[]): Record<string, any> {
  const [roleArn, location] = ["arn:aws:iam::111122223333:role/r", "files"];
  const artifactStores = stores.map((type, at) => ({
    location,
    type,
    region: `eu-west-${at + 1}`,
  }));
  return { roleArn, artifactStores, stages: [] };
}

describe("Inputs that AWS's API models do not allow", () => {
  after(removeFolders);
  for (const [type, inputs, member] of broken) {
    it(`are refused by the local account: ${member} of ${type}`, async () => {
      const { create } = newAccount();
      await assert.rejects(create(type, { name: "it", ...inputs }), (error: Error) =>
        new RegExp(`validation errors? detected: .*${member}' failed to satisfy`).test(
          error.message,
        ),
      );
    });
  }

  it("are refused where a block or a list is something else", async () => {
    const { create } = newAccount();
    const refused = (type: string, inputs: object, message: RegExp) =>
      assert.rejects(create(type, { name: "it", ...inputs }), {
        code: "ValidationException",
        message,
      });
    await refused(types.topic, { tags: "qa" }, /"tags": expected object type, got string type/);
    await refused(types.alarm, { ...metric, alarmActions: "a" }, /expected array type/);
    await refused(types.alarm, { ...metric, threshold: "high" }, /expected number type/);
    await refused(types.alarm, { ...metric, period: 60.5 }, /expected integer type/);
    await refused(types.alarm, { ...metric, actionsEnabled: 1 }, /expected boolean type/);
  });

  it("are taken as the provider takes them: numbers and flags as texts, an empty text as none", async () => {
    const { create } = newAccount();
    const texts = { period: "60", actionsEnabled: "false", alarmDescription: "" };
    await create(types.alarm, { name: "a", ...metric, ...texts, unit: "" });
  });

  it("are refused where the provider's schema asks for more", async () => {
    const { create } = newAccount();
    const refused = (type: string, inputs: object, argument: string) =>
      assert.rejects(create(type, inputs), {
        message: new RegExp(`The argument "${argument}" is required`),
      });
    await refused(types.subscription, { topic: "arn", protocol: "email" }, "endpoint");
    await refused(types.queuePolicy, { queueUrl: "https://queue" }, "policy");
    const versioning = "aws:s3/bucketVersioning:BucketVersioning";
    await refused(
      versioning,
      { bucket: "files", versioningConfiguration: { mfaDelete: "Disabled" } },
      "versioningConfiguration.status",
    );
  });

  for (const region of ["us-iso-east-1", "us-isob-east-1", "eusc-de-east-1", "cn-north-1"]) {
    it(`are no ARNs of Regions that the models' patterns do not know: ${region}`, async () => {
      const partition = partitionOf(region);
      const test = newAccount({ partition, region });
      await deployFunction(test);
      const inputs = { action: "lambda:InvokeFunction", principal: "sns.amazonaws.com" };
      const named = { function: "notifier", ...inputs };
      const sourceArn = `arn:${partition}:sns:${region}:111122223333:t`;
      await test.create(types.permission, { ...named, sourceArn });
      const wrong = test.create(types.permission, { ...named, sourceArn: "arn:none" }, "wrong");
      await assert.rejects(wrong, { code: "ValidationException", message: /'arn:none'/ });
    });
  }

  it("have a call that the table of their service holds", () => {
    for (const { type, call } of resourceTypes) {
      if (call === undefined) continue;
      assert.ok(call.model.inputs[call.operation], type);
    }
  });
});
