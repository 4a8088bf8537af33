/** Processor time to register a number of gates, ours or written by hand, under mocks in a fresh process. */
import { ApprovalGate } from "codepipeline-approvals";
import { run } from "../support/mocks";
import { gateByHand } from "./by-hand";

// tools/register.js maps every stack trace back to TypeScript, and Pulumi takes one for every promise:
// that would be most of what is measured, and no consumer pays it.
Reflect.deleteProperty(Error, "prepareStackTrace");

function gate(name: string): unknown {
  return new ApprovalGate(name, {
    pipelineName: "orders",
    customData: "Ship it?",
    emails: ["qa@example.com"],
    approvers: { users: ["ann"] },
  });
}

async function main(): Promise<void> {
  const [side, count] = process.argv.slice(2);
  const create = side === "hand" ? (name: string) => gateByHand(name, "orders") : gate;
  // One gate first, so that neither side pays for the modules that load on first use.
  await run(() => create("warm"));
  const since = process.cpuUsage();
  const { resources } = await run(() => {
    for (let index = 0; index < Number(count); index += 1) create(`gate-${index}`);
  });
  const { user, system } = process.cpuUsage(since);
  const milliseconds = (user + system) / 1000;
  process.stdout.write(`${JSON.stringify({ milliseconds, resources: resources.length })}\n`);
}

void main();
