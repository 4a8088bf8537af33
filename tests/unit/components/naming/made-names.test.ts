/** Components of one name and of other types, or in other components: none is the other in AWS. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import { connection, gateWith, hubWith, inSlack, slack, types } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";
import { newAccount, removeFolders } from "../../rehearsal/aws/account/support/new-account";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
const subscriptions = [{ protocol: "lambda", endpoint: functionArn }];
const hostile = ["orders@eu", "team/orders", `${"x".repeat(120)}`, `${"🚀".repeat(60)}.`];

function stageWith(args: object, name: string): unknown {
  const approvals = [{ name: "qa" }];
  const given = { pipelineName: "stages", stageName: "Release", approvals, ...args };
  return new MultiApprovalStage(name, given as MultiApprovalStageArgs);
}

class Team extends pulumi.ComponentResource {
  constructor(name: string, args: object) {
    super("company:index:Team", name);
    const opts = { parent: this };
    const stage = { stageName: "Team", approvals: [{ name: "qa" }], ...args };
    new MultiApprovalStage("team/orders", { pipelineName: "teams", ...stage }, opts);
  }
}

/** What AWS tells resources of a type apart by, where Pulumi does not find a name of its own. */
function nameInAws({ type, inputs }: Registered): string | undefined {
  if (type === types.permission && inputs.statementId) {
    return `${inputs.function} ${inputs.statementId}`;
  }
  if (type === types.rolePolicy && inputs.name) return `${inputs.role} ${inputs.name}`;
  return type === types.target ? undefined : (inputs.name as string | undefined);
}

function assertNoneTwice(resources: readonly Registered[]): void {
  const seen = new Map<string, string>();
  for (const resource of resources) {
    const name = nameInAws(resource);
    if (name === undefined || resource.custom === false) continue;
    const key = `${resource.type} ${name.toLowerCase()}`;
    assert.equal(seen.get(key), undefined, `${key} of ${resource.urn} and ${seen.get(key)}`);
    seen.set(key, resource.urn);
  }
  assert.ok(seen.size > 0);
}

describe("a gate and a stage of one name", () => {
  after(removeFolders);

  for (const name of hostile) {
    const shown = name.slice(0, 12);

    it(`have roles of their own in one account, on one hub: ${shown}`, async () => {
      const common = { slack: inSlack, hub: connection };
      const { resources } = await run(() => {
        gateWith({ ...common, stageName: "Release", approvers: undefined }, name);
        stageWith(common, name);
      });
      const roles = resources.filter(({ type }) => type === types.role);
      assert.equal(roles.length, 2);
      const account = newAccount();
      for (const { type, inputs, name: child } of roles) await account.create(type, inputs, child);
      assertNoneTwice(resources);
    });

    it(`have nothing in common in AWS, with hubs of their own beside one more: ${shown}`, async () => {
      const { resources } = await run(() => {
        const both = { stageName: "Release", slack, subscriptions, approvers: { users: ["ann"] } };
        gateWith(both, name);
        stageWith(both, name);
        hubWith({}, `${name}-hub`);
      });
      assertNoneTwice(resources);
      const account = newAccount();
      for (const { type, inputs, name: child } of resources) {
        if ([types.role, types.table, types.logGroup].includes(type as never)) {
          await account.create(type, inputs, child);
        }
      }
    });
  }

  it("have nothing in common with a stage of that name inside another component", async () => {
    const { resources } = await run(() => {
      stageWith({ slack }, "team/orders");
      new Team("team", { slack });
    });
    assertNoneTwice(resources);
  });
});
