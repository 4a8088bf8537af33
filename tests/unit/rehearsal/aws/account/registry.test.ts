import * as assert from "node:assert/strict";
import { newAccount, removeFolders, trust, types } from "./support/new-account";

describe("The account's record of resources", () => {
  after(removeFolders);

  it("keeps what was registered, in order, and says what is recorded only", async () => {
    const { account, create } = newAccount();
    await account.create({
      type: "mine:index:Thing",
      name: "thing",
      inputs: { a: 1 },
      custom: false,
    });
    await create(types.group, { name: "qa" });
    const table = await create("aws:timestreamwrite/table:Table", { name: "t" });
    assert.deepEqual(
      account.resources.map(({ type }) => type),
      ["mine:index:Thing", types.group, "aws:timestreamwrite/table:Table"],
    );
    assert.deepEqual(
      account.recordedOnly.map(({ name, type }) => `${type} ${name}`),
      ["aws:timestreamwrite/table:Table it"],
    );
    assert.equal(table.state.arn, "arn:aws:timestreamwrite:eu-west-1:111122223333:table/t");
  });

  it("gives what is recorded only an ARN of AWS's form, by which policies of the program name it", async () => {
    const { create } = newAccount();
    const arnOf = async (type: string): Promise<unknown> =>
      (await create(type, { name: "shop" })).state.arn;
    const here = "eu-west-1:111122223333";
    const expected = {
      "aws:ecr/repository:Repository": `arn:aws:ecr:${here}:repository/shop`,
      "aws:codecommit/repository:Repository": `arn:aws:codecommit:${here}:shop`,
      "aws:ecs/taskSet:TaskSet": `arn:aws:ecs:${here}:task-set/shop`,
      "aws:sfn/stateMachine:StateMachine": `arn:aws:states:${here}:stateMachine:shop`,
      "aws:lb/listener:Listener": `arn:aws:elasticloadbalancing:${here}:listener/shop`,
      // A user of ElastiCache is none of IAM.
      "aws:elasticache/user:User": `arn:aws:elasticache:${here}:user/shop`,
    };
    for (const [type, arn] of Object.entries(expected)) assert.equal(await arnOf(type), arn);
  });

  it("gives a component its inputs for state and no id", async () => {
    const { account } = newAccount();
    const made = await account.create({
      type: "mine:index:Thing",
      name: "thing",
      inputs: { a: 1 },
      custom: false,
    });
    assert.deepEqual(made, { id: "", state: { a: 1 } });
  });

  it("takes an explicit provider", async () => {
    const { account, create } = newAccount();
    assert.match((await create("pulumi:providers:aws", { region: "us-east-1" })).id, /.+/);
    assert.deepEqual(account.recordedOnly, []);
  });

  it("records a resource that the program reads and nobody here knows", async () => {
    const { account, read } = newAccount();
    const byArn = await read(types.queue, "arn:aws:sqs:eu-west-1:111122223333:q");
    const byId = await read(types.rule, "x");
    assert.equal(byArn.state.arn, "arn:aws:sqs:eu-west-1:111122223333:q");
    assert.equal(byId.id, "x");
    assert.equal(account.recordedOnly.length, 2);
  });

  it("records awsx components that are not built here", async () => {
    const { account } = newAccount();
    await account.create({ type: "awsx:ec2:Vpc", name: "net", inputs: {}, custom: false });
    assert.deepEqual(
      account.recordedOnly.map(({ name }) => name),
      ["net"],
    );
  });

  it("records what a handler knows and this machine does not act out", async () => {
    const { account, create } = newAccount();
    const role = await create(types.role, { name: "r", assumeRolePolicy: trust("lambda") });
    await create(types.function, { name: "f", role: role.state.arn, runtime: "python3.13" });
    assert.deepEqual(
      account.recordedOnly.map(({ type }) => type),
      [types.function],
    );
  });

  it("keeps a refused resource out of the account", async () => {
    const { account, create } = newAccount();
    await assert.rejects(create(types.policy, { policy: "{" }));
    assert.deepEqual(account.resources, []);
  });
});
