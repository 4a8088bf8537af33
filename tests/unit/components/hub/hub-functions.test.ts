import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { credentialsSecretArn, hubWith, only, plainHub, types } from "../../../support/components";
import { type Registered, run } from "../../../support/mocks";

const known = ["notifier", "decider", "watcher", "slack-callback"];
const folders = [...known, "publisher", "sweep"];
const timeouts: Record<string, number> = { "slack-callback": 10, publisher: 60 };

async function hub(args?: object): Promise<Registered[]> {
  return (await (args === undefined ? plainHub() : run(() => hubWith(args)))).resources;
}

function environment(resources: Registered[], folder: string): Record<string, string> {
  return only(resources, types.function, `shared-${folder}`).inputs.environment.variables;
}

/** File of each entry of the deployed archive. */
async function files(resources: Registered[], folder: string): Promise<Record<string, string>> {
  const { code } = only(resources, types.function, `shared-${folder}`).inputs;
  const entries = Object.entries((await code.assets) as Record<string, any>);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, asset]) => [name, await asset.path])),
  );
}

describe("A hub's functions", () => {
  for (const folder of folders) {
    it(`run the bundle of ${folder} on Node 24 and arm64, as its own role, into its own log`, async () => {
      const resources = await hub();
      const fn = only(resources, types.function, `shared-${folder}`);
      const { code: _code, environment: _environment, description, ...rest } = fn.inputs;
      assert.ok(description.length > 20);
      assert.deepEqual(rest, {
        role: `arn:aws:iam::111122223333:role/shared-${folder}-role`,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        timeout: timeouts[folder] ?? 30,
        memorySize: folder === "slack-callback" ? 1024 : 512,
        loggingConfig: { logFormat: "JSON", logGroup: `shared-${folder}-logs` },
        tracingConfig: { mode: "PassThrough" },
      });
      assert.deepEqual(only(resources, types.logGroup, `shared-${folder}-logs`).inputs, {
        retentionInDays: 365,
      });
    });

    it(`have ${folder} wait for its log group and its rights`, async () => {
      const resources = await hub();
      const { dependencies } = only(resources, types.function, `shared-${folder}`);
      for (const [type, suffix] of [
        [types.logGroup, "logs"],
        [types.rolePolicy, "policy"],
        [types.role, "role"],
      ] as const) {
        const { urn } = only(resources, type, `shared-${folder}-${suffix}`);
        assert.ok(dependencies.includes(urn), suffix);
      }
    });

    it(`have ${folder} deploy its own bundle and nothing else, the same bytes in every run`, async () => {
      const hashes: string[] = [];
      for (let times = 0; times < 2; times++) {
        const deployed = await files(await hub({}), folder);
        assert.deepEqual(Object.keys(deployed), ["index.js"]);
        const file = deployed["index.js"];
        assert.ok(path.isAbsolute(file));
        assert.ok(file.endsWith(path.join("dist", "functions", folder, "index.js")), file);
        hashes.push(createHash("sha256").update(readFileSync(file)).digest("hex"));
      }
      assert.equal(hashes[0], hashes[1]);
    });
  }

  it("keep their logs for as long as the hub is told to, if CloudWatch lets it", async () => {
    for (const logRetentionInDays of [1, 3653, pulumi.output(400)]) {
      const resources = await hub({ logRetentionInDays });
      const days = resources.filter(({ type }) => type === types.logGroup);
      const expected = typeof logRetentionInDays === "number" ? logRetentionInDays : 400;
      assert.deepEqual(
        days.map(({ inputs }) => inputs.retentionInDays),
        Array(6).fill(expected),
      );
    }
  });

  it("run without a limit of their own, but for the public one, which may have one", async () => {
    const resources = await hub({ reservedConcurrency: 20 });
    const functions = resources.filter(({ type }) => type === types.function);
    assert.deepEqual(
      functions
        .filter(({ inputs }) => inputs.reservedConcurrentExecutions !== undefined)
        .map(({ name, inputs }) => [name, inputs.reservedConcurrentExecutions]),
      [["shared-slack-callback", 20]],
    );
  });
});

describe("The environment of a hub's functions", () => {
  const common = (folder: string): object => ({
    CREDENTIALS_ARN: credentialsSecretArn,
    GATES_TABLE: "shared-gates",
    POWERTOOLS_SERVICE_NAME: `shared-${folder}`,
    POWERTOOLS_LOG_LEVEL: "INFO",
  });
  const keeps = (folder: string): object => ({
    REQUESTS_TABLE: "shared-requests",
    DEAD_LETTER_QUEUE_URL: `https://sqs.eu-west-1.amazonaws.com/111122223333/shared-${folder}-dead-letters`,
  });
  const own: Record<string, object> = {
    notifier: { ...keeps("notifier"), REQUEST_RETENTION_DAYS: "400" },
    decider: keeps("decider"),
    watcher: keeps("watcher"),
    "slack-callback": {
      DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:shared-decider",
    },
  };
  for (const folder of known) {
    it(`names to ${folder} what it may reach, and no secret`, async () => {
      assert.deepEqual(environment(await hub(), folder), { ...common(folder), ...own[folder] });
    });
  }

  it("names to sweep what it lists and whom it hands it to, and no credentials", async () => {
    assert.deepEqual(environment(await hub(), "sweep"), {
      POWERTOOLS_SERVICE_NAME: "shared-sweep",
      POWERTOOLS_LOG_LEVEL: "INFO",
      GATES_TABLE: "shared-gates",
      ...keeps("sweep"),
      NOTIFIER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:shared-notifier",
      WATCHER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:shared-watcher",
      PUBLISHER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:shared-publisher",
    });
  });

  it("names to publisher its bus, the requests and its queue, and no credentials or gates", async () => {
    assert.deepEqual(environment(await hub(), "publisher"), {
      POWERTOOLS_SERVICE_NAME: "shared-publisher",
      POWERTOOLS_LOG_LEVEL: "INFO",
      EVENT_BUS_NAME: "shared-events",
      REQUESTS_TABLE: "shared-requests",
      DEAD_LETTER_QUEUE_URL:
        "https://sqs.eu-west-1.amazonaws.com/111122223333/shared-publisher-dead-letters",
    });
  });

  it("names to slackCallback and decider alone the one team and app, where they are given", async () => {
    const resources = await hub({
      slack: { credentialsSecretArn, teamId: "T0123ABCDEF", appId: pulumi.output("A0123ABCDEF") },
    });
    for (const folder of folders) {
      const { SLACK_TEAM_ID, SLACK_APP_ID } = environment(resources, folder);
      const expected = ["slack-callback", "decider"].includes(folder)
        ? ["T0123ABCDEF", "A0123ABCDEF"]
        : [undefined, undefined];
      assert.deepEqual([SLACK_TEAM_ID, SLACK_APP_ID], expected, folder);
    }
  });

  it("tells notifier how long requests are kept", async () => {
    for (const requestRetentionInDays of [61, pulumi.output(61)]) {
      const resources = await hub({ requestRetentionInDays });
      assert.equal(environment(resources, "notifier").REQUEST_RETENTION_DAYS, "61");
    }
  });

  it("names neither team nor app where they are null", async () => {
    const slack = { credentialsSecretArn, teamId: null, appId: null };
    const variables = environment(await hub({ slack }), "decider");
    assert.deepEqual(variables, { ...common("decider"), ...own.decider });
  });
});
