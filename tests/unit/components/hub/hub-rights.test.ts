/** What each function of a hub may do, word for word: a right more is a finding, one less a failure. */
import * as assert from "node:assert/strict";
import {
  deciderPolicy,
  notifierPolicy,
  type RequestRights,
  slackCallbackPolicy,
  watcherPolicy,
} from "../../../../components/hub/model/hub-policies";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const rights = {
  logGroupArn: at("logs", "log-group:hub"),
  gatesTableArn: at("dynamodb", "table/gates"),
  requestsTableArn: at("dynamodb", "table/requests"),
  deadLetterQueueArn: at("sqs", "failed"),
  credentialsArn: at("secretsmanager", "secret:slack-AbCdEf"),
  deciderRolePath: "/codepipeline-approvals/decider/",
  watcherRolePath: "/codepipeline-approvals/watcher/",
  deciderArn: at("lambda", "function:decider"),
};
const signingSecretArn = at("ssm", "parameter/signing");
const kmsKeyArn = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
const credentialsKmsKeyArn = at("kms", "key/mrk-1234abcd12ab34cd56ef1234567890ab");

const allow = (
  Sid: string,
  Action: string | string[],
  Resource: string | string[],
  Condition?: object,
) => ({
  ...{ Sid, Effect: "Allow", Action, Resource },
  ...(Condition === undefined ? {} : { Condition }),
});
const via = (...services: string[]) => {
  const hosts = services.map((service) => `${service}.eu-west-1.amazonaws.com`);
  return { StringEquals: { "kms:ViaService": hosts.length === 1 ? hosts[0] : hosts } };
};
const viaAll = (...services: string[]) => ({
  StringEquals: { "kms:ViaService": services.map((one) => `${one}.eu-west-1.amazonaws.com`) },
});

const logs = allow(
  "WriteLogs",
  ["logs:CreateLogStream", "logs:PutLogEvents"],
  `${rights.logGroupArn}:*`,
);
const credentials = allow(
  "ReadCredentials",
  "secretsmanager:GetSecretValue",
  rights.credentialsArn,
);
const signing = allow("ReadSigningSecret", "ssm:GetParameter", signingSecretArn);
const gates = allow("ReadGates", "dynamodb:GetItem", rights.gatesTableArn);
const failed = allow("SendToDeadLetterQueue", "sqs:SendMessage", rights.deadLetterQueueArn);
const requests = (...more: string[]) =>
  allow("KeepRequests", ["dynamodb:GetItem", "dynamodb:PutItem", ...more], rights.requestsTableArn);
const below = (name: string): string =>
  `arn:aws:iam::111122223333:role/codepipeline-approvals/${name}/*`;
const toRead = allow("AssumeGateRoles", "sts:AssumeRole", [below("decider"), below("watcher")]);
const inPersonsName = allow(
  "AssumeGateRoles",
  ["sts:AssumeRole", "sts:SetSourceIdentity"],
  below("decider"),
);

interface Function {
  readonly policy: (given: RequestRights & { deciderArn: string }) => { Statement: unknown[] };
  readonly verifies: boolean;
  /** What only what nothing outside the account can reach may do through the hub's key. */
  readonly writes: boolean;
  readonly own: readonly object[];
}

const functions: Readonly<Record<string, Function>> = {
  slackCallback: {
    policy: slackCallbackPolicy,
    verifies: true,
    writes: false,
    own: [allow("HandOverToDecider", "lambda:InvokeFunction", rights.deciderArn)],
  },
  notifier: {
    policy: notifierPolicy,
    verifies: false,
    writes: true,
    own: [requests(), failed, toRead],
  },
  decider: {
    policy: deciderPolicy,
    verifies: true,
    writes: true,
    own: [requests(), failed, inPersonsName],
  },
  watcher: {
    policy: watcherPolicy,
    verifies: false,
    writes: true,
    own: [requests("dynamodb:Query"), failed, toRead],
  },
};

for (const [name, { policy, verifies, writes, own }] of Object.entries(functions)) {
  const statements = (more: Partial<RequestRights> = {}) =>
    policy({ ...rights, ...more }).Statement;
  const only = verifies ? [signing] : [];

  describe(`the rights of ${name}`, () => {
    it("are these", () => assert.deepEqual(statements(), [logs, credentials, gates, ...own]));

    it(`are with a signing secret of its own ${verifies ? "to read it" : "no others"}`, () => {
      const expected = [logs, credentials, ...only, gates, ...own];
      assert.deepEqual(statements({ signingSecretArn }), expected);
    });

    it("are with a key of the credentials to decrypt these, through their stores alone", () => {
      const decrypt = (...services: string[]) =>
        allow("DecryptCredentials", "kms:Decrypt", credentialsKmsKeyArn, via(...services));
      assert.deepEqual(statements({ credentialsKmsKeyArn }), [
        ...[logs, credentials, decrypt("secretsmanager"), gates],
        ...own,
      ]);
      const both = verifies ? ["secretsmanager", "ssm"] : ["secretsmanager"];
      assert.deepEqual(statements({ credentialsKmsKeyArn, signingSecretArn }), [
        ...[logs, credentials, ...only, decrypt(...both), gates],
        ...own,
      ]);
      const signingArn = at("secretsmanager", "secret:signing-AbCdEf");
      const [sameStore] = statements({ credentialsKmsKeyArn, signingSecretArn: signingArn }).filter(
        (one) => (one as { Sid: string }).Sid === "DecryptCredentials",
      );
      assert.deepEqual(sameStore, decrypt("secretsmanager"));
    });

    it("are with a key of the hub to use it through the services that it uses", () => {
      const [services, more] = writes
        ? [
            ["dynamodb", "sqs"],
            ["kms:Encrypt", "kms:GenerateDataKey"],
          ]
        : [["dynamodb"], []];
      const actions = ["kms:Decrypt", "kms:DescribeKey", ...more];
      assert.deepEqual(statements({ kmsKeyArn }), [
        ...[logs, credentials, gates],
        allow("UseKey", actions, kmsKeyArn, viaAll(...services)),
        allow("DecryptEnvironment", "kms:Decrypt", kmsKeyArn, via("lambda")),
        ...own,
      ]);
    });

    it("are those of the way it is run as well", () => {
      const sids = statements({ tracing: true, inVpc: true }).map(
        (one) => (one as { Sid: string }).Sid,
      );
      for (const sid of ["WriteTraces", "ConnectToVpc", "NotByTheFunctionsCode"]) {
        assert.equal(sids.filter((one) => one === sid).length, 1, sid);
      }
    });
  });
}

describe("the rights in a hub without Slack", () => {
  const { credentialsArn: _c, deciderRolePath: _p, deciderArn: _d, ...left } = rights;
  const toReadBelow = allow("AssumeGateRoles", "sts:AssumeRole", below("watcher"));

  it("are of notifier and watcher to read no credentials, and to take on no role that decides", () => {
    for (const [policy, more] of [
      [notifierPolicy, []],
      [watcherPolicy, ["dynamodb:Query"]],
    ] as const) {
      assert.deepEqual(policy(left).Statement, [
        ...[logs, gates, requests(...more), failed, toReadBelow],
      ]);
      assert.deepEqual(policy({ ...left, credentialsKmsKeyArn }), policy(left));
    }
  });
});

describe("the rights of a hub in China", () => {
  it("are of its partition, and its services have other names", () => {
    const there = Object.fromEntries(
      Object.entries({ ...rights, kmsKeyArn }).map(([key, value]) => [
        key,
        value.replace("arn:aws:", "arn:aws-cn:").replace("eu-west-1", "cn-north-1"),
      ]),
    ) as unknown as RequestRights;
    const text = JSON.stringify(deciderPolicy(there));
    assert.ok(text.includes("arn:aws-cn:iam::111122223333:role/codepipeline-approvals/decider/*"));
    assert.ok(text.includes("dynamodb.cn-north-1.amazonaws.com.cn"));
    assert.ok(!/eu-west-1|arn:aws:|amazonaws\.com[^.]/.test(text), text);
  });
});
