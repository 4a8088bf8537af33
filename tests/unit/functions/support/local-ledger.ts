/** The ledger's table, key and bucket in the local AWS, and a role that has the rights of its function. */
import { arn, type Equipment, putRole, startEquipped } from "../../rehearsal/aws/api/equipped";

export const keyArn = arn("kms", "key/ledger");
export const queueArn = arn("sqs", "dead-letters");
const bucketArn = "arn:aws:s3:::ledger";

const table = (name: string): string => arn("dynamodb", `table/${name}`);
const leading = (operator: string, ...keys: string[]) => ({
  [`ForAllValues:${operator}`]: { "dynamodb:LeadingKeys": keys },
});
const inTransaction = {
  "ForAnyValue:StringEquals": { "dynamodb:EnclosingOperation": "TransactWriteItems" },
};

/** What each call of the function needs, and no more. */
const rights = [
  { Action: "dynamodb:Query", Resource: table("requests") },
  {
    ...{ Action: "dynamodb:UpdateItem", Resource: table("requests") },
    Condition: {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["action", "token", "ledgerThrough"] },
    },
  },
  { Action: "dynamodb:GetItem", Resource: [table("gates"), table("bypasses")] },
  {
    ...{ Action: "dynamodb:GetItem", Resource: table("ledger") },
    Condition: leading("StringLike", "head", "archive", "request#*", "event#*"),
  },
  {
    ...{ Action: "dynamodb:Query", Resource: table("ledger") },
    Condition: leading("StringEquals", "entries"),
  },
  {
    ...{ Action: "dynamodb:PutItem", Resource: table("ledger") },
    Condition: { ...leading("StringEquals", "entries"), ...inTransaction },
  },
  {
    ...{ Action: "dynamodb:UpdateItem", Resource: table("ledger") },
    Condition: { ...leading("StringLike", "head", "request#*", "event#*"), ...inTransaction },
  },
  {
    ...{ Action: "dynamodb:UpdateItem", Resource: table("ledger") },
    Condition: leading("StringEquals", "archive"),
  },
  {
    ...{ Action: "kms:Sign", Resource: keyArn },
    Condition: {
      StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256", "kms:MessageType": "DIGEST" },
    },
  },
  {
    ...{ Action: "s3:PutObject", Resource: `${bucketArn}/entries/*` },
    Condition: { Null: { "s3:if-none-match": "false" } },
  },
  { Action: "s3:GetObject", Resource: `${bucketArn}/entries/*` },
  { Action: "sqs:SendMessage", Resource: queueArn },
];

const keys = (hash: string, range?: readonly [name: string, type: string]) => ({
  AttributeDefinitions: [
    { AttributeName: hash, AttributeType: "S" },
    ...(range === undefined ? [] : [{ AttributeName: range[0], AttributeType: range[1] }]),
  ],
  KeySchema: [
    { AttributeName: hash, KeyType: "HASH" },
    ...(range === undefined ? [] : [{ AttributeName: range[0], KeyType: "RANGE" }]),
  ],
});

/** The SDK's clients find it, and the function's role, in the environment, as Lambda gives them. */
export async function startLedger(): Promise<Equipment> {
  const local = await startEquipped();
  const { directory, stores, buckets } = local;
  putRole(directory, "ledger", rights);
  for (const [TableName, schema] of [
    ["ledger", keys("partition", ["sequence", "N"])],
    ["requests", keys("action", ["token", "S"])],
    ["gates", keys("action")],
    ["bypasses", keys("id")],
  ] as const) {
    await stores.tables.create({ TableName, BillingMode: "PAY_PER_REQUEST", ...schema } as never);
  }
  stores.queues.create(queueArn);
  stores.keys.create(keyArn, { spec: "ECC_NIST_P256", usage: "SIGN_VERIFY", isEnabled: true });
  buckets.create("ledger", { isLockable: true });
  buckets.locks.setVersioning("ledger", "Enabled");
  const { credentials, endpoint, region } = local.as("ledger");
  const variables: Record<string, string | undefined> = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  const stop = async (): Promise<void> => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await local.stop();
  };
  return { ...local, stop };
}
