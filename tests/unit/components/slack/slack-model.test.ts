import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateRolePolicy } from "../../../../components/hub/model/gate-role";
import { appManifest } from "../../../../components/slack/model/manifest";
import { physicalName } from "../../../../components/naming/model/names";
import {
  connection,
  gateWith,
  hubWith,
  inSlack,
  namesOf,
  refusedLater,
  types,
} from "../../../support/components";
import { run } from "../../../support/mocks";
import { MultiApprovalStage } from "../../../../index";

describe("the app manifest", () => {
  const url = "https://abc.lambda-url.eu-west-1.on.aws/";

  it("asks for exactly the scopes that are used, and interactivity at the hub's address", () => {
    assert.deepEqual(JSON.parse(appManifest("Pipeline approvals", url)), {
      display_information: {
        name: "Pipeline approvals",
        description: "Approval requests of AWS CodePipeline, with Approve and Reject buttons.",
      },
      features: { bot_user: { display_name: "Pipeline approvals", always_online: true } },
      oauth_config: {
        scopes: { bot: ["chat:write", "usergroups:read", "users:read", "users:read.email"] },
      },
      settings: {
        interactivity: { is_enabled: true, request_url: url },
        org_deploy_enabled: false,
        socket_mode_enabled: false,
        token_rotation_enabled: false,
      },
    });
  });

  it("keeps within Slack's 140 characters of a description", () => {
    const { description } = JSON.parse(appManifest("x", url)).display_information;
    assert.ok(description.length <= 140);
  });

  it("is read by people: one line for each field", () => {
    assert.ok(appManifest("x", url).split("\n").length > 20);
  });
});

describe("the names of a hub's functions and roles", () => {
  it("are Pulumi's own as long as these fit", () => {
    assert.equal(physicalName("role", "x".repeat(56), "project/stack"), undefined);
    assert.match(
      physicalName("role", "x".repeat(57), "project/stack") ?? "",
      /^x{55}-[0-9a-f]{8}$/,
    );
  });

  it("differ from project to project and from child to child", () => {
    const long = "x".repeat(80);
    const names = ["a/prod", "b/prod"].flatMap((owner) =>
      ["role", "policy"].map((suffix) => physicalName("role", `${long}-${suffix}`, owner)),
    );
    assert.equal(new Set(names).size, 4);
  });

  it("fit, however long the gate's name is", async () => {
    const name = "a-gate-with-a-name-that-says-far-more-than-anybody-would-ever-need";
    const { resources } = await run(() => hubWith({}, name));
    const limited: string[] = [types.function, types.role, types.rule, types.queue];
    const names = resources
      .filter(({ type }) => limited.includes(type))
      .map(({ inputs }) => String(inputs.name));
    assert.equal(names.length, 19);
    assert.ok(names.every((physical) => physical.length <= 64));
    assert.equal(new Set(names).size, 19);
  });
});

const inSlackAlone = (slack: string[]) => ({ slack, automatic: [] });

describe("the policy of a gate's role", () => {
  const arn = (index: number): string =>
    `arn:aws:codepipeline:eu-west-1:111122223333:orders/checks/${String(index).padStart(100, "x")}`;
  const arns = (count: number): string[] => Array.from({ length: count }, (_, n) => arn(n));

  it("names one action alone, several as a list", () => {
    const decide = (count: number): unknown =>
      JSON.parse(gateRolePolicy(inSlackAlone(arns(count)), "p", "approvals")).Statement[0].Resource;
    assert.equal(decide(1), arn(0));
    assert.deepEqual(decide(2), arns(2));
  });

  it("keeps within the 10,240 characters of a role's inline policies", () => {
    const fits = Array.from({ length: 80 }, (_, n) => n + 1).filter((count) => {
      try {
        return gateRolePolicy(inSlackAlone(arns(count)), "p", "approvals").length <= 10_240;
      } catch (error) {
        assert.ok(error instanceof pulumi.InputPropertyError);
        return false;
      }
    });
    const most = fits.length;
    assert.ok(most > 50 && most < 80, `${most}`);
    assert.deepEqual(
      fits,
      Array.from({ length: most }, (_, n) => n + 1),
    );
  });

  it("is refused where it does not fit, with what to do", async () => {
    const names = Array.from({ length: 50 }, (_, n) => `${"x".repeat(98)}${n + 10}`);
    const pipelineName = "p".repeat(100);
    const stageName = "s".repeat(100);
    const length = gateRolePolicy(inSlackAlone([""]), "", "").length;
    assert.ok(length < 500);
    const program = (): MultiApprovalStage =>
      new MultiApprovalStage("checks", {
        pipelineName,
        stageName,
        hub: connection,
        slack: inSlack,
        approvals: names.map((name) => ({ name })),
      });
    const place = `arn:aws:codepipeline:eu-west-1:111122223333:${pipelineName}`;
    const all = names.map((name) => `${place}/${stageName}/${name}`);
    const size = length - 2 * '""'.length + JSON.stringify(all).length + place.length + 2;
    await refusedLater(
      program,
      "approvals",
      "`approvals` must fit into 10240 characters of the role's policy, the IAM quota, got: 50 " +
        `approvals, which need ${size}. Split them over several stages or shorten the names.`,
      types.rolePolicy,
    );
  });
});

describe("the names of a gate's children in Slack", () => {
  it("begin with the gate's", async () => {
    const { resources } = await run(() => gateWith({ slack: inSlack, hub: connection }, "release"));
    assert.deepEqual(namesOf(resources, types.role), ["release-slack-role"]);
  });
});
