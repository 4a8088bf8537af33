/** What a gate with a rule has that one without has not: nothing but its record. */
import * as assert from "node:assert/strict";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ruleSchemaVersion, schemaVersion } from "../../../../contract/records";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { parseSettings } from "../../../../functions/domain/gate-schema";
import { MultiApprovalStage, type RuleArgs, UnknownPerson } from "../../../../index";
import {
  channel,
  counting,
  gateWith,
  hubWith,
  inSlack,
  only,
  person,
  shape,
  slack,
  types,
} from "../../../support/components";
import { resolve, run } from "../../../support/mocks";
import { later, plain } from "./support";

const rule: RuleArgs = {
  approvals: 3,
  groups: [
    { name: "security", slackUserIds: ["U0ANN", person], slackUserGroupIds: ["S0SEC"] },
    { name: "legal", slackUserIds: ["U0ANN", "U0BOB"], approvals: 2 },
  ],
  rejections: 2,
  excludeStarter: false,
  authorVariable: "build.AUTHOR_EMAIL",
  unknownAuthor: UnknownPerson.Allow,
  identities: [
    {
      ...{ slackUserId: "U0ANN", emails: [" ann@example.com "], serviceNowUserName: "ann" },
      ...{ jiraAccountId: "5f0c:ann", webhookActorId: "Ann A" },
    },
    { principals: ["arn:aws:iam::111122223333:role/teams/scheduler"] },
  ],
};
type Resources = Awaited<ReturnType<typeof run>>["resources"];

const itemOf = (resources: Resources) =>
  unmarshall(JSON.parse(only(resources, types.tableItem).inputs.item));
/** What the functions read of the only gate. */
const settingsOf = (resources: Resources) => parseSettings(itemOf(resources), readChannelSettings);

describe("A gate with a rule", () => {
  it("has no resource more", async () => {
    const without = await run(() => gateWith(plain));
    const has = await run(() => gateWith({ ...plain, rule }));
    assert.deepEqual(shape(has.resources), shape(without.resources));
  });

  it("says in the table of gates what the functions read there", async () => {
    const { resources } = await run(() => gateWith({ ...plain, rule }));
    assert.deepEqual(settingsOf(resources).rule, {
      approvals: 3,
      groups: [
        {
          name: "security",
          slackUserIds: ["U0ANN", person],
          slackUserGroupIds: ["S0SEC"],
          approvals: 1,
        },
        { name: "legal", slackUserIds: ["U0ANN", "U0BOB"], slackUserGroupIds: [], approvals: 2 },
      ],
      rejections: 2,
      excludeStarter: false,
      excludeAuthor: true,
      authorVariable: "build.AUTHOR_EMAIL",
      unknownAuthor: "allow",
      unknownStarter: "refuse",
      identities: [
        {
          ...{ slackUserId: "U0ANN", emails: ["ann@example.com"], principals: [] },
          ...{ serviceNowUserName: "ann", jiraAccountId: "5f0c:ann", webhookActorId: "Ann A" },
        },
        { emails: [], principals: ["arn:aws:iam::111122223333:role/teams/scheduler"] },
      ],
    });
  });

  it("lets in all whom its groups name, beside those of Slack, each once", async () => {
    const { resources } = await run(() => gateWith({ ...plain, rule }));
    const { schemaVersion: version, approverUserIds, approverUserGroupIds } = itemOf(resources);
    assert.deepEqual(approverUserIds, [person, "U0ANN", "U0BOB"]);
    assert.deepEqual(approverUserGroupIds, ["S0SEC"]);
    assert.equal(version, ruleSchemaVersion);
    const other = await run(() => gateWith(plain));
    assert.equal(itemOf(other.resources).schemaVersion, schemaVersion);
  });

  it("needs nobody in Slack's own lists where its groups name people", async () => {
    const { resources } = await run(() =>
      gateWith({ ...plain, slack: { channel }, rule: { groups: rule.groups } }),
    );
    const { approverUserIds, approverUserGroupIds, rule: read } = itemOf(resources);
    assert.deepEqual(approverUserIds, ["U0ANN", person, "U0BOB"]);
    assert.deepEqual(approverUserGroupIds, ["S0SEC"]);
    assert.equal(read.approvals, 3);
  });

  it("excludes starter and author and wants one person where it says nothing", async () => {
    const { resources } = await run(() => gateWith({ ...plain, rule: {} }));
    assert.deepEqual(settingsOf(resources).rule, {
      ...{ approvals: 1, groups: [], rejections: 1, excludeStarter: true, excludeAuthor: true },
      ...{ unknownAuthor: "refuse", unknownStarter: "refuse", identities: [] },
    });
  });

  it("is the same where parts of it are known later", async () => {
    const [security, legal] = rule.groups as { name: string; slackUserIds: string[] }[];
    const written = await run(() => gateWith({ ...plain, rule }));
    const wholly = await run(() =>
      gateWith({
        ...plain,
        slack: { ...inSlack, approverUserIds: later([person]) },
        rule: {
          ...rule,
          approvals: later(3),
          groups: [{ ...security, slackUserIds: later(security.slackUserIds) }, later(legal)],
          identities: later(rule.identities as object[]),
        },
      }),
    );
    assert.deepEqual(itemOf(wholly.resources), itemOf(written.resources));
  });

  it("may have people who stand above it, where it says so", async () => {
    const { resources } = await run(() =>
      gateWith({ ...plain, approvers: { users: ["ann"] }, rule: { aboveRule: true } }),
    );
    assert.ok(!("aboveRule" in itemOf(resources).rule));
    assert.equal(only(resources, types.members).inputs.users[0], "ann");
  });

  it("has a hub of its own that counts votes, where it has none", async () => {
    const { resources } = await run(() => gateWith({ approvers: undefined, slack, rule: {} }));
    assert.equal(itemOf(resources).rule.approvals, 1);
  });

  it("is the stage's for each approval that has none of its own", async () => {
    const { resources } = await run(
      () =>
        new MultiApprovalStage("review", {
          ...{ pipelineName: "orders", hub: counting, slack: inSlack },
          rule: { groups: [{ name: "lead", slackUserIds: ["U0LEAD"] }], approvals: 2 },
          approvals: [
            { name: "qa" },
            { name: "legal", rule: { groups: [{ name: "law", slackUserIds: ["U0LAW"] }] } },
          ],
        }),
    );
    const items = resources
      .filter(({ type }) => type === types.tableItem)
      .map(({ inputs }) => unmarshall(JSON.parse(inputs.item)))
      .map(({ action, rule: read, approverUserIds }) => [action, read.approvals, approverUserIds]);
    assert.deepEqual(items.sort(), [
      ["orders/review/legal", 1, [person, "U0LAW"]],
      ["orders/review/qa", 2, [person, "U0LEAD"]],
    ]);
  });
});

describe("A hub", () => {
  it("says in its connection that it counts votes", async () => {
    const { value } = await run(() => hubWith());
    assert.equal(((await resolve(value.connection)) as { ruleVersion?: unknown }).ruleVersion, "2");
  });
});
