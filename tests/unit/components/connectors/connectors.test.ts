/** What every connector is made of, what its function is told, and what gates are given of it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { hubWith, joinable, namesOf, only, shape, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";
import {
  at,
  connectors,
  credentialsSecretArn,
  keyOf,
  pagerDuty,
  readerCredentialsSecretArn,
  serviceNow,
  teams,
} from "./support";

const children = [
  ...["connector", "connector-dead-letters", "connector-dead-letters-alarm"],
  ...["connector-dead-letters-policy", "connector-events", "connector-events-permission"],
  ...["connector-events-target", "connector-logs", "connector-policy", "connector-retries"],
  ...["connector-role", "connector-schedule", "connector-schedule-permission"],
  ...["connector-schedule-target", "connector-throttles", "tickets"],
];

describe("a connector", () => {
  for (const [kind, create] of Object.entries(connectors)) {
    it(`of ${kind} is one function, its table, and what wakes it`, async () => {
      const { resources } = await run(() => create());
      const found = shape(resources).map((line) => line.split(" ")[0]);
      assert.deepEqual(found, ["changes", ...children.map((name) => `changes-${name}`)]);
    });

    it(`of ${kind} says to its function what it is, and where to look`, async () => {
      const { resources, value } = await run(() => create());
      const { variables } = only(resources, types.function).inputs.environment;
      const { settings } = await resolve(value.connection);
      const { POWERTOOLS_SERVICE_NAME: _service, POWERTOOLS_LOG_LEVEL: _level, ...own } = variables;
      const decides = kind === "servicenow" || kind === "jira";
      assert.deepEqual(own, {
        CONNECTOR_KIND: kind,
        CONNECTOR_NAME: "changes",
        CONNECTOR_SETTINGS: settings,
        CREDENTIALS_ARN: credentialsSecretArn,
        GATES_TABLE: "shared-gates",
        REQUESTS_TABLE: "shared-requests",
        TICKETS_TABLE: "changes-tickets",
        DEAD_LETTER_QUEUE_URL:
          "https://sqs.eu-west-1.amazonaws.com/111122223333/changes-connector-dead-letters",
        ...(decides && { DECIDER_FUNCTION: joinable.deciderFunctionArn }),
      });
    });

    it(`of ${kind} puts out what a gate needs to know, and no more`, async () => {
      const { value } = await run(() => create());
      const { settings, ...rest } = await resolve(value.connection);
      assert.deepEqual(rest, {
        ...{ schemaVersion: 1, kind, name: "changes" },
        ...{ credentialsSecretArn, gatesTableName: "shared-gates" },
      });
      assert.equal(typeof JSON.parse(settings), "object");
      assert.equal(await resolve(value.functionArn), at("lambda", "function:changes-connector"));
    });
  }

  it("lets tickets be read with the reader's credentials, and opens them with its own", async () => {
    const credentialsKmsKeyArn = keyOf("1");
    const more = { readerCredentialsSecretArn, credentialsKmsKeyArn };
    const { value, resources } = await run(() => serviceNow(more));
    const connection = await resolve(value.connection);
    assert.equal(connection.credentialsSecretArn, readerCredentialsSecretArn);
    assert.equal(connection.credentialsKmsKeyArn, credentialsKmsKeyArn);
    const { variables } = only(resources, types.function).inputs.environment;
    assert.equal(variables.CREDENTIALS_ARN, credentialsSecretArn);
  });

  it("is woken by the hub's own bus, and each minute", async () => {
    const { resources } = await run(() => teams());
    const events = only(resources, types.rule, "changes-connector-events").inputs;
    assert.equal(events.eventBusName, "shared-events");
    const target = only(resources, types.target, "changes-connector-events-target").inputs;
    assert.equal(target.eventBusName, "shared-events");
    const schedule = only(resources, types.rule, "changes-connector-schedule").inputs;
    assert.deepEqual(
      [schedule.scheduleExpression, schedule.eventBusName],
      ["rate(1 minute)", undefined],
    );
    const queuePolicy = JSON.parse(only(resources, types.queuePolicy).inputs.policy);
    const rules = ["changes-connector-events", "changes-connector-schedule"];
    assert.deepEqual(
      queuePolicy.Statement[1].Condition.ArnLike["aws:SourceArn"].map((arn: string) =>
        arn.split("/").pop(),
      ),
      rules,
    );
    for (const rule of rules) {
      const { inputs } = only(resources, types.permission, `${rule}-permission`);
      assert.match(inputs.sourceArn, new RegExp(`${rule}$`));
    }
  });

  it("keeps its tickets until they are done with, in a table of its own", async () => {
    const { resources } = await run(() => teams());
    const table = only(resources, types.table).inputs;
    assert.deepEqual([table.hashKey, table.rangeKey], ["action", "token"]);
    assert.deepEqual(table.ttl, { attributeName: "ttl", enabled: true });
    assert.deepEqual(table.pointInTimeRecovery, { enabled: true });
    assert.deepEqual(table.globalSecondaryIndexes, [
      {
        ...{ name: "pending", hashKey: "pending", rangeKey: "action" },
        projectionType: "KEYS_ONLY",
      },
    ]);
    assert.equal(table.serverSideEncryption, undefined);
  });

  it("is run as its arguments say", async () => {
    const kmsKeyArn = keyOf("2");
    const alarmTopicArn = at("sns", "alarms");
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
    const tags = { team: "orders" };
    const { resources } = await run(() =>
      pagerDuty({
        ...{ kmsKeyArn, alarmTopicArn, permissionsBoundary, tags },
        ...{ logRetentionInDays: 30, region: "eu-west-1" },
      }),
    );
    const fn = only(resources, types.function).inputs;
    assert.deepEqual(
      [fn.kmsKeyArn, fn.timeout, fn.region, fn.tracingConfig.mode],
      [kmsKeyArn, 30, "eu-west-1", "PassThrough"],
    );
    assert.equal(only(resources, types.role).inputs.permissionsBoundary, permissionsBoundary);
    assert.equal(only(resources, types.logGroup).inputs.retentionInDays, 30);
    assert.equal(only(resources, types.logGroup).inputs.kmsKeyId, kmsKeyArn);
    const table = only(resources, types.table).inputs;
    assert.deepEqual(table.serverSideEncryption, { enabled: true, kmsKeyArn });
    assert.equal(only(resources, types.queue).inputs.kmsMasterKeyId, kmsKeyArn);
    const alarms = resources.filter(({ type }) => type === types.alarm);
    assert.deepEqual(
      alarms.map(({ inputs }) => inputs.alarmActions),
      [[alarmTopicArn], [alarmTopicArn]],
    );
    for (const type of [types.function, types.role, types.logGroup, types.table, types.queue]) {
      assert.deepEqual(only(resources, type).inputs.tags, tags, type);
    }
  });

  it("joins a hub of its own program, also in a preview that knows nothing of it yet", async () => {
    const program = () => {
      const { connection: hub } = hubWith();
      return Object.entries(connectors).map(([kind, create]) =>
        create(
          { hub, ...(kind === "jira" && { request: { serviceDeskId: "4", requestTypeId: "2" } }) },
          kind,
        ),
      );
    };
    const deployed = await run(program);
    const preview = await run(program, { preview: true });
    assert.deepEqual(shape(preview.resources), shape(deployed.resources));
    const { variables } = only(deployed.resources, types.function, "jira-connector").inputs
      .environment;
    assert.deepEqual(
      [variables.REQUESTS_TABLE, variables.DECIDER_FUNCTION],
      ["shared-requests", at("lambda", "function:shared-decider")],
    );
    assert.deepEqual(
      namesOf(deployed.resources, types.table).sort(),
      [
        ...Object.keys(connectors).map((kind) => `${kind}-tickets`),
        ...["shared-gates", "shared-requests"],
      ].sort(),
    );
  });

  it("takes arguments that are still to come", async () => {
    const later = <T>(value: T): pulumi.Output<T> =>
      pulumi.output(Promise.resolve(value)) as pulumi.Output<T>;
    const { resources } = await run(() =>
      serviceNow({
        hub: later(joinable),
        credentialsSecretArn: later(credentialsSecretArn),
        alarmTopicArn: later(at("sns", "alarms")),
        kmsKeyArn: later(keyOf("2")),
        region: later("eu-west-1"),
      }),
    );
    const { variables } = only(resources, types.function).inputs.environment;
    assert.equal(variables.CREDENTIALS_ARN, credentialsSecretArn);
    assert.equal(only(resources, types.rolePolicy).name, "changes-connector-policy");
  });
});
