/** Connectors of every kind in YAML: their settings reach the functions as they are written, and a wrong one is refused. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { EngineStack } from "../support/engine-stack";
import { assertConnectors } from "./support/connectors";
import { openRemote, type Remote, yamlProject } from "./support/remote";

const program = (rejected: string): string => `name: other-systems
runtime: yaml
resources:
  secret: { type: "aws:secretsmanager:Secret" }
  hub:
    type: codepipeline-approvals:ApprovalHub
    properties: { deletionProtection: false, connectors: true }
  changes:
    type: codepipeline-approvals:ServiceNowConnector
    properties:
      hub: "\${hub.connection}"
      credentialsSecretArn: "\${secret.arn}"
      instanceUrl: https://acme.service-now.com
      changeType: emergency
      fields: { assignment_group: Releases }
  tickets:
    type: codepipeline-approvals:JiraConnector
    properties:
      hub: "\${hub.connection}"
      credentialsSecretArn: "\${secret.arn}"
      siteUrl: https://acme.atlassian.net
      fields: { "fn::toJSON": { priority: { id: "1" } } }
      issue:
        projectKey: OPS
        issueTypeId: "10001"
        approvedStatusIds: ["10010"]
        rejectedStatusIds: ["${rejected}"]
  pager:
    type: codepipeline-approvals:PagerDutyConnector
    properties: { hub: "\${hub.connection}", credentialsSecretArn: "\${secret.arn}", severity: error }
  teams:
    type: codepipeline-approvals:TeamsConnector
    properties: { hub: "\${hub.connection}", credentialsSecretArn: "\${secret.arn}" }
  web:
    type: codepipeline-approvals:WebhookConnector
    properties:
      hub: "\${hub.connection}"
      credentialsSecretArn: "\${secret.arn}"
      url: https://releases.acme.com/approvals
  prod:
    type: codepipeline-approvals:ApprovalGate
    properties:
      pipelineName: orders
      emails: ["qa@example.com"]
      hub: "\${hub.connection}"
      connectors: [{ connection: "\${changes.connection}", approverIds: ["ann.owner"] }]
outputs:
  decisionUrl: "\${web.decisionUrl}"
`;

describe("connectors in YAML", function () {
  this.timeout(300_000);
  let remote: Remote;
  let folder: string;
  let stack: EngineStack;

  before(async () => {
    remote = await openRemote();
    const { cloud, attach } = remote;
    folder = yamlProject(cloud, program("10020"));
    stack = await EngineStack.openFolder(cloud, folder, { attach });
  });
  after(() => remote.close());

  it("say to their functions what the program says, and stay as they are", async () => {
    await stack.up();
    assertConnectors(await stack.resources());
    assert.deepEqual(await stack.preview(), []);
  });

  it("are refused by the name of their argument", async () => {
    const write = (text: string): void => fs.writeFileSync(path.join(folder, "Pulumi.yaml"), text);
    write(program("10010"));
    await assert.rejects(
      stack.preview(),
      /property issue\.rejectedStatusIds .*must have no status of `issue\.approvedStatusIds`/s,
    );
    write(program("10020"));
    assert.deepEqual(await stack.preview(), []);
  });
});
