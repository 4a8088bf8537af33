/** What docs/regulated.md shows is code of this repository that was compiled and run. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import { deploy, type DeployedStack } from "codepipeline-approvals/testing";
import { credentialsSecretArn } from "../../support/components";
import { hubBehindApi } from "../../support/regulated/endpoint";
import { hubWithRoles } from "../../support/regulated/roles";

const root = path.join(__dirname, "../../..");
const page = fs.readFileSync(path.join(root, "docs/regulated.md"), "utf8");
const slack = { credentialsSecretArn };

const of = ({ resources }: DeployedStack, kind: string) =>
  resources.filter(({ type }) => type.endsWith(`:${kind}`));

describe("docs/regulated.md", () => {
  for (const name of ["endpoint", "roles", "transforms"]) {
    it(`shows ${name}.ts as it is tested`, () => {
      const code = fs.readFileSync(path.join(root, `tests/support/regulated/${name}.ts`), "utf8");
      assert.ok(page.includes(`\`\`\`typescript\n${code}\`\`\``));
    });
  }

  it("puts an HTTP API before the function: this one route, and nothing else may call it", async () => {
    const apiEndpoint = "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";
    const executionArn = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5";
    const stack = await deploy(async () => void hubBehindApi(slack), {
      region: "eu-west-1",
      outputs: ({ type }) =>
        type === "aws:apigatewayv2/api:Api" ? { apiEndpoint, executionArn } : undefined,
    });
    const name = `${of(stack, "Integration")[0].inputs.integrationUri}`.split(":").pop();
    const calls = of(stack, "Permission").filter(({ inputs }) => inputs.function === name);
    assert.deepEqual(
      calls.map(({ inputs }) => [inputs.principal, inputs.sourceArn]),
      [["apigateway.amazonaws.com", `${executionArn}/*/POST/slack`]],
    );
    assert.deepEqual(of(stack, "FunctionUrl"), []);
    assert.deepEqual(
      of(stack, "Route").map(({ inputs }) => inputs.routeKey),
      ["POST /slack"],
    );
  });

  it("gives roles that exist already their rights as managed policies, and no inline ones", async () => {
    const stack = await deploy(
      async () => {
        const role = (name: string): aws.iam.Role =>
          new aws.iam.Role(name, {
            name,
            assumeRolePolicy: { Version: "2012-10-17", Statement: [] },
          });
        hubWithRoles(slack, {
          notifier: role("posts"),
          decider: role("decides"),
          watcher: role("watches"),
          slackCallback: role("listens"),
          publisher: role("publishes"),
          sweep: role("sweeps"),
        });
      },
      { region: "eu-west-1" },
    );
    assert.deepEqual(of(stack, "RolePolicy"), []);
    assert.deepEqual(
      of(stack, "RolePolicyAttachment")
        .map(({ inputs }) => inputs.role)
        .sort(),
      ["decides", "listens", "posts", "publishes", "sweeps", "watches"],
    );
    const [decider] = of(stack, "Policy").filter(({ name }) => name === "decider");
    assert.match(JSON.stringify(decider.inputs.policy), /codepipeline-approvals\/decides\/\*/);
  });

  it("names each argument of which it speaks as it is called", () => {
    const schema = fs.readFileSync(path.join(root, "tests/engine/golden/schema.json"), "utf8");
    const { resources, types } = JSON.parse(schema);
    const known = new Set(
      [...Object.values<any>(resources), ...Object.values<any>(types)].flatMap((type) =>
        Object.keys({ ...type.properties, ...type.inputProperties }),
      ),
    );
    const table = page.slice(
      page.indexOf("## Arguments"),
      page.indexOf("An `ApproverGroup` makes"),
    );
    const named = [...table.matchAll(/`([a-z][A-Za-z]+)(?=`|:)/g)].map(([, name]) => name);
    assert.ok(named.length > 20);
    assert.deepEqual(
      [...new Set(named)].filter((name) => !known.has(name)),
      [],
    );
  });
});
