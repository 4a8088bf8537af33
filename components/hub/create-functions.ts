/** Makes the functions of the registry, each with its rights, its queue and its alarms. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionPolicies } from "../hub-args";
import { redactIfSecret } from "../inputs/inputs";
import { createThrottlesAlarm } from "../monitoring/alarms";
import { configureAsyncRetries, createDeadLetterQueue } from "../monitoring/dead-letters";
import { arnOfMade } from "../scope/model/place";
import { createFunction, type CreatedFunction, type HubContext } from "./function";
import type { HubFunction, Ledger, Schedules, Surrounding } from "./functions/declaration";
import { type FunctionName, functionsOf } from "./functions/registry";
import { credentialsInRegion, twoSecrets } from "./model/hub-checks";
import type { CommonRights } from "./model/hub-policies";
import { hubInReach } from "./reach";
import { type FunctionRole, gateRolePaths, type Roles } from "./roles";
import type { Tables } from "./tables";

/** The functions of a hub, and the queues of those that are invoked asynchronously. */
export interface Functions {
  readonly function: (name: FunctionName) => CreatedFunction;
  readonly queue: (name: FunctionName) => aws.sqs.Queue;
  /** What each function must be allowed. */
  readonly policies: FunctionPolicies;
}

/** What there is only where it was asked for. */
interface Asked {
  readonly schedules?: Schedules;
  readonly ledger?: Ledger;
  readonly bypasses?: aws.dynamodb.Table;
  readonly reviews?: aws.dynamodb.Table;
}

export function createFunctions(
  hub: HubContext,
  tables: Tables,
  roles: Roles,
  eventBus: aws.cloudwatch.EventBus,
  { schedules, ledger, bypasses, reviews }: Asked,
): Functions {
  const functions = new Map<string, CreatedFunction>();
  const queues = new Map<string, aws.sqs.Queue>();
  const made = (name: string): CreatedFunction => required(functions, name);
  const surrounding: Surrounding = {
    hubName: hub.name,
    slack: hub.spec.slack,
    requestRetentionInDays: hub.spec.requestRetentionInDays,
    gatesTable: tables.gates,
    requestsTable: tables.requests,
    eventBus,
    schedules,
    ledger,
    bypassesTable: bypasses,
    reviewsTable: reviews,
    measures: hub.spec.measures,
    automaticDecisions: hub.spec.automaticDecisions,
    alarmTopicArn: hub.spec.alarmTopicArn,
    ...gateRolePaths(hub, roles),
    functionArn: (name: string) => made(name).fn.arn,
  };
  const declarations = functionsOf(hub.spec);
  for (const declared of declarations) {
    const { name, isAsynchronous } = declared;
    const queue = isAsynchronous ? createDeadLetterQueue(hub, name) : undefined;
    const around = {
      ...surrounding,
      deadLetterQueueArn: queue?.arn,
      deadLetterQueueUrl: queue?.url,
    };
    const created = createDeclared(hub, declared, roles.of(name), around);
    functions.set(name, created);
    if (queue === undefined) continue;
    queues.set(name, queue);
    configureAsyncRetries(hub, name, created.fn, queue);
  }
  const policies = declarations.map(({ name, policyOutput }) => [policyOutput, made(name).policy]);
  return {
    function: made,
    queue: (name) => required(queues, name),
    policies: Object.fromEntries(policies) as FunctionPolicies,
  };
}

/** One function of the registry, and the alarm that says when Lambda turns its calls away. */
function createDeclared(
  hub: HubContext,
  declared: HubFunction & { readonly name: FunctionName },
  role: FunctionRole,
  around: Surrounding,
): CreatedFunction {
  const created = createFunction(hub, {
    ...declared,
    bundle: declared.name,
    role,
    environment: declared.environment(around),
    logRetentionInDays: declared.logRetentionInDays?.(around) ?? hub.spec.logRetentionInDays,
    reservedConcurrency: declared.isPublic ? hub.spec.reservedConcurrency : undefined,
    policy: (logGroupArn) =>
      declared.policy(around, commonRights(hub, around.gatesTable.arn, logGroupArn)),
  });
  createThrottlesAlarm(hub, declared, created.fn);
  return created;
}

function required<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`The registry has no ${name} before this function.`);
  return one;
}

function commonRights(
  { spec }: HubContext,
  gatesTableArn: pulumi.Output<string>,
  logGroupArn: pulumi.Output<string>,
): pulumi.Output<CommonRights> {
  const { credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn } = spec.slack ?? {};
  const all = pulumi.output({
    logGroupArn,
    gatesTableArn,
    credentialsArn: credentialsSecretArn,
    signingSecretArn,
    credentialsKmsKeyArn,
    kmsKeyArn: spec.kmsKeyArn,
    tracing: spec.tracing,
    inVpc: spec.vpc !== undefined,
  });
  return all.apply((rights) =>
    redactIfSecret(all, () => {
      const { region } = arnOfMade("table", rights.gatesTableArn);
      const [path, signingPath] = ["slack.credentialsSecretArn", "slack.signingSecretArn"];
      const credentialsArn = rights.credentialsArn ?? undefined;
      const signingArn = rights.signingSecretArn ?? undefined;
      if (credentialsArn !== undefined) credentialsInRegion(credentialsArn, region, path);
      if (credentialsArn !== undefined && signingArn !== undefined) {
        credentialsInRegion(signingArn, region, signingPath);
        twoSecrets(signingArn, credentialsArn, signingPath, path);
      }
      const known = { ...rights, credentialsArn, signingSecretArn: signingArn };
      hubInReach(known, spec.paths);
      return known;
    }),
  );
}
