/** The policies of a topic and of its key, beside what the pipeline's role may do. */
import * as aws from "@pulumi/aws";
import { allow, announced, document, release, role, roleArn } from "./support";
import { account, failsWith, stackOf } from "../support";

describe("the policies of topic and key", () => {
  /** A topic with a key, each with a policy of its own. */
  const of = (
    statements: object[],
    { topic, key, given }: { topic?: string; key?: string; given?: "keyId" | "alias" },
  ) =>
    stackOf(() => {
      const made = new aws.kms.Key("key", { policy: key });
      const alias = new aws.kms.Alias("a", { name: "alias/approvals", targetKeyId: made.keyId });
      const kmsMasterKeyId =
        given === "keyId" ? made.keyId : given === "alias" ? alias.name : undefined;
      const topicOf = new aws.sns.Topic("approvals", { kmsMasterKeyId });
      if (topic) new aws.sns.TopicPolicy("p", { arn: topicOf.arn, policy: topic });
      release(role(...statements).arn, announced(topicOf.arn));
    });
  const root = { AWS: `arn:aws:iam::${account}:root` };
  const toAccount = document(allow("kms:*", "*", { Principal: root }));
  const toRole = document(allow("kms:*", "*", { Principal: { AWS: roleArn } }));
  const publish = allow("sns:Publish");
  const use = allow(["kms:GenerateDataKey*", "kms:Decrypt"]);

  for (const [title, statements, resources] of [
    [
      "the topic lets the role itself",
      [],
      { topic: document(allow("sns:Publish", "*", { Principal: { AWS: [roleArn] } })) },
    ],
    ["the key leaves it to the account", [publish, use], { key: toAccount, given: "keyId" }],
    ["the key has no policy in the program", [publish, use], { given: "keyId" }],
    ["the key lets the role itself", [publish], { key: toRole, given: "keyId" }],
    [
      "the key is named by an alias of the stack",
      [publish, use],
      { key: toAccount, given: "alias" },
    ],
    [
      "a denial is about requests without TLS",
      [publish],
      {
        topic: document({
          ...{ Effect: "Deny", Principal: "*", Action: "sns:*", Resource: "*" },
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      },
    ],
    [
      "the right is bound to SNS and to the alias",
      [
        publish,
        {
          ...use,
          Condition: {
            StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
            "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/approvals" },
          },
        },
      ],
      { given: "alias" },
    ],
  ] as const) {
    it(`allow it where ${title}`, async () => {
      (await of([...statements], resources)).assertPipelinesCanPublish();
    });
  }

  for (const [title, statements, resources, reason] of [
    [
      "the key's right is missing",
      [publish],
      { key: toAccount, given: "keyId" },
      /use the key .*GenerateDataKey on .* nor use the key .*Decrypt/,
    ],
    [
      "half of the key's right is missing",
      [publish, allow("kms:Decrypt")],
      { given: "keyId" },
      /may not use the key of .* \(kms:GenerateDataKey on arn:aws:kms/,
    ],
    [
      "the key leaves nothing to the account",
      [publish, use],
      { key: document(allow("kms:*", "*", { Principal: { AWS: `${roleArn}x` } })), given: "keyId" },
      /may not use the key/,
    ],
    [
      "the right is bound to another service",
      [
        publish,
        { ...use, Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } },
      ],
      { given: "alias" },
      /may not use the key/,
    ],
    [
      "the topic denies it",
      [publish],
      { topic: document({ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" }) },
      /may not publish/,
    ],
    [
      "the topic lets another role",
      [],
      { topic: document(allow("sns:Publish", "*", { Principal: { AWS: `${roleArn}x` } })) },
      /may not publish/,
    ],
  ] as const) {
    it(`forbid it where ${title}`, async () => {
      const stack = await of([...statements], resources);
      failsWith(() => stack.assertGated(), reason);
      failsWith(() => stack.assertPipelinesCanPublish(), reason);
    });
  }

  for (const [title, topic] of [
    ["cannot be read", "not JSON"],
    [
      "says who is meant by whom it does not mean",
      document(allow("sns:Publish", "*", { NotPrincipal: root })),
    ],
    [
      "asks for what is not known",
      document(
        allow("sns:Publish", "*", {
          Principal: "*",
          Condition: { StringEquals: { "aws:SourceVpc": "v" } },
        }),
      ),
    ],
  ]) {
    it(`leave it open where the topic's policy ${title}`, async () => {
      const stack = await of([], { topic });
      failsWith(() => stack.assertPipelinesCanPublish(), /may publish to .* cannot be told/);
      stack.assertGated();
    });
  }
});
