/** A whole rehearsal in process, without a Pulumi program: account and endpoint are the real ones. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type {
  ActionDeclaration,
  ExecutionMode,
  RuleDeclaration,
  StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import { createAccount } from "../../../../../rehearsal/aws/account/create-account";
import { Endpoint } from "../../../../../rehearsal/aws/api/endpoint";
import { MovableClock } from "../../../../../rehearsal/clock";
import { AutomaticAnswers } from "../../../../../rehearsal/screen/automatic";
import type { Rehearsal } from "../../../../../rehearsal/session";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const roleArn = "arn:aws:iam::111122223333:role/pipeline";
export const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";

const statement = (allowed: string, resource: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: allowed, Resource: resource }],
  });

/** An action of a provider that is pretended here. */
export function pretended(name: string, category: "Source" | "Invoke" = "Invoke") {
  const source = category === "Source";
  return {
    name,
    actionTypeId: {
      category,
      owner: source ? "ThirdParty" : "AWS",
      provider: source ? "Pretended" : "StepFunctions",
      version: "1",
    },
    ...(source && { outputArtifacts: [{ name: "source" }] }),
  } as ActionDeclaration;
}

export function approvalAction(name: string, overrides: Partial<ActionDeclaration> = {}) {
  return {
    name,
    actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
    configuration: {
      NotificationArn: topicArn,
      CustomData: "Release it?\nSecond line.",
      ExternalEntityLink: "https://example.com/changes",
    },
    ...overrides,
  } as ActionDeclaration;
}

/** A condition whose only rule fails. */
export function failingCondition() {
  const rule = {
    name: "Checked",
    ruleTypeId: { category: "Rule", owner: "AWS", provider: "VariableCheck", version: "1" },
    configuration: {
      Variable: "#{codepipeline.PipelineExecutionId}",
      Value: "none",
      Operator: "EQ",
    },
  } as RuleDeclaration;
  return { conditions: [{ result: "FAIL" as const, rules: [rule] }] };
}

interface Gate extends Pick<StageDeclaration, "beforeEntry" | "onSuccess"> {
  readonly stage: string;
  readonly actions: ActionDeclaration[];
}

const gates: readonly Gate[] = [
  { stage: "Check", actions: [approvalAction("qa")] },
  { stage: "Staging", actions: [pretended("smoke")] },
  { stage: "Release", actions: [approvalAction("manager"), { ...pretended("ship"), runOrder: 2 }] },
];

export interface Options {
  readonly stages?: readonly Gate[];
  readonly mode?: ExecutionMode;
  /** Actions, `Stage/action`, and who may decide them. */
  readonly approvers?: Readonly<Record<string, string>>;
  /** Users who may override conditions and roll stages back. */
  readonly operators?: readonly string[];
  readonly names?: readonly string[];
  readonly start?: boolean;
}

/** A rehearsal whose pipelines run. `close` removes its folder. */
export async function newRehearsal(options: Options = {}): Promise<Rehearsal> {
  const {
    stages = gates,
    names = ["web"],
    approvers = { "Check/qa": "qa-engineer", "Release/manager": "manager" },
  } = options;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-terminal-"));
  const clock = new MovableClock();
  const failures = new Set<string>();
  const account = createAccount({ place, folder, repositoryDir: folder, clock, failures });
  const { directory, engine, topics } = account;
  directory.putRole(
    "pipeline",
    roleArn,
    statement("sts:AssumeRole", "*").replace(
      '"Resource":"*"',
      '"Principal":{"Service":"codepipeline.amazonaws.com"}',
    ),
  );
  directory.putInline({ kind: "role", name: "pipeline" }, "p", statement("sns:Publish", "*"));
  topics.createTopic({ arn: topicArn });
  topics.subscribe({ topicArn, protocol: "email", endpoint: "qa@example.com" });
  for (const [action, user] of Object.entries(approvers)) {
    directory.addUserToGroup(user, `${user}s`);
    const resource = `arn:aws:codepipeline:eu-west-1:111122223333:*/${action}`;
    const policy = statement("codepipeline:PutApprovalResult", resource);
    directory.putInline({ kind: "group", name: `${user}s` }, action.replace("/", "-"), policy);
  }
  for (const user of options.operators ?? []) {
    directory.addUserToGroup(user, "operators");
    for (const operation of ["OverrideStageCondition", "RollbackStage"]) {
      const policy = statement(`codepipeline:${operation}`, "*");
      directory.putInline({ kind: "group", name: "operators" }, operation, policy);
    }
  }
  for (const name of names) {
    engine.createPipeline({
      name,
      roleArn,
      pipelineType: "V2",
      ...(options.mode && { executionMode: options.mode }),
      artifactStore: { type: "S3", location: "artifacts" },
      stages: [
        { name: "Source", actions: [pretended("site", "Source")] },
        ...stages.map(({ stage: name, ...declared }) => ({ name, ...declared })),
      ],
    });
  }
  const endpoint = new Endpoint({ engine, directory, clock, place });
  const url = await endpoint.listen(0);
  const keys = directory.accessKeys();
  if (options.start !== false) for (const name of names) begin(engine, name);
  return {
    ...{
      example: "web",
      programDir: folder,
      folder,
      clock,
      account,
      engine,
      failures,
      endpoint,
      url,
      automatic: new AutomaticAnswers(endpoint),
    },
    credentialsFile: path.join(folder, "credentials"),
    program: { project: "web", stack: "rehearsal", outputs: {}, config: {} },
    clientConfigFor: (profile) => {
      const credentials = keys.find((key) => key.profile === profile)!;
      return { endpoint: url, region: place.region, credentials };
    },
    close: async () => {
      clock.stop();
      await endpoint.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts an execution as the service does for a new pipeline. */
export function begin(engine: Rehearsal["engine"], name: string): string {
  return engine.start(name, { triggerType: "CreatePipeline", triggerDetail: name });
}
