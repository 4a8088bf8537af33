/** Connectors of every kind on the real engine: made at once, changed one argument at a time, and gone again. */
import assert from "node:assert/strict";
import {
  ApprovalGate,
  ApprovalHub,
  JiraConnector,
  PagerDutyConnector,
  ServiceNowConnector,
  type ServiceNowConnectorArgs,
  TeamsConnector,
  WebhookConnector,
  type WebhookConnectorArgs,
} from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { credentialsArn } from "./support/programs";
import { updateTo } from "./support/update";

const otherArn = credentialsArn.replace(/-\w{6}$/, "-Reader");

interface Changes {
  readonly changes?: Partial<ServiceNowConnectorArgs>;
  readonly web?: Partial<WebhookConnectorArgs>;
  /** False where the hub decides nothing. */
  readonly decides?: boolean;
}

/** A hub that connectors decide for, one connector of each kind, and a gate that names one. */
function program({ changes = {}, web = {}, decides = true }: Changes = {}): Program {
  return async () => {
    const { connection: hub } = new ApprovalHub("hub", {
      deletionProtection: false,
      connectors: decides,
    });
    const common = { hub, credentialsSecretArn: credentialsArn };
    const serviceNow = new ServiceNowConnector("changes", {
      ...{ ...common, instanceUrl: "https://acme.service-now.com" },
      ...changes,
    });
    new JiraConnector("tickets", {
      ...{ ...common, siteUrl: "https://acme.atlassian.net" },
      request: { serviceDeskId: "4", requestTypeId: "25" },
    });
    new PagerDutyConnector("pager", common);
    new TeamsConnector("teams", common);
    new WebhookConnector("web", { ...common, url: "https://releases.acme.com/", ...web });
    new ApprovalGate("prod", {
      ...{ pipelineName: "orders", emails: ["qa@example.com"], hub },
      connectors: [{ connection: serviceNow.connection, approverIds: ["ann.owner"] }],
    });
  };
}

const emergency = { changeType: "emergency" } as const;
const gateRecord = "update TableItem orders-prod-prod-hub-gate-HASH";

describe("connectors, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program());
    await stack.up();
  });
  after(() => cloud.close());

  const update = async (next: Program): Promise<string[]> =>
    (await updateTo(stack, next)).map((line) => line.replace(/-[0-9a-f]{8}$/, "-HASH")).sort();

  it("change nothing where nothing was changed", async () => {
    assert.deepEqual(await stack.preview(), []);
  });

  const steps: readonly [what: string, next: Changes, lines: readonly string[]][] = [
    [
      "another setting reaches the function and the gate's record",
      { changes: emergency },
      [gateRecord, "update Function changes-connector"],
    ],
    [
      "credentials of a reader reach the gate's role and record, and no function",
      { changes: { ...emergency, readerCredentialsSecretArn: otherArn } },
      [gateRecord, "update RolePolicy prod-connector-role-policy"],
    ],
    [
      "its log is kept for another time",
      { changes: { ...emergency, logRetentionInDays: 30 } },
      [
        gateRecord,
        "update LogGroup changes-connector-logs",
        "update RolePolicy prod-connector-role-policy",
      ],
    ],
    [
      "decisions come in elsewhere, and the function has no address of its own",
      {
        changes: emergency,
        web: { decisionUrl: "https://approvals.acme.com/decisions", reservedConcurrency: 5 },
      },
      [
        ...[
          "delete FunctionUrl web-receiver-url",
          "delete Permission web-receiver-invoke-permission",
        ],
        "delete Permission web-receiver-url-permission",
        ...["update Function web-connector", "update Function web-receiver"],
        ...["update LogGroup changes-connector-logs", "update MetricAlarm web-receiver-errors"],
      ],
    ],
  ];

  for (const [what, next, lines] of steps) {
    it(what, async () => {
      assert.deepEqual(await update(program(next)), [...lines].sort());
      assert.deepEqual(await stack.preview(), []);
    });
  }

  it("are refused at preview beside a hub that decides nothing, and nothing is changed", async () => {
    await assert.rejects(
      stack.preview(program({ decides: false })),
      /hub.*ApprovalHub with a function that decides.*`connectors: true`/s,
    );
  });

  it("all of it at once in an empty account, where no ARN is known beforehand, and nothing is left", async () => {
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
    await update(program());
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });
});
