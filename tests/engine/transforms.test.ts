/** Pulumi's own transforms reach every resource of a component: docs/regulated.md, with its own code. */
import assert from "node:assert/strict";
import { companyRules } from "../support/regulated/transforms";
import { EngineStack } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { hubProgram } from "./support/programs";

describe("a hub under the rules of a company", () => {
  let cloud: LocalCloud;
  before(async () => {
    cloud = await openLocalCloud();
  });
  after(() => cloud.close());

  it("has what the rules ask of each type, and what an argument says before it", async () => {
    const rules = { transforms: [companyRules] };
    const stack = await EngineStack.open(cloud, hubProgram({ reservedConcurrency: 3 }, rules));
    await stack.up();
    const resources = (await stack.resources()).filter(({ type }) => type.startsWith("aws:"));
    const of = (type: string) => resources.filter((resource) => resource.type.endsWith(`:${type}`));
    assert.deepEqual(
      of("LogGroup").map(({ inputs }) => inputs?.["logGroupClass"]),
      Array(6).fill("INFREQUENT_ACCESS"),
    );
    const concurrency = of("Function").map(({ urn, inputs }) => [
      urn.split("::").pop(),
      inputs?.["reservedConcurrentExecutions"],
    ]);
    assert.deepEqual(Object.fromEntries(concurrency), {
      "hub-notifier": 10,
      "hub-decider": 10,
      "hub-watcher": 10,
      "hub-publisher": 10,
      "hub-sweep": 10,
      "hub-slack-callback": 3,
    });
    const kept = resources.filter(({ protect }) => protect === true);
    assert.deepEqual(kept.map(({ urn }) => urn.split("::").pop()).sort(), [
      "hub-gates",
      "hub-requests",
    ]);
  });
});
