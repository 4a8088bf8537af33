/** A Region that is none, and a hub where Lambda has no function URLs, are refused by name. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import { region as checkRegion } from "../../../../components/scope/model/region-checks";
import { regionsWithoutFunctionUrls } from "../../../../components/inputs/model/limits";
import {
  assertRefusal,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  person,
  channel,
  refusedAtOnce,
  types,
} from "../../../support/components";
import { attempt, run } from "../../../support/mocks";

const stageWith = (args: object): MultiApprovalStage =>
  new MultiApprovalStage("qa", {
    pipelineName: "orders",
    approvals: [{ name: "qa", emails: ["qa@example.com"] }],
    ...args,
  });

async function refusedWhenKnown(create: () => unknown, path: string, reason: string) {
  const { thrown, rejected, resources } = await attempt(create);
  assert.equal(thrown, undefined);
  assert.ok(rejected.length > 0);
  for (const error of rejected) assertRefusal(error, path, reason);
  return resources;
}

describe("A Region", () => {
  const components: [string, (args: object) => unknown][] = [
    ["ApprovalGate", (args) => gateWith({ emails: ["qa@example.com"], ...args })],
    ["MultiApprovalStage", stageWith],
    ["ApprovalHub", hubWith],
  ];
  const wrong = [
    "",
    "eu",
    "eu-west",
    "EU-WEST-1",
    "eu-west-1a",
    "eu west 1",
    "eu-west-1\n",
    "Ireland",
  ];
  const reason = (value: unknown): string =>
    `\`region\` must be the name of a Region, like eu-west-1, got: ${JSON.stringify(value)}. Correct ` +
    "it, or leave it out for the provider's.";

  for (const [component, create] of components) {
    for (const region of [...wrong, 5]) {
      it(`${JSON.stringify(region)} is none, and ${component} says so at once`, () =>
        refusedAtOnce(() => create({ region }), "region", reason(region)));
    }

    it(`that turns out to be none is refused by ${component} when it resolves`, async () => {
      const region = pulumi.output("eu-west-1a");
      await refusedWhenKnown(() => create({ region }), "region", reason("eu-west-1a"));
    });
  }

  for (const name of [
    ...["eu-west-1", "ap-southeast-7", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1"],
    ...["eu-isoe-west-1", "us-isof-south-1", "cn-northwest-1", "eusc-de-east-1", "mx-central-1"],
  ]) {
    it(`may be ${name}`, () => checkRegion(name, "region"));
  }
});

describe("Where Lambda has no function URLs", () => {
  const secret = (region: string): string =>
    `arn:aws:secretsmanager:${region}:111122223333:secret:slack-AbCdEf`;
  const app = (region: string): object => ({ credentialsSecretArn: secret(region) });
  const appToCome = (region: string): object => ({
    credentialsSecretArn: pulumi.output(secret(region)),
  });
  const ofHub = (region: string): string =>
    "`slackCallbackUrl` must be given where Lambda has no function URLs, got none in " +
    `${region}. Give the address of an endpoint of your own that calls the function.`;
  const ofGate = (region: string): string =>
    `\`hub\` must be given where Lambda has no function URLs, got none in ${region}. Make an ` +
    "ApprovalHub with `slackCallbackUrl`, the address of an endpoint of your own, and give its " +
    "connection.";
  const there = "ca-west-1";
  const inChannel = { channel, approverUserIds: [person] };

  for (const region of regionsWithoutFunctionUrls) {
    it(`a hub in ${region} needs an address of its own`, async () => {
      const slack = app(region);
      await refusedAtOnce(() => hubWith({ slack, region }), "slackCallbackUrl", ofHub(region));
      await refusedAtOnce(() => hubWith({ slack }), "slackCallbackUrl", ofHub(region));
    });
  }

  it("a hub is refused when its Region, or that of its credentials, is known", async () => {
    for (const args of [
      { slack: app(there), region: pulumi.output(there) },
      { slack: appToCome(there), region: pulumi.output(there) },
      { slack: appToCome(there) },
    ]) {
      const made = await refusedWhenKnown(() => hubWith(args), "slackCallbackUrl", ofHub(there));
      assert.deepEqual(namesOf(made, types.functionUrl), []);
    }
  });

  const gates: [string, (slack: object, region?: unknown) => unknown][] = [
    [
      "gate",
      (slack, region) =>
        gateWith({ approvers: undefined, slack: { ...inChannel, ...slack }, region }),
    ],
    ["stage", (slack, region) => stageWith({ slack: { ...inChannel, ...slack }, region })],
  ];
  for (const [what, create] of gates) {
    it(`a ${what} has no hub of its own, and is told which one it can have`, async () => {
      await refusedAtOnce(() => create(app(there), there), "hub", ofGate(there));
      await refusedAtOnce(() => create(app(there)), "hub", ofGate(there));
    });

    it(`a ${what} is told so too when the Region is known`, async () => {
      for (const create_ of [
        () => create(app(there), pulumi.output(there)),
        () => create(appToCome(there)),
      ]) {
        const made = await refusedWhenKnown(create_, "hub", ofGate(there));
        assert.deepEqual(namesOf(made, types.functionUrl), []);
      }
    });
  }

  it("a hub with an address of its own is made, and carries a gate", async () => {
    const { resources } = await run(
      () => {
        const slackCallbackUrl = "https://approvals.example.com/slack";
        const hub = hubWith({ slack: app(there), region: there, slackCallbackUrl });
        return gateWith({ slack: inSlack, hub: hub.connection, approvers: undefined });
      },
      { region: there },
    );
    assert.deepEqual(namesOf(resources, types.functionUrl), []);
    assert.equal(namesOf(resources, types.hub).length, 1);
  });

  it("a gate that is not in Slack is made", async () => {
    const { resources } = await run(() => gateWith({ emails: ["qa@example.com"], region: there }), {
      region: there,
    });
    assert.equal(namesOf(resources, types.topic).length, 1);
  });
});
