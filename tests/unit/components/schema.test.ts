import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { enums, records, resources } from "../../support/public-api";
import { outputOf } from "../../support/script";

interface Property {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly plain?: boolean;
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

interface Type {
  readonly description?: string;
  readonly properties?: Record<string, Property>;
  readonly inputProperties?: Record<string, Property>;
  readonly requiredInputs?: string[];
  readonly required?: string[];
  readonly enum?: { value: string; description?: string }[];
}

interface Schema {
  readonly name: string;
  readonly resources: Record<string, Type>;
  readonly types: Record<string, Type>;
}

const token = (name: string): string => `codepipeline-approvals:index:${name}`;
/** Records that only outputs are made of. */
const isOutput = (name: string): boolean => /(Block|Connection|FunctionPolicies)$/.test(name);

const golden = path.join(__dirname, "../../engine/golden/schema.json");

/** Without what the CLI leaves out when it prints a schema: empty values, and a mark of its own. */
function printed(value: any): any {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => key !== "optional")
    .map(([key, part]) => [key, printed(part)] as const)
    .filter(([, part]) => typeof part !== "object" || Object.keys(part).length > 0);
  return Object.fromEntries(kept);
}

describe("the schema for other languages", function () {
  this.timeout(120_000);
  let schema: Schema;
  before(async () => {
    schema = await outputOf<Schema>("print-schema.ts");
  });

  it("is the golden one: else `UPDATE_GOLDEN=1 npm run test:engine` and look at the change", () => {
    assert.deepEqual(printed(schema), printed(JSON.parse(fs.readFileSync(golden, "utf8"))));
  });

  it("has these classes, the argument types and the enums, and nothing private", () => {
    assert.deepEqual(
      Object.keys(schema.resources).sort(),
      Object.keys(resources).map(token).sort(),
    );
    const types = [...Object.keys(records), ...Object.keys(enums)].map(token);
    assert.deepEqual(Object.keys(schema.types).sort(), types.sort());
  });

  for (const [name, { inputs, required, outputs }] of Object.entries(resources)) {
    it(`has every argument and output of ${name}`, () => {
      const resource = schema.resources[token(name)];
      assert.deepEqual(Object.keys(resource.inputProperties ?? {}).sort(), inputs.sort());
      assert.deepEqual(resource.requiredInputs?.slice().sort(), required.sort());
      assert.deepEqual(Object.keys(resource.properties ?? {}).sort(), outputs.sort());
    });
  }

  for (const [name, fields] of Object.entries(records)) {
    it(`has every field of ${name}`, () => {
      const { properties = {} } = schema.types[token(name)];
      assert.deepEqual(Object.keys(properties).sort(), fields.slice().sort());
    });
  }

  for (const [name, values] of Object.entries(enums)) {
    it(`has every value of ${name}, each described`, () => {
      const members = schema.types[token(name)].enum ?? [];
      assert.deepEqual(
        members.map(({ value }) => value),
        values,
      );
      assert.deepEqual(
        members.filter(({ description }) => !description),
        [],
      );
    });
  }

  // The analyzer takes no description of a record, only of its fields.
  it("describes every class, argument, output and field", () => {
    const silent: string[] = [];
    for (const [name, type] of Object.entries({ ...schema.resources, ...schema.types })) {
      if (name in schema.resources && !type.description) silent.push(name);
      for (const group of [type.properties, type.inputProperties]) {
        for (const [key, { description }] of Object.entries(group ?? {})) {
          if (!description) silent.push(`${name}.${key}`);
        }
      }
    }
    assert.deepEqual(silent, []);
  });

  it("knows the type of everything: no Any", () => {
    assert.ok(!JSON.stringify(schema).includes("pulumi.json#/Any"));
  });

  it("takes every argument as an input, but for the records and the name that are read at once", () => {
    const plain: string[] = [];
    for (const [name, type] of Object.entries({ ...schema.resources, ...schema.types })) {
      const inputs = type.inputProperties ?? (isOutput(name) ? {} : type.properties);
      for (const [key, property] of Object.entries(inputs ?? {})) {
        if (property.plain) plain.push(`${name.split(":")[2]}.${key}`);
      }
    }
    assert.deepEqual(plain.sort(), [
      "Approval.approvers",
      "Approval.automaticDecision",
      "Approval.breakGlass",
      "Approval.connectors",
      "Approval.name",
      "Approval.rule",
      "Approval.sla",
      "Approval.slack",
      "ApprovalGate.approvers",
      "ApprovalGate.automaticDecision",
      "ApprovalGate.breakGlass",
      "ApprovalGate.connectors",
      "ApprovalGate.rule",
      "ApprovalGate.sla",
      "ApprovalGate.slack",
      "ApprovalHub.audit",
      "ApprovalHub.automaticDecisions",
      "ApprovalHub.bypassAlerts",
      "ApprovalHub.connectors",
      "ApprovalHub.dashboard",
      "ApprovalHub.functionRoles",
      "ApprovalHub.metrics",
      "ApprovalHub.metricsByGate",
      "ApprovalHub.reminders",
      "ApprovalHub.slack",
      "ApprovalHub.vpc",
      "BreakGlass.reviewers",
      "BusinessHours.hours",
      "HubOptions.vpc",
      "JiraConnector.issue",
      "JiraConnector.request",
      "MultiApprovalStage.approvals",
      "MultiApprovalStage.approvers",
      "MultiApprovalStage.connectors",
      "MultiApprovalStage.rule",
      "MultiApprovalStage.sla",
      "MultiApprovalStage.slack",
      "Rule.aboveRule",
      "ServiceNowConnector.states",
      "Sla.businessHours",
      "Sla.escalation",
      "Slack.ownHub",
      "StageSlack.ownHub",
    ]);
  });

  it("takes as a gate's hub, in whole or output, what a hub puts out", () => {
    const ref = `#/types/${token("HubConnection")}`;
    const hub = schema.resources[token("ApprovalHub")].properties?.connection;
    assert.deepEqual([hub?.$ref, hub?.plain], [ref, undefined]);
    for (const name of ["ApprovalGate", "MultiApprovalStage"]) {
      const input = schema.resources[token(name)].inputProperties?.hub;
      assert.deepEqual([input?.$ref, input?.plain], [ref, undefined]);
    }
    const { schemaVersion, ...texts } = schema.types[token("HubConnection")].properties ?? {};
    assert.deepEqual([schemaVersion?.type, schemaVersion?.plain], ["number", undefined]);
    const fields = Object.values(texts);
    assert.deepEqual(
      fields.map(({ type, plain }) => [type, plain]),
      fields.map(() => ["string", undefined]),
    );
  });

  it("demands of a gate's slack the channel, and of a hub's the credentials", () => {
    const required = (name: string): string[] | undefined => schema.types[token(name)].required;
    assert.deepEqual(required("Slack"), ["channel"]);
    assert.deepEqual(required("SlackApp"), ["credentialsSecretArn"]);
    assert.deepEqual(required("StageSlack") ?? [], []);
    assert.deepEqual(required("ApprovalSlack") ?? [], []);
  });
});
