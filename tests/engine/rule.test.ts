/** A rule that a gate gets, changes and loses: what an update does, and what is refused before it. */
import assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  ApprovalGate,
  type ApprovalGateArgs,
  ApprovalHub,
  type RuleArgs,
  UnknownPerson,
} from "../../index";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud } from "./support/local-cloud";
import { credentialsArn } from "./support/programs";
import { updateTo } from "./support/update";

const security = { name: "security", slackUserIds: ["U0ANN", "U0BOB"] };
const rule: RuleArgs = { approvals: 2, groups: [security] };
const slack = { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] };

/** A hub with a Slack app, and a gate in Slack alone. */
function program(gateArgs: Partial<ApprovalGateArgs> = {}): Program {
  return async () => {
    const credentials = { credentialsSecretArn: credentialsArn };
    const hub = new ApprovalHub("hub", { deletionProtection: false, slack: credentials });
    const args = { pipelineName: "orders", hub: hub.connection, slack, ...gateArgs };
    new ApprovalGate("prod", args);
  };
}

const gateRecord = "TableItem orders-prod-prod-slack-gate-HASH";

describe("a rule, one update after the other", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;

  before(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, program());
    await stack.up();
  });
  after(() => cloud.close());

  const update = async (next: Program): Promise<string[]> =>
    (await updateTo(stack, next)).map((line) => line.replace(/-[0-9a-f]{8}$/, "-HASH"));

  const recordOf = async (): Promise<any> => {
    const items = (await stack.resources()).filter(({ type }) => type.endsWith(":TableItem"));
    return unmarshall(JSON.parse(items[0].inputs?.item));
  };

  const steps: [what: string, next: Program, approvals: number | undefined, who: string[]][] = [
    ["the gate gets its first rule", program({ rule }), 2, ["U0QUINN00", "U0ANN", "U0BOB"]],
    [
      "another, with everything",
      program({
        rule: {
          ...rule,
          ...{ approvals: 3, rejections: 2, authorVariable: "build.AUTHOR_EMAIL" },
          unknownStarter: UnknownPerson.Allow,
          identities: [{ slackUserId: "U0ANN", emails: ["ann@example.com"] }],
        },
      }),
      3,
      ["U0QUINN00", "U0ANN", "U0BOB"],
    ],
    [
      "nobody but those of its group decides",
      program({ slack: { channel: slack.channel }, rule: { groups: [security] } }),
      1,
      ["U0ANN", "U0BOB"],
    ],
    ["the gate loses it", program(), undefined, ["U0QUINN00"]],
  ];

  for (const [what, next, approvals, who] of steps) {
    it(what, async () => {
      assert.deepEqual(await update(next), [`update ${gateRecord}`]);
      const { rule: read, approverUserIds, schemaVersion } = await recordOf();
      assert.deepEqual([read?.approvals, approverUserIds], [approvals, who]);
      // An earlier hub, which would let one person decide, cannot read the record of a rule.
      assert.equal(schemaVersion, approvals === undefined ? 1 : 2);
    });
  }

  it("a rule that could never be met is refused at preview, and nothing is changed", async () => {
    const groups = [{ ...security, approvals: 3 }];
    await assert.rejects(
      stack.preview(program({ rule: { groups } })),
      /rule\.groups\[0\]\.approvals.*at most 2, the number of its people, got: 3/s,
    );
    await assert.rejects(
      stack.preview(program({ rule, approvers: { users: ["ann"] } })),
      /approvers.*must not stand beside .rule./s,
    );
    assert.deepEqual(await stack.preview(program()), []);
  });

  it("all of it at once in an empty account, where no ARN is known beforehand, and nothing is left", async () => {
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
    await update(program({ rule }));
    await stack.destroy();
    assert.deepEqual(cloud.account.remaining(), []);
  });
});
