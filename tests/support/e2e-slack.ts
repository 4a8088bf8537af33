/** A rehearsal with a Slack workspace: its people, its channel, and an attacker's hands. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { Call } from "../../rehearsal/aws/api/calls";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session";
import type { SlackMessage, SlackWorkspace } from "../../rehearsal/slack/types";
import type { UrlResponse } from "../../rehearsal/aws/lambda/types";
import { LocalAws, programFolder } from "./e2e";

export const credentialsSecretArn =
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-app-AbCdEf";
export const channel = "C0RELEASES1";

/** People of the workspace; mallory may decide nothing anywhere. */
export const ids = {
  ann: "U0ANN00001",
  bob: "U0BOB00001",
  carol: "U0CAROL001",
  mallory: "U0MALLORY1",
} as const;
const releaseManagers = "S0RELEASE1";

export const workspace = {
  team: "T0TEAM0001",
  app: "A0APP00001",
  credentialsArn: credentialsSecretArn,
  users: Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name])),
  userGroups: { [releaseManagers]: { handle: "release-managers", users: [ids.bob] } },
  channels: { [channel]: "releases", C0OTHER0001: "other" },
};

/** A pipeline whose gate ann may decide, and the members of the release managers' group. */
export function gate(name: string, overrides: object = {}): object {
  const slack = {
    channel,
    approverUserIds: [ids.ann],
    approverUserGroupIds: [releaseManagers],
  };
  return { name, slack, ...overrides };
}

/** Opens the fixture `gates` with these pipelines in one workspace; `around` changes what is there. */
export async function openSlack(
  pipelines: readonly object[],
  around: {
    readonly workspace?: object;
    readonly config?: Record<string, unknown>;
    /** Other systems, as systems.rehearsal.yaml lists them. */
    readonly systems?: readonly object[];
  } = {},
): Promise<SlackAws> {
  const config = { pipelines, credentialsSecretArn, ...around.config };
  const folder = programFolder(
    "gates",
    config,
    { ...workspace, ...around.workspace },
    around.systems,
  );
  try {
    const calls: Call[] = [];
    const onReady = ({ endpoint }: Rehearsal) => endpoint.on("call", (call) => calls.push(call));
    const run = { exampleDir: folder, folder: path.join(folder, "run"), onReady };
    const local = new SlackAws(await openRehearsal(run), folder, "operator");
    local.calls = calls;
    await local.settled();
    return local;
  } catch (error) {
    fs.rmSync(folder, { recursive: true });
    throw error;
  }
}

type Person = keyof typeof ids;
type Inside = "notifier" | "decider" | "watcher" | "publisher" | "sweep" | "automatic";

export interface Sent {
  readonly status: number;
  readonly viewId?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

/** What people and attackers do in Slack. */
export class SlackAws extends LocalAws {
  /** Every call to the local AWS since the program was deployed. */
  calls: Call[] = [];

  get slack(): SlackWorkspace {
    return this.rehearsal.slack!;
  }

  get functions(): Rehearsal["account"]["functions"] {
    return this.rehearsal.account.functions;
  }

  /** Names of the deployed functions, by what they are. */
  functionName(kind: Inside | "slack-callback"): string {
    const found = this.rehearsal.account.resources.find(
      ({ type, name }) => type === "aws:lambda/function:Function" && name.endsWith(kind),
    );
    return found!.state.name;
  }

  /** The public messages of a pipeline's gate, oldest first. */
  messages(pipelineName: string): SlackMessage[] {
    return this.slack.messages(channel).filter(({ blocks, onlyFor }) => {
      const place = blocks.flatMap((block) => ("fields" in block ? (block.fields ?? []) : []));
      return onlyFor === undefined && place[1]?.text === pipelineName;
    });
  }

  /** The newest message of a pipeline's gate. */
  message(pipelineName: string): SlackMessage {
    const found = this.messages(pipelineName).at(-1);
    if (found === undefined) throw new Error(`No message of ${pipelineName} is in the channel.`);
    return found;
  }

  /** Presses a button and answers the dialog, if one opens. */
  async decideAs(
    person: Person,
    message: { channel: string; ts: string },
    button: "approve" | "reject",
    reason = "Looked at it in Slack.",
  ): Promise<Sent> {
    const clicked = await this.slack.click(ids[person], message, button);
    await this.settled();
    if (clicked.viewId === undefined) return clicked;
    const sent = await this.slack.submit(ids[person], clicked.viewId, { reason });
    await this.settled();
    return { ...sent, viewId: clicked.viewId };
  }

  /** What this person was told in private, oldest first. */
  told(person: Person): string[] {
    const user = ids[person];
    return this.slack
      .messages(channel, user)
      .filter(({ onlyFor }) => onlyFor === user)
      .map(({ text }) => text);
  }

  /** A request to the public address, as an attacker makes it. */
  async post(
    body: string | Buffer,
    headers: readonly (readonly [string, string])[],
    method = "POST",
  ): Promise<UrlResponse> {
    const url = this.slack.interactivityUrl()!;
    const form = ["content-type", "application/x-www-form-urlencoded"] as const;
    return this.functions.request(url, {
      method,
      path: "/",
      headers: [form, ...headers],
      body: Buffer.from(body),
    });
  }

  /** ARN of the queue that keeps what this function could not do. */
  deadLetters(kind: Inside): string {
    const found = this.rehearsal.account.resources.find(
      ({ type, name }) => type === "aws:sqs/queue:Queue" && name.includes(kind),
    );
    return found!.state.arn;
  }

  /**
   * Puts what lies in a dead letter queue on its way again, as the README says: with an
   * administrator's keys, through SQS and Lambda.
   */
  async redrive(kind: Inside): Promise<number> {
    const config = this.rehearsal.clientConfigFor("administrator");
    const [sqs, lambda] = [new SQSClient(config), new LambdaClient(config)];
    const arn = this.deadLetters(kind);
    const QueueName = arn.split(":").at(-1);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      const letter = JSON.parse(Body!);
      // A function that gives up itself keeps the event as it was; Lambda's record has it in itself.
      const { requestPayload = letter, requestContext } = letter;
      const functionArn: string = requestContext?.functionArn ?? this.functionName(kind);
      await lambda.send(
        new InvokeCommand({
          FunctionName: functionArn.replace(/:\$LATEST$/, ""),
          InvocationType: "Event",
          Payload: Buffer.from(JSON.stringify(requestPayload)),
        }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    await this.settled();
    return Messages.length;
  }
}

/** Asserts that the message says this, and that nobody can press anything on it. */
export function assertClosed(message: SlackMessage, start: string): void {
  assert.ok(message.text.startsWith(start), message.text);
  const buttons = message.blocks.filter(({ type }) => type === "actions");
  assert.deepEqual(buttons, []);
}
