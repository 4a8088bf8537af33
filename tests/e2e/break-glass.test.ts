/** A break-glass role: who takes it on and how, that the pipeline goes on, who is told, and who may review it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { CodePipelineClient, PutApprovalResultCommand } from "@aws-sdk/client-codepipeline";
import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from "@aws-sdk/client-sts";
import { type LocalAws, openFixture, refused, type Request } from "../support/e2e";
import { ledgerEntries } from "../support/e2e-ledger";

const reason = "INC-42 payments are down and nobody answers";
const pipelineName = "orders";
const breakGlass = { users: ["erin", "frank"], reviewers: ["carol", "erin"] };

describe("a gate with breakGlass", function () {
  this.timeout(300_000);
  let local: LocalAws;

  before(async () => {
    const onHub = { inHub: true, approvers: ["dave"] };
    local = await openFixture("gates", {
      pipelines: [
        { name: pipelineName, ...onHub, breakGlass },
        { name: "books", ...onHub, breakGlass },
      ],
      ...{ alarmEmail: "oncall@example.com", audit: {}, trail: true },
      hub: { bypassAlerts: true },
    });
    await pass(65);
  });

  after(() => local.close());

  async function pass(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 5) {
      local.rehearsal.clock.advance(5 * 60_000);
      await local.settled();
    }
  }

  const state = (type: string, name: string) =>
    local.rehearsal.account.resources.find((one) => one.type === type && one.name === name)!.state;
  const reviews = (): string => state("aws:dynamodb/table:Table", "hub-reviews").name;

  /** As a user with these ways of saying who and why; MFA by the code of a device. */
  function takeOn(
    user: string,
    change: Partial<AssumeRoleCommandInput> = {},
    gate = pipelineName,
  ): ReturnType<typeof send> {
    const RoleArn = state("aws:iam/role:Role", `${gate}-break-glass-role`).arn;
    return send(user, {
      ...{ RoleArn, RoleSessionName: user, SourceIdentity: user },
      Tags: [{ Key: "Reason", Value: reason }],
      SerialNumber: `arn:aws:iam::${local.rehearsal.account.place.accountId}:mfa/${user}`,
      TokenCode: "123456",
      ...change,
    });
  }

  function send(user: string, input: AssumeRoleCommandInput) {
    const { region, endpoint, credentials } = local.rehearsal.clientConfigFor(user);
    const client = new STSClient({ region, endpoint, credentials, maxAttempts: 1 });
    return client.send(new AssumeRoleCommand(input));
  }

  /** Decides with the role in hand. */
  async function decideWith(
    { Credentials }: Awaited<ReturnType<typeof takeOn>>,
    { token, ...action }: Request,
  ): Promise<void> {
    const client = new CodePipelineClient({
      ...local.rehearsal.clientConfigFor("operator"),
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken,
      },
      maxAttempts: 1,
    });
    const result = { status: "Approved" as const, summary: reason };
    await client.send(new PutApprovalResultCommand({ ...action, token, result }));
    await local.settled();
  }

  /** Writes a review as this user, under a name. */
  const review = (user: string, name: string, bypass: string, gate = "orders/Approve/Decide") =>
    new DynamoDBClient({ ...local.rehearsal.clientConfigFor(user), maxAttempts: 1 }).send(
      new PutItemCommand({
        TableName: reviews(),
        Item: {
          reviewer: { S: `${gate}#user/${name}` },
          bypass: { S: bypass },
          reason: { S: "Looked at the incident: it was right." },
        },
      }),
    );

  /** What is on the hub's bus of this kind. */
  function said(type: string): any[] {
    const { buses } = local.rehearsal.account;
    const bus = buses.get(buses.names().find((name) => name !== "default")!);
    const events = bus.recent().filter((event) => event["detail-type"] === type);
    return events.map(({ detail }) => detail as any);
  }

  const used = (): any => said("Bypassed").find(({ kind }) => kind === "BreakGlassUsed");

  function mails(): string[] {
    const folder = path.join(local.rehearsal.folder, "mailbox");
    return fs
      .readdirSync(folder)
      .sort()
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8"))
      .filter((mail) => /^To: oncall@example.com$/m.test(mail) && mail.includes(pipelineName));
  }

  const mail = (subject: RegExp): string[] =>
    mails().filter((text) => subject.test(/^Subject: (.*)$/m.exec(text)![1]));

  it("gives its role to nobody without MFA, a reason and their own name", async () => {
    const tags = [
      { Key: "Reason", Value: reason },
      { Key: "team", Value: "orders" },
    ];
    const wrong: Partial<AssumeRoleCommandInput>[] = [
      { SerialNumber: undefined, TokenCode: undefined },
      ...[{ Tags: undefined }, { Tags: [{ Key: "Reason", Value: "urgent" }] }, { Tags: tags }],
      ...[{ SourceIdentity: "frank" }, { SourceIdentity: undefined }, { RoleSessionName: "frank" }],
    ];
    for (const change of wrong) await refused(takeOn("erin", change), "AccessDenied", 403);
    for (const other of ["carol", "dave"]) {
      await refused(takeOn(other), "AccessDenied", 403);
    }
    assert.deepEqual(said("Bypassed"), []);
  });

  it("lets the role decide its own gate and no other, and the pipeline goes on", async () => {
    const session = await takeOn("erin");
    await refused(decideWith(session, await local.request("books")), "AccessDeniedException");
    await decideWith(session, await local.request(pipelineName));
    assert.ok(local.deployed(pipelineName).length > 0);
    const { latestExecution } = await local.action(pipelineName);
    assert.match(
      `${latestExecution?.lastUpdatedBy}`,
      /assumed-role\/\S*break-glass-role\S*\/erin$/,
    );
  });

  it("tells at once of the decision, and until when it is to be reviewed", () => {
    const { actor, reviewBy, time, gates } = used();
    assert.match(actor.id, /break-glass-role\S*\/erin$/);
    assert.deepEqual(gates, ["orders/Approve/Decide"]);
    assert.equal(Date.parse(reviewBy) - Date.parse(time), 60 * 60_000);
    const [text] = mail(/break-glass/i);
    assert.ok(text.includes(`--table-name ${reviews()}`), text);
  });

  it("tells that the role was taken on: who, with MFA, and why", async () => {
    await pass(10);
    const assumed = said("Bypassed").filter(({ kind }) => kind === "BreakGlassAssumed");
    assert.equal(assumed.length, 1);
    const [{ actor, reason: why }] = assumed;
    assert.deepEqual([actor.displayName, actor.mfa, actor.sourceIdentity], ["erin", true, "erin"]);
    assert.equal(why, reason);
  });

  it("lets reviewers write under their own name, of the gate that is theirs, and read nothing", async () => {
    const { id } = used();
    for (const [user, name] of [
      ["carol", "erin"],
      ["carol", "frank"],
      ["frank", "frank"],
      ["dave", "dave"],
      ["dave", "carol"],
    ]) {
      await refused(review(user, name, id), "AccessDeniedException");
    }
    await refused(review("carol", "carol", id, "other/Approve/Decide"), "AccessDeniedException");
    const client = new DynamoDBClient(local.rehearsal.clientConfigFor("carol"));
    await refused(client.send(new ScanCommand({ TableName: reviews() })), "AccessDeniedException");
  });

  it("does not count a review by who broke the glass, and reminds", async () => {
    await review("erin", "erin", used().id);
    await pass(125);
    assert.deepEqual(said("Reviewed"), []);
    const [text, ...more] = mail(/not reviewed/);
    assert.match(text, /user\/erin may be who broke the glass/);
    assert.deepEqual(more, []);
  });

  it("says who has reviewed it, once, in the ledger as well", async () => {
    await review("carol", "carol", used().id);
    await pass(65);
    const [{ actor, bypass, reason: found }, ...more] = said("Reviewed");
    assert.deepEqual([actor.id, bypass, more], ["user/carol", used().id, []]);
    assert.equal(found, "Looked at the incident: it was right.");
    assert.equal(mail(/approval reviewed/).length, 1);
    const types = ledgerEntries(local).map(({ event }: any) => event.type);
    assert.equal(types.filter((type: string) => type === "Reviewed").length, 1);
  });
});
