import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import {
  connection,
  gateWith,
  hubWith,
  inSlack,
  only,
  refusedLater,
  shape,
  slack,
  types,
} from "../../../support/components";
import { notOneArn, takenWhole } from "../../../support/refusal-words";
import { type Registered, resolve, run } from "../../../support/mocks";

const preview = { preview: true };
const unknown = pulumi.unknown;
const viaHub = { approvers: undefined, slack: inSlack, hub: connection };

/** An output that is unknown in a preview, as those of a resource that does not exist yet. */
function unresolved(): pulumi.Output<string> {
  return new aws.sns.Topic("other").arn;
}

/** Everything that was registered, as text; archives hold promises, so their files are added. */
async function written(resources: readonly Registered[]): Promise<string[]> {
  const lines = resources.map(async ({ type, name, inputs, dependencies }) => {
    const assets = (await inputs.code?.assets) ?? {};
    const files = await Promise.all(Object.values(assets).map((asset: any) => asset.path));
    return JSON.stringify([type, name, inputs, files, [...dependencies].sort()]);
  });
  return (await Promise.all(lines)).sort();
}

const programs: Record<string, () => unknown> = {
  "a hub": () => hubWith(),
  "a gate with a hub of its own": () => gateWith({ slack }),
  "gates on a hub of the same stack": () => {
    const { connection: hub } = hubWith();
    gateWith({ ...viaHub, hub }, "one");
    gateWith({ ...viaHub, hub, stageName: "Second" }, "two");
  },
  "a stage": () =>
    new MultiApprovalStage("checks", {
      pipelineName: "orders",
      slack,
      approvals: [{ name: "qa" }, { name: "pm" }],
    }),
};

for (const [what, program] of Object.entries(programs)) {
  describe(`a preview of ${what}`, () => {
    it("shows every resource that the deployment then makes", async () => {
      const before = await run(program, preview);
      const after = await run(program);
      assert.deepEqual(shape(before.resources), shape(after.resources));
    });

    it("is the same a second time, and so is the deployment", async () => {
      for (const options of [preview, {}]) {
        const first = await written((await run(program, options)).resources);
        assert.deepEqual(await written((await run(program, options)).resources), first);
      }
    });
  });
}

describe("a preview of a new hub", () => {
  it("hides what AWS has yet to say, and shows what it runs, how long and for whom", async () => {
    const { resources, value } = await run(() => hubWith(), preview);
    const { inputs } = only(resources, types.function, "shared-slack-callback");
    assert.equal(inputs.role, unknown);
    assert.equal(inputs.runtime, "nodejs24.x");
    assert.equal(inputs.environment.variables.CREDENTIALS_ARN, slack.credentialsSecretArn);
    assert.equal(inputs.environment.variables.DECIDER_FUNCTION, unknown);
    assert.equal(await resolve(value.slackAppManifest), unknown);
  });
});

describe("a preview of a gate on a hub", () => {
  it("hides the topic that is to be made and what follows from it, and nothing of the hub", async () => {
    const { resources } = await run(() => gateWith(viaHub), preview);
    assert.equal(only(resources, types.subscription).inputs.topic, unknown);
    assert.equal(only(resources, types.tableItem).inputs.tableName, connection.gatesTableName);
    const role = only(resources, types.role).inputs;
    assert.equal(role.path, connection.deciderRolePath);
    assert.ok(role.assumeRolePolicy.includes(connection.deciderRoleArn));
  });

  it("hides one field of the hub that is to come, and no other", async () => {
    const program = (): unknown =>
      gateWith({ ...viaHub, hub: { ...connection, gatesTableName: unresolved() } });
    const { resources } = await run(program, preview);
    assert.equal(only(resources, types.tableItem).inputs.tableName, unknown);
    assert.equal(only(resources, types.role).inputs.path, connection.deciderRolePath);
  });

  it("hides everything where the whole hub is to come", async () => {
    const hub = (): pulumi.Output<typeof connection> => unresolved().apply(() => connection);
    const { resources, value } = await run(() => gateWith({ ...viaHub, hub: hub() }), preview);
    assert.equal(only(resources, types.role).inputs.path, unknown);
    assert.equal(only(resources, types.tableItem).inputs.tableName, unknown);
    assert.equal(await resolve(value.slackCallbackUrl), unknown);
  });

  it("hides the settings where an approver is to come", async () => {
    const args = { ...viaHub, slack: { ...inSlack, approverUserIds: [unresolved()] } };
    const { resources } = await run(() => gateWith(args), preview);
    assert.equal(only(resources, types.tableItem).inputs.item, unknown);
  });
});

describe("a deployment in which a field of the hub turns out to be wrong", () => {
  it("stops before anything is told of the gate", () =>
    refusedLater(
      () => gateWith({ ...viaHub, hub: { ...connection, deciderRoleArn: unresolved() } }),
      "hub.deciderRoleArn",
      notOneArn(
        "hub.deciderRoleArn",
        "role",
        "arn:aws:sns:eu-west-1:111122223333:other",
        takenWhole,
      ),
      types.tableItem,
    ));
});
