import * as assert from "node:assert/strict";
import { credentialsSecretArn, hubWith, only, plainHub, types } from "../../../support/components";
import { run } from "../../../support/mocks";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

async function statements(folder: string, args?: object): Promise<any[]> {
  const { resources } = await (args === undefined ? plainHub() : run(() => hubWith(args)));
  const { inputs } = only(resources, types.rolePolicy, `shared-${folder}-policy`);
  return JSON.parse(inputs.policy).Statement;
}

const logs = (folder: string): object => ({
  Sid: "WriteLogs",
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: at("logs", `log-group:shared-${folder}-logs:*`),
});
const credentials = {
  Sid: "ReadCredentials",
  Effect: "Allow",
  Action: "secretsmanager:GetSecretValue",
  Resource: credentialsSecretArn,
};
const gates = {
  Sid: "ReadGates",
  Effect: "Allow",
  Action: "dynamodb:GetItem",
  Resource: at("dynamodb", "table/shared-gates"),
};
const requests = (...actions: string[]): object => ({
  Sid: "KeepRequests",
  Effect: "Allow",
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: at("dynamodb", "table/shared-requests"),
});
const failures = (folder: string): object => ({
  Sid: "SendToDeadLetterQueue",
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource: at("sqs", `shared-${folder}-dead-letters`),
});
const below = (name: string): string =>
  `arn:aws:iam::111122223333:role/codepipeline-approvals/shared-${name}-role/*`;
const gateRoles = (action: string | string[], paths: string | string[]): object => ({
  Sid: "AssumeGateRoles",
  Effect: "Allow",
  Action: action,
  Resource: paths,
});

describe("The policies of a hub's functions", () => {
  it("let slackCallback use its log, its credentials, the gates, and the decider", async () => {
    assert.deepEqual(await statements("slack-callback"), [
      logs("slack-callback"),
      credentials,
      gates,
      {
        Sid: "HandOverToDecider",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: at("lambda", "function:shared-decider"),
      },
    ]);
  });

  it("let notifier use requests, and take on the gates' roles to read", async () => {
    assert.deepEqual(await statements("notifier"), [
      logs("notifier"),
      credentials,
      gates,
      requests("GetItem", "PutItem"),
      failures("notifier"),
      gateRoles("sts:AssumeRole", [below("decider"), below("watcher")]),
    ]);
  });

  it("let decider use requests, and take on the roles of gates in Slack in a person's name", async () => {
    assert.deepEqual(await statements("decider"), [
      logs("decider"),
      credentials,
      gates,
      requests("GetItem", "PutItem"),
      failures("decider"),
      gateRoles(["sts:AssumeRole", "sts:SetSourceIdentity"], below("decider")),
    ]);
  });

  it("let watcher use requests, also those whose token it does not know, and take on the gates' roles to read", async () => {
    assert.deepEqual(await statements("watcher"), [
      logs("watcher"),
      credentials,
      gates,
      requests("GetItem", "PutItem", "Query"),
      failures("watcher"),
      gateRoles("sts:AssumeRole", [below("decider"), below("watcher")]),
    ]);
  });

  it("are of roles that Lambda alone may take on", async () => {
    const { resources } = await plainHub();
    const roles = resources.filter(({ type }) => type === types.role);
    assert.equal(roles.length, 6);
    for (const { inputs } of roles) {
      assert.deepEqual(JSON.parse(inputs.assumeRolePolicy), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "RunAsLambda",
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      });
    }
  });
});

describe("The right of slackCallback to the credentials", () => {
  const parameter = at("ssm", "parameter/slack/app");
  const key = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
  const cases: [what: string, slack: object, expected: object[]][] = [
    [
      "in a parameter",
      { credentialsSecretArn: parameter },
      [{ ...credentials, Action: "ssm:GetParameter", Resource: parameter }],
    ],
    [
      "in a secret under a customer's key",
      { credentialsSecretArn, credentialsKmsKeyArn: key },
      [
        credentials,
        {
          Sid: "DecryptCredentials",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: key,
          Condition: {
            StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" },
          },
        },
      ],
    ],
    [
      "in a parameter under a customer's key",
      { credentialsSecretArn: parameter, credentialsKmsKeyArn: key },
      [
        { ...credentials, Action: "ssm:GetParameter", Resource: parameter },
        {
          Sid: "DecryptCredentials",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: key,
          Condition: { StringEquals: { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" } },
        },
      ],
    ],
  ];
  for (const [what, slack, expected] of cases) {
    it(`is to exactly what holds them ${what}`, async () => {
      const found = await statements("slack-callback", { slack });
      assert.deepEqual(
        found.filter(({ Sid }) => /Credentials$/.test(Sid)),
        expected,
      );
    });
  }
});

describe("A hub's key of the customer", () => {
  const kmsKeyArn = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
  const via = (...services: string[]): object => ({
    StringEquals: { "kms:ViaService": services.map((name) => `${name}.eu-west-1.amazonaws.com`) },
  });

  it("encrypts all its tables, queues, logs and its bus", async () => {
    const { resources } = await run(() => hubWith({ kmsKeyArn }));
    const of = (type: string): any[] =>
      resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);
    assert.deepEqual(
      of(types.table).map(({ serverSideEncryption }) => serverSideEncryption),
      Array(2).fill({ enabled: true, kmsKeyArn }),
    );
    assert.deepEqual(
      of(types.queue).map(({ kmsMasterKeyId, sqsManagedSseEnabled }) => [
        kmsMasterKeyId,
        sqsManagedSseEnabled,
      ]),
      Array(5).fill([kmsKeyArn, undefined]),
    );
    assert.deepEqual(
      of(types.logGroup).map(({ kmsKeyId }) => kmsKeyId),
      Array(6).fill(kmsKeyArn),
    );
    const [bus] = of(types.bus);
    assert.equal(bus.kmsKeyIdentifier, kmsKeyArn);
  });

  it("may be used by the functions through these services only, and by the public one only to read", async () => {
    const use = { Sid: "UseKey", Effect: "Allow", Resource: kmsKeyArn };
    const read = ["kms:Decrypt", "kms:DescribeKey"];
    const useOf = async (folder: string): Promise<object[]> =>
      (await statements(folder, { kmsKeyArn })).filter(({ Sid }) => Sid === "UseKey");
    for (const folder of ["notifier", "decider", "watcher", "publisher", "sweep"]) {
      const Action = [...read, "kms:Encrypt", "kms:GenerateDataKey"];
      const Condition = via("dynamodb", "sqs");
      assert.deepEqual(await useOf(folder), [{ ...use, Action, Condition }]);
    }
    const Condition = via("dynamodb");
    assert.deepEqual(await useOf("slack-callback"), [{ ...use, Action: read, Condition }]);
  });
});
