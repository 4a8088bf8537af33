/** `--program`: somebody's own program, with what it does not bring written into Pulumi.rehearsal.yaml. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../rehearsal/cli";
import { openRehearsal } from "../../rehearsal/session";
import { readSettings } from "../../rehearsal/settings/read";
import { FakeKeys, FakeScreen } from "../unit/rehearsal/terminal/support/terminals";

const fixture = path.join(__dirname, "fixtures/own");
const marker = "/tmp/own-program-ran";

function terminal() {
  const interrupted = new Promise<number>(() => undefined);
  const [stdin, stdout, stderr] = [new FakeKeys(), new FakeScreen(), new FakeScreen()];
  return { stdin, stdout, stderr, interrupted, colour: false };
}

const roleArn = "arn:aws:iam::111122223333:role/service-role/AWSCodePipelineServiceRole-own";
const region = "  aws:region: eu-west-1\n";
const role = `
      ${roleArn}:
        policies:
          - Version: "2012-10-17"
            Statement:
              - { Effect: Allow, Action: ["codebuild:*", "codecommit:*", "cloudformation:*", "sns:Publish"], Resource: "*" }`;
const whole = `${region}
  rehearsal:stackReferences:
    acme/platform/prod:
      approvalTopicArn: arn:aws:sns:eu-west-1:111122223333:approvals
  rehearsal:calls:
    - function: aws:ec2/getVpc:getVpc
      arguments: { default: true }
      result: { id: vpc-1234 }
  rehearsal:exists:
    topics: [approvals]
    parameters: { /app/repository: orders }
    roles:${role}
`;

describe("a program of one's own", function () {
  this.timeout(120_000);
  const home = process.cwd();
  let folder: string;

  before(() => {
    // Which takes seconds, and is tested once.
    process.env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "own-program-"));
    // Next to the package, as its own node_modules would be.
    fs.writeFileSync(
      path.join(folder, "Pulumi.yaml"),
      `name: own\nruntime: nodejs\nmain: ${path.join(fixture, "index.ts")}\n`,
    );
    process.chdir(folder);
    fs.rmSync(marker, { force: true });
  });

  after(() => {
    delete process.env.PULUMI_NODEJS_TRANSPILE_ONLY;
    process.chdir(home);
    fs.rmSync(folder, { recursive: true });
  });

  async function rehearse(config: string, ...more: string[]) {
    fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), `config:\n${config}`);
    const at = terminal();
    const code = await main(["--program", folder, "--auto", "approve", ...more], at);
    return { code, says: at.stdout.text, error: at.stderr.text };
  }

  it("says what it asks for, as lines to paste", async () => {
    const answers: [RegExp, string][] = [
      [/rehearsal:stackReferences:\n +acme\/platform\/prod:/, "stackReferences"],
      [/rehearsal:calls:\n +- function: aws:ec2\/getVpc:getVpc/, "calls"],
      [/rehearsal:exists:\n +parameters:\n +\/app\/repository: invented/, "parameters"],
      [/rehearsal:exists:\n +roles:\n +arn:aws:iam::111122223333:role\/service-role/, "roles"],
    ];
    const { code, error } = await rehearse(region);
    assert.equal(code, 1);
    assert.ok(
      answers.some(([pattern]) => pattern.test(error)),
      error,
    );
    assert.match(error, /When that is put right: npm run rehearse -- --program/);
  });

  it("runs to its end with these, its builds pretended, approved by whom the program names", async () => {
    const { code, says, error } = await rehearse(whole);
    assert.equal(code, 0, error + says);
    assert.match(says, /customData: Commit [0-9a-f]{40} of orders/);
    assert.match(says, /ann approves/);
    assert.match(says, /Build \/ Build +CodeBuild +pretended +codebuild:StartBuild/);
    assert.match(says, /Approve \/ Approve +Manual +decided by you/);
    assert.match(says, /Build \/ Build.*pretended/i);
    assert.equal(fs.existsSync(marker), false);
    assert.ok(fs.existsSync(path.join(folder, ".rehearsal")));
  });

  it("gets values of AWS's form from what no service here makes", async () => {
    fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), `config:\n${whole}`);
    const rehearsal = await openRehearsal({ programDir: folder });
    const { repositoryUrl, registryId, dnsName } = rehearsal.program.outputs;
    await rehearsal.close();
    assert.match(
      repositoryUrl,
      /^111122223333\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/images-[0-9a-f]{7}$/,
    );
    assert.equal(registryId, "111122223333");
    assert.match(dnsName, /^front-[0-9a-f]{7}-\d+\.eu-west-1\.elb\.amazonaws\.com$/);
  });

  it("has everything that it asks for written by --init, beside what stands there", async () => {
    const { code, says, error } = await rehearse(`# Ours.\n${region}`, "--init");
    assert.equal(code, 0, error);
    assert.match(says, /Wrote into .*Pulumi\.rehearsal\.yaml:/);
    const file = path.join(folder, "Pulumi.rehearsal.yaml");
    assert.match(fs.readFileSync(file, "utf8"), /# Ours\./);
    const settings = readSettings(folder);
    assert.deepEqual(settings.stackReferences, {
      "acme/platform/prod": { approvalTopicArn: "arn:aws:sns:eu-west-1:111122223333:invented" },
    });
    const [{ result, ...asked }] = settings.calls!;
    assert.deepEqual(asked, { function: "aws:ec2/getVpc:getVpc", arguments: { default: true } });
    assert.deepEqual(
      [result.id, result.arn],
      ["vpc-0123456789abcdef0", "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0"],
    );
    assert.deepEqual(settings.exists?.topics, ["arn:aws:sns:eu-west-1:111122223333:invented"]);
    assert.deepEqual(settings.exists?.parameters, { "/app/repository": "invented" });
    assert.deepEqual(Object.keys(settings.exists?.roles ?? {}), [roleArn]);
    // Written once more it stays as it is.
    const before = fs.readFileSync(file, "utf8");
    const again = await rehearse(before.replace(/^config:\n/, ""), "--init");
    assert.match(again.says, /The program asks for nothing more/);
    assert.equal(fs.readFileSync(file, "utf8"), before);
  });

  it("needs no file to begin with: --init takes the configuration of another stack", async () => {
    const file = path.join(folder, "Pulumi.rehearsal.yaml");
    fs.rmSync(file);
    const prod = path.join(folder, "Pulumi.prod.yaml");
    fs.writeFileSync(prod, "config:\n  own:size: small\n  own:key: { secure: AAA }\n");
    assert.equal(await main(["--program", folder, "--init"], terminal()), 0);
    const text = fs.readFileSync(file, "utf8");
    assert.match(text, /aws:region: eu-west-1\n +own:size: small\n +own:key: invented\n/);
    assert.match(text, /rehearsal:exists:/);
    fs.rmSync(prod);
  });

  it("fails where an action is to fail, with the person's message", async () => {
    const fails = "  rehearsal:actions:\n    Deploy/Deploy: { fails: The stack is locked. }\n";
    const { code, says, error } = await rehearse(whole + fails);
    assert.equal(code, 1);
    assert.match(error + says, /The stack is locked\./);
  });

  it("fails with a type that is wrong, however well it runs", async () => {
    const file = path.join(folder, "Pulumi.yaml");
    const before = fs.readFileSync(file, "utf8");
    const program = path.join(folder, "wrong-types.ts");
    const index = JSON.stringify(path.join(fixture, "index"));
    fs.writeFileSync(program, `export * from ${index};\nexport const title: string = 5;\n`);
    fs.writeFileSync(file, before.replace(path.join(fixture, "index.ts"), program));
    fs.symlinkSync(
      path.join(fixture, "../../../../node_modules"),
      path.join(folder, "node_modules"),
    );
    delete process.env.PULUMI_NODEJS_TRANSPILE_ONLY;
    const report = path.join(folder, "report.json");
    const { code, says, error } = await rehearse(whole, "--report", report);
    process.env.PULUMI_NODEJS_TRANSPILE_ONLY = "true";
    fs.writeFileSync(file, before);
    assert.equal(code, 1);
    const problem =
      "wrong-types.ts:2:14: Type 'number' is not assignable to type 'string'. (TS2322)";
    assert.ok(says.includes(problem), says);
    assert.ok(error.includes(problem), error);
    assert.match(says, /rehearsal: .* Succeeded/);
    const { result, problems } = JSON.parse(fs.readFileSync(report, "utf8"));
    assert.deepEqual([result, problems.at(-1)], ["Failed", problem]);
  });

  it("is refused with the reason in another language where there is no Pulumi CLI", async () => {
    const file = path.join(folder, "Pulumi.yaml");
    const before = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, before.replace("runtime: nodejs", "runtime: { name: python }"));
    const { PULUMI_CLI_ROOT: root } = process.env;
    process.env.PULUMI_CLI_ROOT = folder;
    const { code, error } = await rehearse(whole);
    if (root === undefined) delete process.env.PULUMI_CLI_ROOT;
    else process.env.PULUMI_CLI_ROOT = root;
    fs.writeFileSync(file, before);
    assert.equal(code, 1);
    assert.match(
      error,
      /The runtime of .*Pulumi\.yaml is python: .*\/bin has no `pulumi`\. Install/,
    );
  });

  it("refuses a key that there is not, before anything runs", async () => {
    const { code, error } = await rehearse(`${region}  rehearsal:exist: {}\n`);
    assert.equal(code, 1);
    assert.match(error, /`rehearsal:exist` in .*Pulumi\.rehearsal\.yaml is not as it should be/);
  });

  it("is typed with a folder that has a Pulumi.yaml, and without --example", async () => {
    for (const [args, says] of [
      [["--program", os.tmpdir()], /has no Pulumi\.yaml/],
      [["--program", folder, "--example", "x"], /contradict each other/],
      [["--init"], /--init wants a program/],
    ] as const) {
      const at = terminal();
      assert.equal(await main(args, at), 2);
      assert.match(at.stderr.text, says);
    }
  });
});
