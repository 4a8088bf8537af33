/** A hundred gates on one hub, deployed by the real engine, beside the same resources by hand. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApprovalHub } from "../../index";
import { EngineStack, type Program, type StateResource } from "../engine/support/engine-stack";
import { openLocalCloud } from "../engine/support/local-cloud";
import { credentialsArn } from "../engine/support/programs";
import { row } from "./measuring";

const gates = 100;

const withGates: Program = async () => {
  const slack = { credentialsSecretArn: credentialsArn };
  const hub = new ApprovalHub("hub", { slack, deletionProtection: false });
  for (let index = 0; index < gates; index++) {
    new ApprovalGate(`Approve${index}`, {
      pipelineName: `service-${index}`,
      emails: ["qa@example.com"],
      approvers: { users: ["quinn"] },
      slack: { channel: "C0RELEASES", approverUserIds: ["U0QUINN00"] },
      hub: hub.connection,
    });
  }
};

/** A type of which nothing but the token is known here. */
class Plain extends pulumi.CustomResource {}

/**
 * The same resources with the same inputs and in the same order, each registered by itself: what a
 * program without components would have the engine do.
 */
function byHand(resources: readonly StateResource[]): Program {
  const version = /::default_(\d+)_(\d+)_(\d+)/;
  const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
  const [, ...numbers] = version.exec(provider?.urn ?? "") ?? [];
  return async () => {
    const made = new Map<string, Plain>();
    for (const { urn, type, inputs, dependencies } of resources) {
      if (!type.startsWith("aws:")) continue;
      const name = urn.split("::").slice(3).join("::");
      const dependsOn = (dependencies ?? []).flatMap((on) => made.get(on) ?? []);
      const opts = { dependsOn, version: numbers.join(".") };
      made.set(urn, new Plain(type, name, inputs, opts));
    }
  };
}

interface Run {
  readonly seconds: number;
  readonly resources: readonly StateResource[];
}

async function deployed(what: string, program: Program): Promise<Run> {
  const cloud = await openLocalCloud();
  try {
    const stack = await EngineStack.open(cloud, program);
    const started = performance.now();
    await stack.up();
    const seconds = (performance.now() - started) / 1000;
    // One takes minutes: whoever waits sees that it goes on.
    console.error(`  pulumi up of ${gates} gates ${what}: ${seconds.toFixed(1)} s`);
    return { seconds, resources: await stack.resources() };
  } finally {
    await cloud.close();
  }
}

function countOf(resources: readonly StateResource[], type: RegExp): number {
  return resources.filter((resource) => type.test(resource.type)).length;
}

async function main(): Promise<void> {
  // The engine writes the whole state after each step, minutes for a thousand of them and the same
  // for both sides: without that, what the components cost can be seen.
  process.env.PULUMI_EXPERIMENTAL = process.env.PULUMI_SKIP_CHECKPOINTS = "true";
  const first = await deployed("as components", withGates);
  const pairs = [];
  for (let round = 0; round < 3; round++) {
    const hand = await deployed("by hand", byHand(first.resources));
    const ours = round === 0 ? first : await deployed("as components", withGates);
    pairs.push({ ours: ours.seconds, hand: hand.seconds, ratio: ours.seconds / hand.seconds });
  }
  const [, { ours, hand, ratio }] = pairs.sort((a, b) => a.ratio - b.ratio);
  console.log(
    `\npulumi up of ${gates} gates on one hub, on the real engine, seconds on the wall\n`,
  );
  row(["", "components", "by hand", "ratio"]);
  row([gates, ours.toFixed(1), hand.toFixed(1), ratio.toFixed(2)]);
  const count = (type: RegExp) => countOf(first.resources, type);
  console.log(
    `\n${count(/^aws:/)} resources at AWS, among them ${count(/^aws:iam\/policy:/)} managed and ` +
      `${count(/^aws:iam\/rolePolicy:/)} inline policies, ${count(/^aws:iam\/role:/)} roles, ` +
      `${count(/^aws:sns\/topic:/)} topics, ${count(/^aws:lambda\/permission:/)} permissions of functions`,
  );
}

void main();
