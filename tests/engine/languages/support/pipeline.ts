/** What the examples of every language have to come to: the same pipeline with the same gates. */
import * as assert from "node:assert/strict";
import type { StateResource } from "../../support/engine-stack";

function inputsOf(resources: readonly StateResource[], kind: string): Record<string, any>[] {
  return resources.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs!);
}

/** The approval that CodePipeline takes, wherever its topic is. */
function approval(name: string, rest: object): object {
  return { name, category: "Approval", owner: "AWS", provider: "Manual", version: "1", ...rest };
}

const question = "Release version #{source.VersionId} to everybody?";

/** The five stages in order, and the approvals in them as the program asked for them. */
export function assertPipeline(resources: readonly StateResource[]): void {
  const [pipeline, ...others] = inputsOf(resources, "Pipeline");
  assert.equal(others.length, 0);
  const names = ["Source", "ApproveStaging", "DeployStaging", "SignOff", "DeployProduction"];
  const stages: any[] = pipeline.stages;
  assert.deepEqual(
    stages.map(({ name }) => name),
    names,
  );
  const topics: unknown[] = [];
  const approvals = stages.flatMap(({ actions }) => actions).filter(isApproval);
  for (const { configuration } of approvals) {
    topics.push(configuration.NotificationArn);
    delete configuration.NotificationArn;
  }
  const asked = (configuration: any): boolean =>
    configuration.ExternalEntityLink.startsWith(
      "https://console.aws.amazon.com/s3/buckets/staging",
    );
  const [staging, ...signOff] = approvals;
  assert.deepEqual(
    staging,
    approval("ApproveStaging", {
      runOrder: 1,
      timeoutInMinutes: 1440,
      configuration: { CustomData: "Put version #{source.VersionId} on staging?" },
    }),
  );
  assert.ok(signOff.every(({ configuration }) => asked(configuration)));
  const links = signOff.map(({ configuration }) => configuration.ExternalEntityLink);
  assert.deepEqual(
    signOff,
    ["qa", "product"].map((name, index) => {
      const configuration = { CustomData: question, ExternalEntityLink: links[index] };
      return approval(name, { runOrder: index + 1, configuration });
    }),
  );
  // Nobody is notified in these examples: then an approval has no topic.
  assert.deepEqual(topics, [undefined, undefined, undefined]);
}

function isApproval({ category }: { category: string }): boolean {
  return category === "Approval";
}

/** Three groups that may decide, with nobody in them. */
export function assertNobodyMayDecide(resources: readonly StateResource[]): void {
  assert.equal(inputsOf(resources, "Group").length, 3);
  assert.deepEqual(inputsOf(resources, "GroupMembership"), []);
  assert.deepEqual(inputsOf(resources, "UserPolicyAttachment"), []);
  assert.deepEqual(inputsOf(resources, "TopicSubscription"), []);
}

/** The groups to name people in, under names that end in a hash of the component and the action. */
export function assertGroups(outputs: Record<string, any>, pipelineName: string): void {
  const { stagingApprovers, signOffApprovers } = outputs;
  assert.deepEqual(outputs, { pipelineName, stagingApprovers, signOffApprovers });
  const { qa, product, ...others } = signOffApprovers;
  assert.deepEqual(others, {});
  const groups = {
    "ApproveStaging-ApproveStaging": stagingApprovers,
    ...{ "SignOff-qa": qa, "SignOff-product": product },
  };
  for (const [action, group] of Object.entries(groups)) {
    const readable = `approvers-${pipelineName}-${action}-eu-west-1`;
    assert.match(group, new RegExp(`^${readable}-[0-9a-f]{8}$`));
  }
}
