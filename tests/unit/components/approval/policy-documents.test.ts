/** The documents of people, pipelines and topics, word for word: what a policy says is a public contract. */
import * as assert from "node:assert/strict";
import { type Arn, parseArn } from "../../../../components/scope/model/arn";
import {
  approverPolicy,
  pipelinePolicy,
  topicPolicy,
} from "../../../../components/approval/model/policies";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const pipeline = "arn:aws:codepipeline:eu-west-1:111122223333:orders";
const action = `${pipeline}/Release/qa`;
const topicArn = "arn:aws:sns:eu-west-1:111122223333:approvals";
const topic: Arn = parseArn(topicArn, "arg");
const Version = "2012-10-17";

describe("the policy of a topic", () => {
  it("lets the account publish, and nobody without TLS", () => {
    assert.deepEqual(topicPolicy(topicArn, place), {
      Version,
      Statement: [
        {
          Sid: "AllowPublishFromThisAccount",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "sns:Publish",
          Resource: topicArn,
        },
        {
          Sid: "DenyPublishWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: topicArn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});

describe("the policy of an approver", () => {
  const read = ["GetPipeline", "GetPipelineState", "GetPipelineExecution"];
  const list = ["ListPipelineExecutions", "ListActionExecutions"];
  const reading = [...read, ...list].map((name) => `codepipeline:${name}`);
  const rights = { actionArns: [action], pipelineArns: [pipeline] };
  const decide = {
    Sid: "DecideApproval",
    Effect: "Allow",
    Action: "codepipeline:PutApprovalResult",
    Resource: action,
  };
  const see = { Sid: "ReadPipeline", Effect: "Allow", Action: reading, Resource: pipeline };

  it("decides the action and reads its pipeline", () => {
    const policy = approverPolicy({ ...rights, requireMfa: false, consoleAccess: false });
    assert.deepEqual(policy, { Version, Statement: [decide, see] });
  });

  it("asks for MFA to decide, and lists pipelines for the console", () => {
    const policy = approverPolicy({ ...rights, requireMfa: true, consoleAccess: true });
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const console = {
      Sid: "ListPipelinesInConsole",
      Effect: "Allow",
      Action: "codepipeline:ListPipelines",
      Resource: "*",
    };
    assert.deepEqual(policy, { Version, Statement: [{ ...decide, Condition }, see, console] });
  });

  it("has several actions as a list", () => {
    const actionArns = [action, `${action}2`];
    const policy = approverPolicy({
      ...{ ...rights, actionArns, requireMfa: false, consoleAccess: false },
    });
    assert.deepEqual(policy.Statement[0].Resource, actionArns);
  });
});

describe("the policy of a pipeline", () => {
  const publish = {
    Sid: "PublishApprovalRequests",
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: topicArn,
  };
  const use = (Resource: string, number = 0, more: object = {}) => ({
    Sid: `UseTopicKey${number}`,
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource,
    Condition: { StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" }, ...more },
  });
  const keys = "arn:aws:kms:eu-west-1:111122223333:key/";
  const statements = (...kmsKeys: (string | undefined)[]) =>
    pipelinePolicy(kmsKeys.map((kmsKey) => ({ arn: topic, kmsKey }))).Statement;

  it("needs nothing where nobody is notified", () => {
    const nothing = { Sid: "NothingToPublish", Effect: "Allow", Action: "sts:GetCallerIdentity" };
    assert.deepEqual(pipelinePolicy([]), {
      Version,
      Statement: [{ ...nothing, Resource: "*" }],
    });
  });

  it("publishes, each topic once, and uses no key of AWS", () => {
    assert.deepEqual(statements(undefined, "alias/aws/sns"), [publish]);
    const other = { ...topic, resource: "other" };
    const [{ Resource }] = pipelinePolicy([{ arn: topic }, { arn: other }]).Statement;
    assert.deepEqual(Resource, [topicArn, topicArn.replace("approvals", "other")]);
  });

  it("uses a customer's key by its id and by its ARN, each once, and of its own account", () => {
    const foreign = "arn:aws:kms:eu-west-1:444455556666:key/k-2";
    assert.deepEqual(statements("k-1", foreign, "k-1"), [
      publish,
      use(`${keys}k-1`, 0),
      use(foreign, 1),
    ]);
  });

  it("uses a key by its alias as a condition on every key of the account", () => {
    const alias = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/approvals" } };
    assert.deepEqual(statements("alias/approvals"), [publish, use(`${keys}*`, 0, alias)]);
    const foreign = "arn:aws:kms:eu-west-1:444455556666:";
    assert.deepEqual(statements(`${foreign}alias/approvals`), [
      publish,
      use(`${foreign}key/*`, 0, alias),
    ]);
  });

  it("refuses a key whose ARN is none, by the name of its argument", () => {
    assert.throws(() => statements("arn:aws:kms"), { propertyPath: "kmsMasterKeyId" });
  });

  it("takes for an alias what begins as one, and nothing that only holds the word", () => {
    for (const key of ["my-alias/x", "alias/a b"]) {
      assert.deepEqual(statements(key), [publish, use(`${keys}${key}`)]);
    }
  });
});
