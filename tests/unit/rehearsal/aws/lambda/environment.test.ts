import * as assert from "node:assert/strict";
import { environmentOf, reservedVariables } from "../../../../../rehearsal/aws/lambda/environment";
import type { AccessKey } from "../../../../../rehearsal/aws/iam/types";
import { closeFunctions, newFunctions, place, settings } from "./support";

const key = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" } as AccessKey;
const run = { key, endpointUrl: "http://127.0.0.1:9", logStream: "stream" };

describe("A function's environment", () => {
  afterEach(closeFunctions);

  it("is what the deployment and Lambda set, and nothing of this machine's own", async () => {
    const { run } = newFunctions({ function: { environment: { GATES_TABLE: "gates" } } });
    const {
      AWS_LAMBDA_LOG_STREAM_NAME: logStream,
      // Node itself hands this one on where coverage is collected.
      NODE_V8_COVERAGE: _,
      ...environment
    } = await run({ way: "environment" });
    assert.match(logStream, /\[\$LATEST\]/);
    assert.deepEqual(environment, {
      GATES_TABLE: "gates",
      _HANDLER: "index.handler",
      LAMBDA_TASK_ROOT: settings.codeFolder,
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
      AWS_LAMBDA_FUNCTION_NAME: "notifier",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_FORMAT: "Text",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/notifier",
      AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      HOME: "/home/sbx_user1051",
      LANG: "en_US.UTF-8",
      PATH: "/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin",
      TZ: ":UTC",
    });
  });

  it("gets keys anew for each process", async () => {
    let issued = 0;
    const credentialsFor = () => ({ ...key, accessKeyId: `ASIA${(issued += 1)}` }) as AccessKey;
    const { run } = newFunctions({ credentialsFor });
    const keyOf = async () => (await run({ way: "environment" })).AWS_ACCESS_KEY_ID;
    assert.deepEqual([await keyOf(), await keyOf()], ["ASIA1", "ASIA1"]);
    await run({ way: "exit", code: 1 });
    assert.equal(await keyOf(), "ASIA2");
  });

  it("lets no deployment set what Lambda sets", () => {
    const environment = Object.fromEntries(reservedVariables.map((name) => [name, "mine"]));
    const set = environmentOf({ ...settings, environment }, place, run);
    const mine = Object.keys(set).filter((name) => set[name] === "mine");
    assert.deepEqual(mine, [
      "_X_AMZN_TRACE_ID",
      "AWS_ACCESS_KEY",
      "AWS_LAMBDA_RUNTIME_API",
      "LAMBDA_RUNTIME_DIR",
    ]);
  });

  it("has no session token for long-term keys", () => {
    const longTerm = { ...run, key: { ...key, sessionToken: undefined } };
    assert.equal("AWS_SESSION_TOKEN" in environmentOf(settings, place, longTerm), false);
  });
});
