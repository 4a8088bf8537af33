/** Arguments as programs without types give them: a slip of the commonest kinds is told as what it is. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub, ApproverGroup, MultiApprovalStage } from "../../../../index";
import {
  actionArn,
  connection,
  credentialsSecretArn,
  gateWith,
  hubWith,
  inSlack,
  refusedAtOnce,
  slack,
} from "../../../support/components";
import { attempt } from "../../../support/mocks";

const stageWith = (args: object) =>
  new MultiApprovalStage("checks", {
    pipelineName: "orders",
    approvals: [{ name: "qa", approvers: {} }],
    ...args,
  } as any);
const groupWith = (args: object) =>
  new ApproverGroup("leads", { actionArns: [actionArn("orders/qa/qa")], ...args } as any);

describe("A key that nobody reads", () => {
  const cases: [string, (args: object) => unknown, string][] = [
    ["slack of a hub", (slack) => hubWith({ slack: { credentialsSecretArn, ...slack } }), "slack"],
    ["vpc", (vpc) => hubWith({ vpc }), "vpc"],
    ["functionRoles", (functionRoles) => hubWith({ functionRoles }), "functionRoles"],
    ["audit", (audit) => hubWith({ audit }), "audit"],
    ["ownHub", (ownHub) => gateWith({ slack: { ...slack, ownHub } }), "slack.ownHub"],
    [
      "vpc of ownHub",
      (vpc) => gateWith({ slack: { ...slack, ownHub: { vpc } } }),
      "slack.ownHub.vpc",
    ],
  ];
  const slips: Record<string, [mistyped: string, meant: string, all: string]> = {
    slack: [
      "credentialSecretArn",
      "credentialsSecretArn",
      "credentialsSecretArn, signingSecretArn, credentialsKmsKeyArn, teamId, appId",
    ],
    vpc: ["subnetId", "subnetIds", "subnetIds, securityGroupIds"],
    functionRoles: [
      "deciderRole",
      "deciderRoleArn",
      "notifierRoleArn, deciderRoleArn, automaticRoleArn, watcherRoleArn, publisherRoleArn, reminderRoleArn, ledgerRoleArn, bypassRoleArn, measuresRoleArn, sweepRoleArn, slackCallbackRoleArn",
    ],
    audit: ["bucket", "", "bucketName, retentionMode, retentionInYears, logRetentionInDays"],
    ownHub: [
      "logRetention",
      "",
      "logRetentionInDays, requestRetentionInDays, reservedConcurrency, deletionProtection, rolePath, " +
        "tracing, vpc",
    ],
  };
  for (const [what, create, path] of cases) {
    it(`of ${what} is refused, and says which was meant`, () => {
      const [mistyped, meant, all] = slips[path.slice(path.lastIndexOf(".") + 1)];
      const at = `${path}.${mistyped}`;
      const didYouMean = meant === "" ? "" : ` Did you mean \`${path}.${meant}\`?`;
      return refusedAtOnce(
        () => create({ [mistyped]: "x" }),
        at,
        `\`${at}\` is no argument, got one.${didYouMean} There are ${all}: correct it or leave it out.`,
      );
    });
  }

  it("of a connection is let through: a hub of a later version may have more", async () => {
    const hub = { ...connection, fieldOfLater: "2" };
    const { thrown, rejected } = await attempt(() => gateWith({ slack: inSlack, hub }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("A name of one group or policy", () => {
  for (const key of ["groupName", "policyName"]) {
    it(`${key} is no default for all approvals of a stage`, () =>
      refusedAtOnce(
        () => stageWith({ approvers: { users: ["ann"], [key]: "qa" } }),
        `approvers.${key}`,
        `\`approvers.${key}\` belongs to one approval, as the groups and the policies of a stage may ` +
          "be several. Give it in the `approvers` of that approval, or leave it out.",
      ));

    it(`${key} of one approval is taken`, async () => {
      const approvals = [{ name: "qa", approvers: { users: ["ann"], [key]: "qa" } }];
      const { thrown, rejected } = await attempt(() => stageWith({ approvals }));
      assert.deepEqual([thrown, rejected], [undefined, []]);
    });
  }
});

describe("A default that every approval of a stage has of its own", () => {
  const own = {
    customData: "Load test passed?",
    externalEntityLink: "https://example.com/",
    timeoutInMinutes: 60,
    emails: ["qa@example.com"],
    approvers: { users: ["ann"] },
  };
  const approvals = [{ name: "qa", ...own }];
  const cases: [path: string, kind: string, args: object][] = [
    ["customData", "string", { customData: 5 }],
    ["externalEntityLink", "string", { externalEntityLink: 5 }],
    ["timeoutInMinutes", "number", { timeoutInMinutes: "5" }],
    ["emails[0]", "string", { emails: [5] }],
    ["approvers.path", "string", { approvers: { path: 5 } }],
  ];
  for (const [path, kind, args] of cases) {
    it(`is read all the same: ${path}`, () =>
      refusedAtOnce(
        () => stageWith({ approvals, ...args }),
        path,
        `\`${path}\` must be a ${kind}, got: ${kind === "string" ? "5" : '"5"'}. Correct it, or leave it ` +
          "out.",
      ));
  }

  it("is no mistake where it is right", async () => {
    const { thrown, rejected } = await attempt(() => stageWith({ approvals, ...own }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});

describe("Arguments that are none", () => {
  it("miss pipelineName first", async () => {
    await refusedAtOnce(
      () => new ApprovalGate("production", {} as any),
      "pipelineName",
      '`pipelineName` must be a string, like "orders", got: undefined. Give it a value.',
    );
  });

  for (const [Component, needs] of [
    [ApprovalGate, "pipelineName"],
    [MultiApprovalStage, "pipelineName"],
    [ApproverGroup, "actionArns"],
    [ApprovalHub, "slack"],
  ] as const) {
    for (const args of [pulumi.output({}), Promise.resolve({})]) {
      it(`of ${Component.name} must be plain, not ${args.constructor.name}`, () =>
        refusedAtOnce(
          () => new (Component as any)("x", args),
          needs,
          `\`${needs}\` must be given in a plain record of arguments, got an output in its place. ` +
            `Write new ...("name", { ${needs}: ... }), with outputs in its fields.`,
        ));
    }
  }
});

describe("A resource in the place of its output", () => {
  const resource = new pulumi.DependencyResource("urn:pulumi:stack::project::aws:x/y:Z::z");
  const firehose = { protocol: "firehose", endpoint: resource };
  const cases: [path: string, () => unknown, remedy: string][] = [
    ["topicArn", () => gateWith({ topicArn: resource }), "Use its .arn."],
    ["kmsMasterKeyId", () => gateWith({ kmsMasterKeyId: resource }), "Use its .arn."],
    ["hub", () => gateWith({ slack: inSlack, hub: resource }), "Use its .connection."],
    ["approvers.users[0]", () => gateWith({ approvers: { users: [resource] } }), "Use its .name."],
    [
      "approvers.roleNames[0]",
      () => gateWith({ approvers: { roleNames: ["ops", resource].reverse() } }),
      "Use its .name.",
    ],
    [
      "existingGroupNames[0]",
      () => groupWith({ existingGroupNames: [resource] }),
      "Use its .name.",
    ],
    ["actionArns[0]", () => groupWith({ actionArns: [resource] }), "Use its .actionArn."],
    ["subscriptions[0].endpoint", () => gateWith({ subscriptions: [firehose] }), "Use its .arn."],
    [
      "slack.credentialsSecretArn",
      () => hubWith({ slack: { credentialsSecretArn: resource } }),
      "Use its .arn.",
    ],
    [
      "vpc.subnetIds[0]",
      () => hubWith({ vpc: { subnetIds: [resource], securityGroupIds: [] } }),
      "Use its .id.",
    ],
    ["approvers", () => gateWith({ approvers: resource }), "Give one of its outputs, or a value."],
    [
      'tags["team"]',
      () => gateWith({ tags: { team: resource } }),
      "Give one of its outputs, or a value.",
    ],
  ];
  for (const [path, create, remedy] of cases) {
    it(`is refused at ${path}, with the output that is meant`, () =>
      refusedAtOnce(create, path, `\`${path}\` must be a value, got a resource. ${remedy}`));
  }

  it("is refused when an output turns out to be one", async () => {
    const { rejected } = await attempt(() => {
      const topic = new aws.sns.Topic("topic");
      gateWith({ topicArn: pulumi.output("x").apply(() => topic) });
    });
    assert.ok(pulumi.InputPropertyError.isInstance(rejected[0]), String(rejected[0]));
    assert.equal(rejected[0].reason, "`topicArn` must be a value, got a resource. Use its .arn.");
  });
});

describe("One record or text where a list is meant", () => {
  const cases: [path: string, (value: unknown) => unknown, value: unknown, remedy: string][] = [
    ["approvals", (approvals) => stageWith({ approvals }), { name: "qa" }, "[{ name: ... }]"],
    [
      "subscriptions",
      (subscriptions) => gateWith({ subscriptions }),
      { protocol: "sms" },
      "[{ protocol: ... }]",
    ],
    [
      "permissionSets",
      (permissionSets) => groupWith({ permissionSets }),
      "arn",
      "[{ instanceArn: ... }]",
    ],
  ];
  for (const [path, create, value, remedy] of cases) {
    it(`is refused at ${path}, which says so`, () =>
      refusedAtOnce(
        () => create(value),
        path,
        `\`${path}\` must be a list, got: ${JSON.stringify(value)}. Put records into brackets, as in ` +
          `${remedy}.`,
      ));
  }
});
