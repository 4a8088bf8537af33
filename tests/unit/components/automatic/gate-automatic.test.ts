/** What a gate with an automaticDecision has that one without has not, and what a hub has for it. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as pulumi from "@pulumi/pulumi";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { ApprovalHub, type AutomaticDecisionArgs, MultiApprovalStage } from "../../../../index";
import { deciding, gateWith, inSlack, only, shape, types } from "../../../support/components";
import { run } from "../../../support/mocks";

const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:small-changes:live";
const when: AutomaticDecisionArgs["when"] = [
  { variable: "build.CHANGED", oneOf: ["config", "docs"] },
  { variable: "build.LINES", matches: "\\d{1,2}" },
];

type Resources = Awaited<ReturnType<typeof run>>["resources"];

/** What the functions read of the only gate. */
const settingsOf = (resources: Resources) => {
  const item = JSON.parse(only(resources, types.tableItem).inputs.item);
  return parseSettings(unmarshall(item), readChannelSettings);
};

const gateOf = (automaticDecision: AutomaticDecisionArgs, more: object = {}) =>
  run(() => gateWith({ hub: deciding, automaticDecision, ...more }));

const statementsOf = (resources: Resources): { Sid: string; Resource: unknown }[] =>
  JSON.parse(only(resources, types.rolePolicy).inputs.policy).Statement;

describe("A gate with an automaticDecision", () => {
  it("has no resource more than one in Slack without", async () => {
    const slack = { ...inSlack };
    const without = shape((await run(() => gateWith({ hub: deciding, slack }))).resources);
    assert.deepEqual(shape((await gateOf({ functionArn }, { slack })).resources), without);
  });

  it("says in the table of gates what the functions read there", async () => {
    const asked = await gateOf({ functionArn: pulumi.output(functionArn) });
    assert.deepEqual(settingsOf(asked.resources).automaticDecision, { functionArn });
    const compared = await gateOf({ when });
    assert.deepEqual(settingsOf(compared.resources).automaticDecision, { when });
    const people = await run(() => gateWith({ hub: deciding }));
    assert.equal(settingsOf(people.resources).automaticDecision, undefined);
  });

  it("leaves out of the record what a language without undefined gives as null", async () => {
    const condition = { variable: "build.CHANGED", equals: "config", oneOf: null, matches: null };
    const { resources } = await gateOf({
      when: [condition],
      functionArn: null,
    } as unknown as AutomaticDecisionArgs);
    assert.deepEqual(settingsOf(resources).automaticDecision, {
      when: [{ variable: "build.CHANGED", equals: "config" }],
    });
  });

  it("has a role that decides automatically alone where IAM decides beside it", async () => {
    const { resources } = await gateOf({ functionArn });
    const role = only(resources, types.role, "production-automatic-role").inputs;
    assert.equal(role.path, deciding.deciderRolePath);
    const [decide, read, ...none] = JSON.parse(role.assumeRolePolicy).Statement;
    assert.deepEqual(none, []);
    assert.deepEqual(decide.Condition, { StringLike: { "sts:SourceIdentity": "automatic-*" } });
    assert.deepEqual(decide.Principal, { AWS: deciding.deciderRoleArn });
    assert.deepEqual(read.Condition, { Null: { "sts:SourceIdentity": "true" } });
    assert.deepEqual(
      statementsOf(resources).map(({ Sid }) => Sid),
      ["DecideAutomatically", "ReadPipeline", "AskFunction"],
    );
  });

  it("asks exactly its function, and none where conditions decide", async () => {
    const asked = statementsOf((await gateOf({ functionArn }, { slack: inSlack })).resources);
    assert.deepEqual(
      asked.map(({ Sid }) => Sid),
      ["DecideInThePersonsName", "DecideAutomatically", "ReadPipeline", "AskFunction"],
    );
    assert.equal(asked[3].Resource, functionArn);
    const compared = statementsOf((await gateOf({ when })).resources);
    assert.deepEqual(
      compared.map(({ Sid }) => Sid),
      ["DecideAutomatically", "ReadPipeline"],
    );
  });

  it("is one approval's of a stage, and no other's", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          ...{ pipelineName: "orders", hub: deciding, emails: ["qa@example.com"] },
          approvals: [
            { name: "qa", automaticDecision: { functionArn } },
            { name: "legal", slack: inSlack },
          ],
        }),
    );
    const statements = statementsOf(resources) as { Sid: string; Resource: string }[];
    const resourceOf = (sid: string) => statements.find(({ Sid }) => Sid === sid)?.Resource;
    assert.match(resourceOf("DecideAutomatically") ?? "", /:orders\/review\/qa$/);
    assert.match(resourceOf("DecideInThePersonsName") ?? "", /:orders\/review\/legal$/);
  });
});

describe("A hub with automaticDecisions", () => {
  const decider = /decider/;

  it("makes the function, and the one that decides where there is no Slack", async () => {
    const functionsOf = async (args: ConstructorParameters<typeof ApprovalHub>[1]) => {
      const { resources } = await run(() => new ApprovalHub("shared", args));
      return resources.filter(({ type }) => type === types.function).map(({ name }) => name);
    };
    const without = await functionsOf({});
    assert.ok(!without.some((name) => decider.test(name)));
    const made = (await functionsOf({ automaticDecisions: true })).filter(
      (name) => !without.includes(name),
    );
    assert.deepEqual(made.sort(), ["shared-automatic", "shared-decider"]);
  });

  it("has what gates need of it in its connection", async () => {
    const { value: hub, resources } = await run(
      () => new ApprovalHub("shared", { automaticDecisions: true }),
    );
    const connection = await new Promise<Record<string, unknown>>((done) => {
      hub.connection.apply((known) => done(known as unknown as Record<string, unknown>));
    });
    const fn = only(resources, types.function, "shared-automatic");
    assert.match(String(connection.automaticFunctionArn), /:function:shared-automatic$/);
    assert.match(String(connection.deciderRoleArn), /:role\/shared-decider-role$/);
    assert.equal(connection.deciderRolePath, "/codepipeline-approvals/shared-decider-role/");
    assert.equal(connection.slackCallbackUrl, undefined);
    const { variables } = fn.inputs.environment;
    assert.deepEqual(Object.keys(variables).sort(), [
      ...["DEAD_LETTER_QUEUE_URL", "DECIDER_FUNCTION", "GATES_TABLE"],
      ...["POWERTOOLS_LOG_LEVEL", "POWERTOOLS_SERVICE_NAME", "REQUESTS_TABLE"],
    ]);
    const sweep = only(resources, types.function, "shared-sweep").inputs.environment.variables;
    assert.equal(sweep.AUTOMATIC_FUNCTION, connection.automaticFunctionArn);
  });

  it("hears of requests that begin, and of nothing else", async () => {
    const { resources } = await run(() => new ApprovalHub("shared", { automaticDecisions: true }));
    const rule = only(resources, types.rule, "shared-automatic").inputs;
    assert.deepEqual(JSON.parse(rule.eventPattern), {
      source: ["codepipeline-approvals"],
      "detail-type": ["Requested"],
    });
  });
});
