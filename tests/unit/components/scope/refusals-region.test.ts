/** A Region that is none, and a hub where Lambda has no function URLs, are refused by name. */
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import { regionsWithoutFunctionUrls } from "../../../../components/inputs/model/limits";
import { gateWith, hubWith, person, channel, types } from "../../../support/components";
import { refuses } from "../../../support/refusal-table";

const stageWith = (args: object): MultiApprovalStage =>
  new MultiApprovalStage("qa", {
    pipelineName: "orders",
    approvals: [{ name: "qa", emails: ["qa@example.com"] }],
    ...args,
  });

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
  refuses([
    ...components.flatMap(([component, create]) => {
      const region = pulumi.output("eu-west-1a");
      return [
        ...[...wrong, 5].map((region) => ({
          title: `${JSON.stringify(region)} is none, and ${component} says so at once`,
          plain: () => create({ region }),
          path: "region",
          reason: reason(region),
        })),
        {
          title: `that turns out to be none is refused by ${component} when it resolves`,
          later: () => create({ region }),
          path: "region",
          reason: reason("eu-west-1a"),
        },
      ];
    }),
  ]);
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
  const regionToCome = pulumi.output(there);
  const inChannel = { channel, approverUserIds: [person] };
  const gates: [string, (slack: object, region?: unknown) => unknown][] = [
    [
      "gate",
      (slack, region) =>
        gateWith({ approvers: undefined, slack: { ...inChannel, ...slack }, region }),
    ],
    ["stage", (slack, region) => stageWith({ slack: { ...inChannel, ...slack }, region })],
  ];
  refuses([
    ...regionsWithoutFunctionUrls.flatMap((region) => {
      const slack = app(region);
      return [
        {
          title: `a hub in ${region} needs an address of its own`,
          plain: [() => hubWith({ slack, region }), () => hubWith({ slack })],
          path: "slackCallbackUrl",
          reason: ofHub(region),
        },
      ];
    }),
    ...Object.entries({
      "its Region and that of its credentials are": { slack: app(there), region: regionToCome },
      "both are outputs, and": { slack: appToCome(there), region: regionToCome },
      "that of its credentials is": { slack: appToCome(there) },
    }).map(([what, args]) => ({
      title: `a hub is refused when ${what} known`,
      later: () => hubWith(args),
      path: "slackCallbackUrl",
      reason: ofHub(there),
      carrier: types.functionUrl,
    })),
    ...gates.map(([what, create]) => ({
      title: `a ${what} has no hub of its own, and is told which one it can have`,
      plain: [() => create(app(there), there), () => create(app(there))],
      later: [() => create(app(there), regionToCome), () => create(appToCome(there))],
      path: "hub",
      reason: ofGate(there),
      carrier: types.functionUrl,
    })),
  ]);
});
