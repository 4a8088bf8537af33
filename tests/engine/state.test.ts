import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { isProgram, openExample } from "./support/examples";
import * as pulumi from "@pulumi/pulumi";
import { EngineStack as Stack, type StateResource } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, repositoryDir } from "./support/local-cloud";
import * as programs from "./support/programs";

const golden = path.join(__dirname, "golden/children.json");

/** Name and type of each child of a component, and of its parent: what its URN is made of. */
function childrenOf(resources: readonly StateResource[]): string[] {
  return resources
    .map(({ urn }) => urn.split("::").slice(2))
    .filter(([types]) => types.startsWith("codepipeline-approvals:"))
    .map(([types, ...name]) => `${types} ${name.join("::")}`)
    .sort();
}

describe("names and parents of children, a public contract", () => {
  const all = {
    ApprovalGate: programs.gateProgram(),
    MultiApprovalStage: programs.stageProgram({
      hub: programs.connection("desk"),
      slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
      approvers: { users: ["lee"], roleNames: ["releasers"] },
    }),
    ApproverGroup: programs.groupProgram(),
    ApprovalHub: programs.hubProgram(),
    "an ApprovalHub without slack": programs.hubProgram({ slack: undefined }),
    "an ApprovalHub that measures": programs.hubProgram({ dashboard: true, stuckAfterMinutes: 60 }),
    "an ApprovalHub with reminders": programs.hubProgram({ reminders: true }),
    "an ApprovalHub with audit": programs.hubProgram({ audit: {} }),
    "an ApprovalHub with bypassAlerts": programs.hubProgram({
      ...{ bypassAlerts: true, alarmTopicArn: programs.topicArn },
    }),
    "a gate with a break-glass role": programs.gateProgram(programs.broken),
    "a gate with an SLA": programs.gateProgram({ sla: programs.sla }),
    "a stage with an SLA": programs.stageProgram({
      hub: programs.connection("desk"),
      sla: programs.sla,
    }),
    "a gate that joins a hub and is decided through IAM alone": programs.gateProgram({
      slack: undefined,
    }),
    "a gate with a hub of its own": programs.gateProgram({
      hub: undefined,
      slack: { ...programs.gateArgs.slack!, credentialsSecretArn: programs.credentialsArn },
    }),
  };
  const known: Record<string, string[]> = fs.existsSync(golden)
    ? JSON.parse(fs.readFileSync(golden, "utf8"))
    : {};

  after(() => {
    if (process.env.UPDATE_GOLDEN === undefined) return;
    fs.writeFileSync(golden, `${JSON.stringify(known, null, 2)}\n`);
  });

  for (const [name, program] of Object.entries(all)) {
    it(`are as they were: ${name}`, async () => {
      const cloud = await openLocalCloud();
      try {
        const stack = await Stack.open(cloud, program);
        await stack.up();
        const found = childrenOf(await stack.resources());
        if (process.env.UPDATE_GOLDEN !== undefined) known[name] = found;
        // A child that is renamed is a new one to Pulumi, and the old one goes, with what it holds.
        // Give a renamed child an alias, see that no preview replaces it, and only then run
        // UPDATE_GOLDEN=1 npm run test:engine -- tests/engine/state.test.ts
        assert.deepEqual(found, known[name]);
      } finally {
        await cloud.close();
      }
    });
  }
});

describe("the state file", () => {
  const examples = fs.readdirSync(path.join(repositoryDir, "examples")).filter(isProgram);

  for (const example of examples) {
    it(`of ${example} has no secret in plain text`, async () => {
      const cloud = await openLocalCloud();
      try {
        const stack = await openExample(cloud, example);
        await stack.up();
        const text = stateFile(cloud);
        assert.match(text, /codepipeline-approvals:index:/);
        for (const secret of secretsOf(cloud))
          assert.ok(!text.includes(secret), secret.slice(0, 4));
        for (const shape of shapes) assert.doesNotMatch(text, shape);
      } finally {
        await cloud.close();
      }
    });
  }
});

describe("a value that the user marks as secret", () => {
  it("stays one in everything that the components make of it", async () => {
    const cloud = await openLocalCloud();
    try {
      const marked = programs.gateProgram({
        customData: pulumi.secret("the words nobody else may read"),
        externalEntityLink: pulumi.secret("https://example.com/?key=nobody-else"),
      });
      await (await Stack.open(cloud, marked)).up();
      const text = stateFile(cloud);
      for (const word of ["nobody else", "nobody-else"]) assert.ok(!text.includes(word), word);
    } finally {
      await cloud.close();
    }
  });
});

/** What tokens, signing secrets and keys look like. */
const shapes = [/xox[bp]-\w/, /"signingSecret"/, /AKIA[A-Z0-9]{16}/, /ASIA[A-Z0-9]{16}/];

/** The file itself, as anybody who may read the bucket of the states reads it. */
function stateFile({ folder }: LocalCloud): string {
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const states = files.filter((file) => file.includes("stacks") && file.endsWith("test.json"));
  assert.equal(states.length, 1, states.join(", "));
  return fs.readFileSync(path.join(folder, states[0]), "utf8");
}

/** Everything secret in the account: keys, and the values of the stores. */
function secretsOf({ account }: LocalCloud): string[] {
  const { directory, stores } = account;
  const keys = directory.accessKeys().map(({ secretAccessKey }) => secretAccessKey);
  const values = [...stores.secrets.arns(), ...stores.parameters.arns()].map(
    (arn) => (stores.secrets.find(arn) ?? stores.parameters.find(arn))?.value,
  );
  return [...keys, ...values.filter((value) => value !== undefined)];
}
