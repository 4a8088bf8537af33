/** What each function of a hub may do, and nothing but that. */
import { arnOfMade } from "../../scope/model/place";
import {
  document,
  oneOrMany,
  type PolicyDocument,
  type Statement,
} from "../../approval/model/policies";
import {
  type FunctionRights,
  internalServices,
  readGates,
  sendToDeadLetterQueue,
  useKey,
  writeLogs,
} from "./function-rights";
import { runtime } from "./runtime-rights";
import { decryptSecrets, readSecret } from "./secret-rights";

export type { PolicyDocument };

/**
 * Trust policy of a function's role. It has no condition on the source: Lambda states none when it
 * takes on an execution role, and takes on only those of the function's own account, which
 * iam:PassRole guards.
 */
export function functionTrust(): PolicyDocument {
  return document([
    {
      Sid: "RunAsLambda",
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ]);
}

/** What every function has that knows gates and Slack. */
export interface CommonRights extends FunctionRights {
  /** Absent where the hub has no Slack app. */
  readonly credentialsArn?: string;
  /** Where what signs clicks lies apart: given to those who verify, and to nobody else. */
  readonly signingSecretArn?: string;
  readonly credentialsKmsKeyArn?: string;
}

/** What the functions that nothing outside the account can reach have as well. */
export interface RequestRights extends CommonRights, GateRoleRights {
  readonly requestsTableArn: string;
  readonly deadLetterQueueArn: string;
}

/** Where the roles of gates lie. */
export interface GateRoleRights extends Pick<FunctionRights, "gatesTableArn"> {
  /** Path of the roles of gates that a function decides; absent where the hub has nothing that decides. */
  readonly deciderRolePath?: string;
  /** Path of the roles of gates that IAM alone decides. */
  readonly watcherRolePath: string;
}

/** The public function: reads its credentials and the gates, and hands clicks over to the decider. */
export function slackCallbackPolicy(
  rights: CommonRights & { readonly deciderArn: string },
): PolicyDocument {
  return document([
    ...common(rights, ["dynamodb"], { verifies: true }),
    {
      Sid: "HandOverToDecider",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: rights.deciderArn,
    },
  ]);
}

export function notifierPolicy(rights: RequestRights): PolicyDocument {
  return document([...common(rights, internalServices), ...requests(rights), assumeToRead(rights)]);
}

/**
 * The decider alone may put a person's name on a session, and on those of gates that are decided here alone. It
 * reads what was decided before where something decides automatically; it invokes nobody's function itself.
 */
export function deciderPolicy(
  rights: RequestRights & { readonly decidesAutomatically?: boolean },
): PolicyDocument {
  const read = ["dynamodb:GetItem", "dynamodb:PutItem"];
  return document([
    ...common(rights, internalServices, { verifies: true }),
    ...requests(rights, rights.decidesAutomatically ? [...read, "dynamodb:Query"] : read),
    assume(rights, [rights.deciderRolePath], ["sts:AssumeRole", "sts:SetSourceIdentity"]),
  ]);
}

/** The watcher alone looks for requests: the event that it hears names no token. */
export function watcherPolicy(rights: RequestRights): PolicyDocument {
  return document([
    ...common(rights, internalServices),
    ...requests(rights, ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]),
    assumeToRead(rights),
  ]);
}

export function common(
  rights: CommonRights,
  services: readonly string[],
  { verifies = false }: { verifies?: boolean } = {},
): Statement[] {
  return [
    writeLogs(rights),
    ...readCredentials(rights, verifies),
    readGates(rights),
    ...useKey(rights, services),
    ...runtime(rights),
  ];
}

/** Who verifies reads what signs as well; in one secret with the rest it is everybody's to read. */
function readCredentials(rights: CommonRights, verifies: boolean): Statement[] {
  const { credentialsArn, credentialsKmsKeyArn } = rights;
  if (credentialsArn === undefined) return [];
  const path = "slack.credentialsSecretArn";
  const signingSecretArn = verifies ? rights.signingSecretArn : undefined;
  const statements = [readSecret("ReadCredentials", credentialsArn, path)];
  if (signingSecretArn !== undefined) {
    statements.push(readSecret("ReadSigningSecret", signingSecretArn, "slack.signingSecretArn"));
  }
  if (credentialsKmsKeyArn === undefined) return statements;
  const arns = [credentialsArn, signingSecretArn].filter((arn) => arn !== undefined);
  return [...statements, decryptSecrets(credentialsKmsKeyArn, arns, path)];
}

export function requests(
  rights: RequestRights,
  actions: string[] = ["dynamodb:GetItem", "dynamodb:PutItem"],
): Statement[] {
  return [
    {
      Sid: "KeepRequests",
      Effect: "Allow",
      Action: actions,
      Resource: rights.requestsTableArn,
    },
    sendToDeadLetterQueue(rights),
  ];
}

/**
 * Gates come later than the hub: paths stand for their roles, and each role's own trust policy names
 * the functions that may take it on.
 */
function assume(
  { gatesTableArn }: Pick<GateRoleRights, "gatesTableArn">,
  paths: readonly (string | undefined)[],
  actions: string | string[] = "sts:AssumeRole",
): Statement {
  const { partition, accountId } = arnOfMade("table", gatesTableArn);
  const below = paths.filter((path) => path !== undefined);
  return {
    Sid: "AssumeGateRoles",
    Effect: "Allow",
    Action: actions,
    Resource: oneOrMany(below.map((path) => `arn:${partition}:iam::${accountId}:role${path}*`)),
  };
}

/** Notifier and watcher read the pipeline of every gate. */
export const assumeToRead = (rights: GateRoleRights): Statement =>
  assume(rights, [rights.deciderRolePath, rights.watcherRolePath]);

/** A service that puts messages into a dead letter queue, and what of it may. */
export interface QueueSource {
  readonly service: string;
  readonly arnPattern: string | string[];
}

/**
 * Queue policy of a dead letter queue: TLS only, and the one service that has no role of the hub.
 * Lambda sends what failed in the name of the function's role.
 */
export function deadLetterQueuePolicy(queueArn: string, source?: QueueSource): PolicyDocument {
  const statements: Statement[] = [
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
  if (source !== undefined) {
    statements.push({
      Sid: "AllowDeadLetterDelivery",
      Effect: "Allow",
      Principal: { Service: source.service },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnLike: { "aws:SourceArn": source.arnPattern } },
    });
  }
  return document(statements);
}
