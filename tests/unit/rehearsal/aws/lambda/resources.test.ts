import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { deployFunction, echo, functionInputs, functionRole } from "../account/support/function";
import { newAccount, policy, removeFolders, trust, types } from "../account/support/new-account";

const here = "eu-west-1:111122223333";
const functionArn = `arn:aws:lambda:${here}:function:notifier`;
const roleArn = "arn:aws:iam::111122223333:role/runner";

describe("A function on the account", () => {
  after(removeFolders);

  it("runs with its variables, under its role, and writes its log", async () => {
    const test = newAccount();
    await test.create(types.logGroup, { name: "/notifier" });
    const { id, state } = await deployFunction(test, {
      environment: { variables: { GATES_TABLE: "gates" } },
      loggingConfig: { logFormat: "JSON", logGroup: "/notifier" },
    });
    assert.equal(id, "notifier");
    assert.equal(state.arn, functionArn);
    assert.equal(state.qualifiedArn, `${functionArn}:$LATEST`);
    assert.deepEqual([state.timeout, state.memorySize], [3, 128]);
    const event = { way: "environment" };
    const { payload } = await test.account.functions.invoke("notifier", event, { roleArn });
    const environment = payload as Record<string, string>;
    assert.equal(environment.GATES_TABLE, "gates");
    const key = test.account.directory.accessKey(environment.AWS_ACCESS_KEY_ID)!;
    assert.equal(key.principal.arn, "arn:aws:sts::111122223333:assumed-role/runner/notifier");
    assert.match(test.account.functions.logs("/notifier").join(), /"message":"loaded"/);
    assert.deepEqual(test.account.recordedOnly, []);
  });

  it("is unpacked where it comes as a zip file", async () => {
    const test = newAccount();
    // The smallest archive: `index.js`, empty and stored.
    const name = Buffer.from("index.js");
    const local = Buffer.concat([
      Buffer.from(
        "504b03040a0000000000000021000000000000000000000000000800 0000".replace(/ /g, ""),
        "hex",
      ),
      name,
    ]);
    const central = Buffer.concat([
      Buffer.from(
        "504b01021e030a000000000000002100000000000000000000000000080000000000000000000000a48100000000",
        "hex",
      ),
      name,
    ]);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    const file = path.join(test.folder, "code.zip");
    fs.writeFileSync(file, Buffer.concat([local, central, end]));
    await deployFunction(test, { code: { kind: "file", path: file } });
    const { codeFolder } = test.account.functions.settings("notifier");
    assert.deepEqual(fs.readdirSync(codeFolder), ["index.js"]);
  });

  for (const [what, inputs, code, message] of [
    [
      "without its file",
      { handler: "main.handler" },
      "InvalidParameterValueException",
      /has no main\.js, main\.mjs, main\.cjs for the handler main\.handler\. It has: index\.js/,
    ],
    [
      "with a handler that is no name",
      { handler: "handler" },
      "InvalidParameterValueException",
      /FILE\.EXPORT, .* got: handler/,
    ],
    [
      "without a handler",
      { handler: undefined },
      "InvalidParameterValueException",
      /got: undefined/,
    ],
    [
      "without code",
      { code: undefined },
      "InvalidParameterValueException",
      /give `code` a FileArchive/,
    ],
    [
      "with a file that is no archive",
      { code: { kind: "file", path: __filename } },
      "InvalidParameterValueException",
      /FileArchive/,
    ],
    [
      "with a timeout of 0",
      { timeout: 0 },
      "ValidationException",
      /'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1$/,
    ],
    ["with a timeout of 901", { timeout: 901 }, "ValidationException", /Value '901' at 'timeout'/],
    [
      "with 127 MB",
      { memorySize: 127 },
      "ValidationException",
      /'memorySize' failed to satisfy constraint: Member must have value greater than .* 128$/,
    ],
    [
      "with an unknown runtime",
      { runtime: "cobol" },
      "ValidationException",
      /'runtime' failed to satisfy constraint: Member must satisfy enum value set/,
    ],
    [
      "with an old runtime",
      { runtime: "nodejs18.x" },
      "InvalidParameterValueException",
      /nodejs18\.x is no longer supported.*nodejs24\.x/,
    ],
    [
      "without a runtime",
      { runtime: undefined },
      "InvalidParameterValueException",
      /runtime parameter is missing/,
    ],
    ["with an odd name", { name: "a b" }, "ValidationException", /Value 'a b' at 'functionName'/],
    [
      "with a variable of Lambda's own",
      { environment: { variables: { AWS_REGION: "x", A1: "y" } } },
      "InvalidParameterValueException",
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      "with an odd variable",
      { environment: { variables: { "A-B": "x" } } },
      "ValidationException",
      /Map keys must satisfy constraint: \[Member must satisfy regular expression/,
    ],
    [
      "with more than 4 KB of variables",
      { environment: { variables: { BIG: "x".repeat(4087) } } },
      "InvalidParameterValueException",
      /exceeded the 4KB limit: 4097 bytes/,
    ],
  ] as const) {
    it(`is refused ${what}`, async () => {
      const test = newAccount();
      await assert.rejects(deployFunction(test, inputs), { code, message });
      assert.equal(test.account.functions.has("notifier"), false);
    });
  }

  it("takes each limit itself", async () => {
    const test = newAccount();
    const variables = { BIG: "x".repeat(4086) };
    await deployFunction(test, { timeout: 900, memorySize: 10_240, environment: { variables } });
    assert.equal(test.account.functions.settings("notifier").timeoutSeconds, 900);
  });

  it("is refused under a role that Lambda may not assume, or that does not exist", async () => {
    const test = newAccount();
    const assumeRolePolicy = trust("events");
    const role = (await test.create(types.role, { name: "r", assumeRolePolicy })).state.arn;
    for (const one of [role, `${role}-none`]) {
      await assert.rejects(test.create(types.function, functionInputs(one)), {
        code: "InvalidParameterValueException",
        message: /let lambda\.amazonaws\.com assume it/,
      });
    }
  });

  it("is refused twice", async () => {
    const test = newAccount();
    await deployFunction(test);
    await assert.rejects(test.create(types.function, functionInputs(roleArn)), {
      code: "ResourceConflictException",
    });
  });

  it("is refused a dead letter queue that its role may not send to", async () => {
    const test = newAccount();
    const targetArn = `arn:aws:sqs:${here}:dead`;
    const role = await functionRole(test, policy({ Action: "logs:*", Resource: "*" }));
    const inputs = functionInputs(role, { deadLetterConfig: { targetArn } });
    await assert.rejects(test.create(types.function, inputs), {
      code: "InvalidParameterValueException",
      message: /does not have permissions to call sqs:SendMessage on .*:dead/,
    });
    const may = await functionRole(test, undefined, "other");
    await test.create(types.function, { ...inputs, role: may });
    assert.equal(test.account.functions.settings("notifier").deadLetterTarget, targetArn);
  });

  it("is throttled by its reserved concurrency, which -1 leaves open", async () => {
    const test = newAccount();
    const role = await functionRole(test);
    const make = (name: string, reservedConcurrentExecutions: number) =>
      test.create(types.function, functionInputs(role, { name, reservedConcurrentExecutions }));
    await make("none", 0);
    await make("open", -1);
    await assert.rejects(test.account.functions.invoke("none", {}, { roleArn }), {
      code: "TooManyRequestsException",
    });
    assert.deepEqual((await test.account.functions.invoke("open", {}, { roleArn })).payload, {});
  });

  for (const inputs of [{ runtime: "python3.13" }, { packageType: "Image", runtime: undefined }]) {
    it(`is only recorded, with what hangs on it, for ${JSON.stringify(inputs)}`, async () => {
      const test = newAccount();
      await deployFunction(test, { code: echo, ...inputs });
      await test.create(types.permission, {
        ...{ function: functionArn, principal: "*", action: "lambda:InvokeFunction" },
      });
      const url = await test.create(types.functionUrl, {
        functionName: "notifier",
        authorizationType: "NONE",
      });
      await test.create(types.invokeConfig, { functionName: "notifier" });
      assert.match(
        url.state.functionUrl,
        /^https:\/\/[0-9a-f]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/,
      );
      assert.equal(test.account.functions.has("notifier"), false);
      assert.equal(test.account.recordedOnly.length, 4);
    });
  }
});
