import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createConnectorCredentials } from "../../../../functions/adapters/connector-credentials";
import { connectorActor } from "../../../../functions/domain/connector-actor";
import { session } from "../support/fakes-aws";

const role = "arn:aws:iam::111122223333:role/codepipeline-approvals/hub/slack-orders";
const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:changes-AbCdEf";
const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/changes";

const sent: { body: string; target?: string; key: string }[] = [];
let value: object = {};
let server: Server;
const kept = { ...process.env };

function answerStsWith(): string {
  const keys = Object.entries(session).map(([name, text]) => `<${name}>${text}</${name}>`);
  return (
    '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>' +
    `<Credentials>${keys.join("")}</Credentials></AssumeRoleResult></AssumeRoleResponse>`
  );
}

describe("A connector's credentials", () => {
  before(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const target = request.headers["x-amz-target"] as string | undefined;
        const key = /Credential=(\w+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
        sent.push({ body: Buffer.concat(chunks).toString(), target, key });
        response.end(target === undefined ? answerStsWith() : JSON.stringify(value));
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "AKIAFUNCTION" },
      ...{ AWS_SECRET_ACCESS_KEY: "key", AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
    });
  });

  beforeEach(() => void (sent.length = 0));

  after(async () => {
    process.env = { ...kept };
    await new Promise((closed) => server.close(closed));
  });

  const read = (arn: string) =>
    createConnectorCredentials("hub-decider").read(
      role,
      arn,
      connectorActor("servicenow", "release-changes"),
    );

  it("are a secret, read in a session of the gate's role that names the connector", async () => {
    value = { SecretString: '{"clientId":"a"}' };
    assert.equal(await read(secret), '{"clientId":"a"}');
    const [assumed, got] = sent;
    const asked = new URLSearchParams(assumed.body);
    assert.equal(asked.get("RoleArn"), role);
    assert.match(asked.get("SourceIdentity")!, /^servicenow-release\.changes=[0-9a-f]{12}$/);
    assert.equal(assumed.key, "AKIAFUNCTION");
    assert.equal(got.target, "secretsmanager.GetSecretValue");
    assert.deepEqual(JSON.parse(got.body), { SecretId: secret });
    assert.equal(got.key, session.AccessKeyId);
  });

  it("are a parameter, decrypted", async () => {
    value = { Parameter: { Value: "text" } };
    assert.equal(await read(parameter), "text");
    assert.equal(sent[1].target, "AmazonSSM.GetParameter");
    assert.deepEqual(JSON.parse(sent[1].body), { Name: parameter, WithDecryption: true });
    assert.equal(sent[1].key, session.AccessKeyId);
  });

  it("are tried again where the secret has no text, and the remedy is said", async () => {
    value = { SecretBinary: "AAAA" };
    await assert.rejects(read(secret), { name: "TransientError", remedy: /Put the connector/ });
  });
});
