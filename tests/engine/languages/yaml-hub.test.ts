/** The YAML of docs/operations.md: a hub without Slack, a gate that joins it, and an app that comes later. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { inLanguages } from "../../support/docs/pages";
import { EngineStack } from "../support/engine-stack";
import { openRemote, type Remote, yamlProject } from "./support/remote";

const shown = inLanguages("yaml").find(({ page }) => page === "docs/operations.md")!.code;
const hub = "type: codepipeline-approvals:ApprovalHub\n";
const withApp = `${hub}  properties: { slack: { credentialsSecretArn: "\${secret.arn}" } }\n`;

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "sts:AssumeRole",
    },
  ],
});

/** What the page shows, as a whole program. */
function program(resources: string): string {
  const around = `
releaseManager:
  type: aws:iam:Role
  properties:
    name: release-manager
    assumeRolePolicy: '${trust}'
secret: { type: "aws:secretsmanager:Secret" }
`;
  const indented = `${around}${resources}`.replace(/^(?=.)/gm, "  ");
  return `name: without-slack\nruntime: yaml\nresources:\n${indented}`;
}

describe("a hub without Slack in YAML", function () {
  this.timeout(300_000);
  let remote: Remote;
  let folder: string;
  let stack: EngineStack;

  before(async () => {
    remote = await openRemote();
    const { cloud, attach } = remote;
    folder = yamlProject(cloud, program(shown));
    stack = await EngineStack.openFolder(cloud, folder, { attach });
  });
  after(() => remote.close());

  it("is created with its gate as previewed", async () => {
    const preview = await stack.preview();
    const changes = await stack.up();
    const urns = (list: typeof changes): string[] => list.map(({ urn }) => urn).sort();
    assert.deepEqual(urns(changes), urns(preview));
    assert.deepEqual(await stack.preview(), []);
  });

  it("has four functions and, in the table of gates, the gate", async () => {
    const resources = await stack.resources();
    const namesOf = (type: string): string[] =>
      resources.filter((one) => one.type === type).map(({ urn }) => urn.split("::").at(-1)!);
    assert.deepEqual(namesOf("aws:lambda/function:Function").sort(), [
      "approvals-notifier",
      "approvals-publisher",
      "approvals-sweep",
      "approvals-watcher",
    ]);
    const [record, ...others] = namesOf("aws:dynamodb/tableItem:TableItem");
    assert.deepEqual(others, []);
    assert.match(record, /^orders-production-production-hub-gate-/);
  });

  it("gets a Slack app later, and nothing of its gate changes at AWS", async () => {
    const text = program(shown.replace(hub, withApp));
    assert.ok(text.includes("credentialsSecretArn"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), text);
    const changes = await stack.up();
    // Components have nothing at AWS.
    const atAws = changes.filter(({ type }) => type.startsWith("aws:"));
    const added = atAws.filter(({ op }) => op === "create").map(({ name }) => name);
    assert.ok(added.includes("approvals-decider"));
    assert.deepEqual(
      atAws.filter(({ name }) => !name.startsWith("approvals-")),
      [],
    );
    assert.deepEqual(await stack.preview(), []);
  });
});
