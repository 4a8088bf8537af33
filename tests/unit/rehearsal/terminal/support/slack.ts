/** A Slack workspace that a test writes line by line, for what the terminal makes of it. */
import type { Rehearsal } from "../../../../../rehearsal/session";
import type {
  ClickResult,
  SlackMessage,
  SlackWorkspace,
} from "../../../../../rehearsal/slack/types";

export const token = "11111111-2222-4333-8444-555555555555";
export const channel = "C0RELEASES";

export const workspace = {
  team: "T0TEAM0001",
  app: "A0APP00001",
  credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf",
  users: { U0ANN: "ann", U0BOB: "bob", U0EVE: "eve" },
  userGroups: { S0TEAM: { handle: "team", users: ["U0BOB"] } },
  channels: { [channel]: "releases" },
};

export function openMessage(overrides: Partial<SlackMessage> = {}): SlackMessage {
  const value = JSON.stringify({ a: "web/Release/manager", t: token });
  return {
    channel,
    ts: "1.1",
    text: "Approval needed: Release / manager",
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: "May: <@U0ANN>, <!subteam^S0TEAM>" } },
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "approve", text: { text: "Approve" }, value },
          { type: "button", action_id: "open", text: { text: "Open" }, url: "https://x.test/" },
        ],
      },
    ],
    ...overrides,
  };
}

export function closedMessage(text: string): SlackMessage {
  const blocks = [{ type: "section", text: { type: "mrkdwn", text } }];
  return openMessage({ text, blocks });
}

/** What the app does when somebody presses or sends; it may change the messages. */
export interface App {
  click?(user: string, button: string): ClickResult;
  submit?(user: string, reason: string): ClickResult;
}

export interface FakeSlack {
  readonly messages: SlackMessage[];
  readonly failing: string[];
  readonly slack: SlackWorkspace;
}

export function fakeSlack(messages: SlackMessage[], app: App = {}): FakeSlack {
  const failing: string[] = [];
  const slack = {
    workspace,
    messages: (where: string, user?: string) =>
      messages.filter(
        (m) => m.channel === where && (m.onlyFor === undefined || m.onlyFor === user),
      ),
    click: async (user: string, _: unknown, button: string) =>
      app.click?.(user, button) ?? { status: 200 },
    submit: async (user: string, _: string, { reason }: Record<string, string>) =>
      app.submit?.(user, reason) ?? { status: 200 },
    fail: (method: string) => void failing.push(method),
    heal: () => void failing.splice(0),
  };
  return { messages, failing, slack: slack as unknown as SlackWorkspace };
}

/** A rehearsal with this workspace, and nothing that runs. */
export function aroundSlack(slack: SlackWorkspace | undefined, history: object[] = []): Rehearsal {
  const engine = { pipelineNames: () => ["web"], actionExecutions: () => history };
  const account = { functions: { idle: async () => undefined }, engine, resources: [] };
  return { slack, account, engine } as unknown as Rehearsal;
}

export function ended(status: string, code?: string): object {
  const errorDetails = code === undefined ? undefined : { code };
  const output = { executionResult: { errorDetails } };
  const action = { stageName: "Release", actionName: "manager", actionExecutionId: "action-1" };
  return { ...action, status, output };
}
