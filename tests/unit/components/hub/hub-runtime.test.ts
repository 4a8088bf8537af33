import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, hubWith, namesOf, only, slack, types } from "../../../support/components";
import { type Registered, resolve, run } from "../../../support/mocks";

const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const vpc = {
  subnetIds: ["subnet-0123456789abcdef0", "subnet-0123abcd"],
  securityGroupIds: ["sg-0123456789abcdef0"],
};
const rolePath = "/platform/";

/** Argument of HubOptions, its value, and the property of every resource of a type that carries it. */
const table: [argument: string, value: unknown, type: string, count: number, property: object][] = [
  ["tracing", true, types.function, 6, { tracingConfig: { mode: "Active" } }],
  ["vpc", vpc, types.function, 6, { vpcConfig: vpc }],
  ["logRetentionInDays", 30, types.logGroup, 6, { retentionInDays: 30 }],
  ["rolePath", rolePath, types.role, 6, { path: rolePath }],
];

/** The same, where one resource of the type carries it. */
const one: [argument: string, value: unknown, type: string, name: string, property: object][] = [
  [
    ...["reservedConcurrency", 5, types.function, "slack-callback"],
    { reservedConcurrentExecutions: 5 },
  ],
  ["deletionProtection", false, types.table, "requests", { deletionProtectionEnabled: false }],
  ["deletionProtection", true, types.table, "requests", { deletionProtectionEnabled: true }],
] as never;

function part(inputs: Registered["inputs"], like: object): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, inputs[key]]));
}

/** As an argument of a hub, plain and to come, and as one of a gate's own hub. */
function everyWay(argument: string, value: unknown): [string, string, () => unknown][] {
  const record = typeof value === "object";
  const unresolved = record
    ? Object.fromEntries(
        Object.entries(value as object).map(([key, list]) => [key, pulumi.output(list)]),
      )
    : pulumi.output(value);
  return [
    ["of a hub", "shared", () => hubWith({ [argument]: value })],
    ["of a hub, to come", "shared", () => hubWith({ [argument]: unresolved })],
    [
      "of a gate's own hub",
      "production-hub",
      () => gateWith({ slack: { ...slack, ownHub: { [argument]: value } } }),
    ],
  ];
}

describe("how the functions of a hub are run", () => {
  for (const [argument, value, type, count, property] of table) {
    for (const [what, name, program] of everyWay(argument, value)) {
      it(`${argument} ${what} is at every ${type}`, async () => {
        const { resources } = await run(program);
        const all = resources.filter((found) => found.type === type && found.name.startsWith(name));
        assert.deepEqual(
          all
            .filter((found) => !/-slack-role$/.test(found.name))
            .map((r) => part(r.inputs, property)),
          Array(count).fill(property),
        );
      });
    }
  }
  for (const [argument, value, type, name, property] of one) {
    for (const [what, hub, program] of everyWay(argument, value)) {
      it(`${argument} ${what}, ${String(value)}, is at ${name}`, async () => {
        const { resources } = await run(program);
        const { inputs } = only(resources, type, `${hub}-${name}`);
        assert.deepEqual(part(inputs, property), property);
      });
    }
  }

  it("requestRetentionInDays of a gate's own hub is told to the notifier", async () => {
    const ownHub = { requestRetentionInDays: 61 };
    const { resources } = await run(() => gateWith({ slack: { ...slack, ownHub } }));
    const { environment } = only(resources, types.function, "production-hub-notifier").inputs;
    assert.equal(environment.variables.REQUEST_RETENTION_DAYS, "61");
  });

  it("a customer's key encrypts the environment of every function", async () => {
    for (const program of [
      () => hubWith({ kmsKeyArn }),
      () => gateWith({ slack: { ...slack, kmsKeyArn } }),
    ]) {
      const { resources } = await run<unknown>(program);
      const functions = resources.filter(({ type }) => type === types.function);
      assert.deepEqual(
        functions.map(({ inputs }) => inputs.kmsKeyArn),
        Array(6).fill(kmsKeyArn),
      );
    }
  });

  it("a gate's own hub is as a hub is: its table of requests is not deleted unasked", async () => {
    for (const ownHub of [undefined, null, {}]) {
      const { resources } = await run(() => gateWith({ slack: { ...slack, ownHub } }));
      const { inputs } = only(resources, types.table, "production-hub-requests");
      assert.equal(inputs.deletionProtectionEnabled, true);
    }
  });
});

describe("an endpoint of one's own", () => {
  const slackCallbackUrl = "https://approvals.example.com/slack";

  for (const given of [slackCallbackUrl, pulumi.output(slackCallbackUrl)]) {
    it("takes the place of the function URL, and nobody else may call the function", async () => {
      const { value, resources } = await run(() => hubWith({ slackCallbackUrl: given }));
      assert.deepEqual(namesOf(resources, types.functionUrl), []);
      assert.deepEqual(
        resources
          .filter(({ type, inputs }) => type === types.permission && inputs.principal === "*")
          .map(({ name }) => name),
        [],
      );
      assert.equal(await resolve(value.slackCallbackUrl), slackCallbackUrl);
      assert.equal((await resolve(value.connection)).slackCallbackUrl, slackCallbackUrl);
      const manifest = JSON.parse((await resolve(value.slackAppManifest))!);
      assert.equal(manifest.settings.interactivity.request_url, slackCallbackUrl);
    });
  }

  it("finds the function by the hub's outputs", async () => {
    const { value } = await run(() => hubWith({ slackCallbackUrl }));
    assert.equal(
      await resolve(value.slackCallbackFunctionArn),
      "arn:aws:lambda:eu-west-1:111122223333:function:shared-slack-callback",
    );
    assert.equal(await resolve(value.slackCallbackFunctionName), "shared-slack-callback");
  });

  it("has an alarm on the function's own errors: there is no function URL to count them", async () => {
    const { resources } = await run(() => hubWith({ slackCallbackUrl }));
    const { inputs } = only(resources, types.alarm, "shared-slack-callback-errors");
    assert.equal(inputs.metricName, "Errors");
  });
});
