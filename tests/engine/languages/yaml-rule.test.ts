/** The YAML of docs/rules.md: its rule is in the table of gates as it is written, and one whose numbers do not fit is refused. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { inLanguages } from "../../support/docs/pages";
import { EngineStack } from "../support/engine-stack";
import { openRemote, type Remote, yamlProject } from "./support/remote";

const shown = inLanguages("yaml").find(({ page }) => page === "docs/rules.md")!.code;

/** What the page shows, as a whole program. */
function program(resources: string): string {
  const around = `
secret: { type: "aws:secretsmanager:Secret" }
approvals:
  type: codepipeline-approvals:ApprovalHub
  properties: { deletionProtection: false, slack: { credentialsSecretArn: "\${secret.arn}" } }
`;
  const indented = `${around}${resources}`.replace(/^(?=.)/gm, "  ");
  return `name: several-people\nruntime: yaml\nresources:\n${indented}`;
}

describe("a rule in YAML", function () {
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

  const write = (text: string): void => fs.writeFileSync(path.join(folder, "Pulumi.yaml"), text);

  it("is in the table of gates, with its defaults, and stays as it is", async () => {
    await stack.up();
    const isRecord = ({ type }: { type: string }) => type === "aws:dynamodb/tableItem:TableItem";
    const record = (await stack.resources()).find(isRecord);
    const { rule, approverUserIds, schemaVersion } = unmarshall(JSON.parse(record?.inputs?.item));
    const slackUserIds = ["U0123ABCDEF", "U0456GHIJKL"];
    assert.deepEqual(approverUserIds, slackUserIds);
    assert.equal(schemaVersion, 2);
    assert.deepEqual(rule, {
      approvals: 2,
      groups: [{ name: "security", slackUserIds, slackUserGroupIds: [], approvals: 1 }],
      ...{ rejections: 1, excludeStarter: true, excludeAuthor: true },
      ...{ unknownAuthor: "refuse", unknownStarter: "refuse", identities: [] },
    });
    assert.deepEqual(await stack.preview(), []);
  });

  it("is refused by the name of its argument where its numbers do not fit", async () => {
    const wanting = shown.replace("name: security\n", "name: security\n          approvals: 3\n");
    assert.notEqual(wanting, shown);
    write(program(wanting));
    await assert.rejects(
      stack.preview(),
      /property rule\.approvals .*must be at least 3, what its groups want together, got: 2/s,
    );
    write(program(shown));
    assert.deepEqual(await stack.preview(), []);
  });
});
