/** `--program`: somebody's own program in YAML, which Pulumi's engine deploys to the rehearsal's account. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../rehearsal/cli";
import { openRehearsal } from "../../rehearsal/session";
import { resourceGroups } from "../../rehearsal/page/resources";
import { readSettings } from "../../rehearsal/settings/read";
import { FakeKeys, FakeScreen } from "../unit/rehearsal/terminal/support/terminals";
import { repositoryDir } from "./support/local-cloud";

const fixture = fs.readFileSync(path.join(__dirname, "fixtures/own-program.yaml"), "utf8");
const region = "  aws:region: eu-west-1\n";
const answers = `${region}
  rehearsal:exists: { topics: [alerts] }
  rehearsal:stackReferences:
    acme/platform/prod:
      approvalTopicArn: arn:aws:sns:eu-west-1:111122223333:alerts
  rehearsal:calls:
    - { function: "aws:ec2/getVpc:getVpc", arguments: { default: true }, result: { id: vpc-1234 } }
`;

describe("a YAML program of one's own", function () {
  this.timeout(300_000);
  const home = process.cwd();
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "own-yaml-"));
    process.chdir(folder);
  });

  after(() => {
    process.chdir(home);
    fs.rmSync(folder, { recursive: true });
  });

  function write(config: string, program = fixture): void {
    const text = program.replace("PACKAGE", repositoryDir);
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), text);
    fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), `config:\n${config}`);
  }

  async function rehearse(...more: string[]) {
    const interrupted = new Promise<number>(() => undefined);
    const [stdin, stdout, stderr] = [new FakeKeys(), new FakeScreen(), new FakeScreen()];
    const at = { stdin, stdout, stderr, interrupted, colour: false };
    const code = await main(["--program", folder, "--auto", "approve", ...more], at);
    return { code, says: stdout.text, error: stderr.text };
  }

  it("runs to its end: its gate is approved by whom it names, and somebody else is refused", async () => {
    write(answers);
    const { code, says, error } = await rehearse();
    assert.equal(code, 0, error + says);
    // A look-up, an output of a type that nothing here makes, one of another package.
    assert.match(
      says,
      /customData: Put it on front-[0-9a-f]{7}-\d+\.eu-west-1\.elb\.amazonaws\.com of vpc-1234, invented-result\?/,
    );
    assert.match(says, /outsider tries to approve and is refused: AccessDeniedException/);
    assert.match(says, /ann approves/);
    assert.match(says, /Source \/ Site +S3 +done/);
    assert.match(says, /Not rehearsed: .*LoadBalancer/);
    assert.match(says, /rehearsal: .* Succeeded approvals=1 approved=1/);
    const written = fs.readdirSync(folder).sort();
    assert.deepEqual(written, [".rehearsal", "Pulumi.rehearsal.yaml", "Pulumi.yaml"]);
  });

  it("has outputs, secrets among them, and knows what each gate made", async () => {
    write(answers);
    const rehearsal = await openRehearsal({ programDir: folder });
    const { account, program } = rehearsal;
    await rehearsal.close();
    assert.equal(program.outputs.token, "hidden-token");
    assert.deepEqual(program.config, { "own-yaml:team": "orders", ...program.config });
    const groups = resourceGroups(account.resources, program.project);
    const gate = groups.find(({ name }) => name === "Production")!;
    assert.equal(gate.type, "codepipeline-approvals:index:ApprovalGate");
    assert.ok(gate.resources.some(({ type }) => type === "aws:iam/policy:Policy"));
    assert.ok(groups[0].resources.every(({ type }) => type !== "aws:iam/policy:Policy"));
  });

  it("says what it asks for as lines to paste, once, and ends what it has started", async () => {
    write(answers.replace(/ +rehearsal:stackReferences:\n.*\n.*\n/, ""));
    const { code, error } = await rehearse();
    assert.equal(code, 1);
    assert.match(
      error,
      /failed to read resource platform \[pulumi:pulumi:StackReference\]: NotRehearsed: .*acme\/platform\/prod/,
    );
    assert.match(error, /rehearsal:stackReferences:\n +acme\/platform\/prod:/);
    assert.equal(error.match(/The outputs of the stack acme\/platform\/prod/g)?.length, 1);
    assert.match(error, /When that is put right: npm run rehearse -- --program/);
    assert.doesNotMatch(error, /rehearsal:index|update failed|no diagnostics/);
  });

  it("has everything that it asks for written by --init, and runs with it", async () => {
    write(`# Ours.\n${region}`);
    const { code, says, error } = await rehearse("--init");
    assert.equal(code, 0, error + says);
    const { stackReferences, calls, exists } = readSettings(folder);
    const [[stack, outputs]] = Object.entries(stackReferences!);
    assert.equal(stack, "acme/platform/prod");
    assert.match(String(outputs.approvalTopicArn), /^arn:aws:sns:eu-west-1:111122223333:/);
    assert.equal(calls?.[0].function, "aws:ec2/getVpc:getVpc");
    assert.equal(exists?.topics?.length, 1);
    const again = await rehearse();
    assert.equal(again.code, 0, again.error + again.says);
  });

  it("is told where its text is wrong", async () => {
    write(answers, fixture.replace("internal: true", "internl: true"));
    const { code, error } = await rehearse();
    assert.equal(code, 1);
    assert.match(error, /internl[^]*on Pulumi\.yaml line \d+|Pulumi\.yaml:\d+[^]*internl/);
  });
});
