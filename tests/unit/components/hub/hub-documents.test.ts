/** The hub's documents where no whole hub is needed to see what they say. */
import * as assert from "node:assert/strict";
import {
  deadLetterQueuePolicy,
  functionTrust,
  notifierPolicy,
  slackCallbackPolicy,
} from "../../../../components/hub/model/hub-policies";
import { runtime } from "../../../../components/hub/model/runtime-rights";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const Version = "2012-10-17";
const kmsKeyArn = at("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
const signingSecretArn = at("ssm", "parameter/signing");
const rights = {
  logGroupArn: at("logs", "log-group:hub"),
  gatesTableArn: at("dynamodb", "table/gates"),
  credentialsArn: at("secretsmanager", "secret:slack-AbCdEf"),
  deciderArn: at("lambda", "function:decider"),
};
const inside = {
  requestsTableArn: at("dynamodb", "table/requests"),
  deadLetterQueueArn: at("sqs", "failed"),
  deciderRolePath: "/approvals/",
  watcherRolePath: "/records/",
};

const bySid = (policy: { Statement: { Sid: string }[] }, sid: string) =>
  policy.Statement.filter(({ Sid }) => Sid === sid);

describe("who takes on the role of a function", () => {
  it("is Lambda, and nobody else", () => {
    assert.deepEqual(functionTrust(), {
      Version,
      Statement: [
        {
          Sid: "RunAsLambda",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });
});

describe("what signs clicks, in a secret of its own", () => {
  it("is read by the function that verifies, and by no other", () => {
    const read = bySid(slackCallbackPolicy({ ...rights, signingSecretArn }), "ReadSigningSecret");
    const statement = { Sid: "ReadSigningSecret", Effect: "Allow", Action: "ssm:GetParameter" };
    assert.deepEqual(read, [{ ...statement, Resource: signingSecretArn }]);
    const others = notifierPolicy({ ...rights, ...inside, signingSecretArn });
    assert.deepEqual(bySid(others, "ReadSigningSecret"), []);
    assert.ok(!JSON.stringify(others).includes(signingSecretArn));
  });

  it("is refused by the name of its argument where it is no ARN", () => {
    assert.throws(() => slackCallbackPolicy({ ...rights, signingSecretArn: "signing" }), {
      propertyPath: "slack.signingSecretArn",
    });
    assert.throws(() => slackCallbackPolicy({ ...rights, credentialsArn: "slack" }), {
      propertyPath: "slack.credentialsSecretArn",
    });
  });
});

describe("the key of a hub", () => {
  it("opens the environment of a function through Lambda alone", () => {
    const policy = slackCallbackPolicy({ ...rights, kmsKeyArn });
    assert.deepEqual(bySid(policy, "DecryptEnvironment"), [
      {
        Sid: "DecryptEnvironment",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: kmsKeyArn,
        Condition: { StringEquals: { "kms:ViaService": "lambda.eu-west-1.amazonaws.com" } },
      },
    ]);
  });

  it("is refused to a table that has no ARN", () => {
    const gatesTableArn = "gates";
    const policies = [
      () => slackCallbackPolicy({ ...rights, kmsKeyArn, gatesTableArn }),
      () => notifierPolicy({ ...rights, ...inside, gatesTableArn }),
    ];
    for (const policy of policies) {
      assert.throws(policy, {
        message: /^The `arn` output of the table that is made here must be an ARN, got: "gates"/,
      });
    }
  });
});

describe("the queue of what was not delivered", () => {
  const queue = at("sqs", "failed");
  const tls = {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queue,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };

  it("takes nothing without TLS", () => {
    assert.deepEqual(deadLetterQueuePolicy(queue), { Version, Statement: [tls] });
  });

  it("takes messages of the one service that has no role, about one source", () => {
    const arnPattern = at("sns", "approvals-*");
    const policy = deadLetterQueuePolicy(queue, { service: "sns.amazonaws.com", arnPattern });
    assert.deepEqual(policy.Statement, [
      tls,
      {
        Sid: "AllowDeadLetterDelivery",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue,
        Condition: { ArnLike: { "aws:SourceArn": arnPattern } },
      },
    ]);
  });
});

describe("the rights that go with how a function is run", () => {
  const { gatesTableArn } = rights;
  const connect = [
    ...["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
    ...["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"],
  ];

  it("are none where it is run as it comes", () => {
    assert.deepEqual(runtime({ gatesTableArn }), []);
    assert.deepEqual(runtime({ gatesTableArn, tracing: false, inVpc: false }), []);
  });

  it("are to write traces where it is traced", () => {
    assert.deepEqual(runtime({ gatesTableArn, tracing: true }), [
      {
        Sid: "WriteTraces",
        Effect: "Allow",
        Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
        Resource: "*",
      },
    ]);
  });

  it("are Lambda's to connect it to a VPC, and none of its own code", () => {
    assert.deepEqual(runtime({ gatesTableArn, inVpc: true }), [
      { Sid: "ConnectToVpc", Effect: "Allow", Action: connect, Resource: "*" },
      {
        Sid: "NotByTheFunctionsCode",
        Effect: "Deny",
        Action: connect,
        Resource: "*",
        Condition: { ArnLike: { "lambda:SourceFunctionArn": at("lambda", "function:*") } },
      },
    ]);
  });

  it("blame the mocks where the table that says where it is has no ARN", () => {
    assert.throws(() => runtime({ gatesTableArn: "gates" }), {
      message: /^The `arn` output of the table that is made here must be an ARN, got: "gates"/,
    });
  });
});
