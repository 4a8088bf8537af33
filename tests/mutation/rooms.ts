/** What is mutated, and the tests that have to notice: those of the same room, and no others. */
import { globSync } from "node:fs";
import path from "node:path";

export const root = path.join(__dirname, "../..");

/** Of all mutants of any room, in percent, as many must be noticed; of most of them more. */
export const leastThreshold = 95;

export interface Room {
  readonly name: string;
  /** Globs from the root of the project. */
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /** The texts of errors are a part of the product where a user of the package reads them. */
  readonly ignores: readonly "log-texts"[];
  /** What this room has reached, less what a change may cost before somebody looks. */
  readonly threshold: number;
}

/** index.ts of a function puts the real world around the handler: tests/unit/functions/shared/index.test.ts. */
const functionRoom = (name: string, threshold: number): Room => ({
  name: `functions/${name}`,
  files: [`functions/${name}/!(index).ts`],
  tests: [`tests/unit/functions/${name}/**/*.test.ts`],
  ignores: ["log-texts"],
  threshold,
});

/**
 * Tests in this order: those that take no time may notice before the others begin. A test that keeps
 * what an earlier one made, a hub for example, runs no mutant and notices none: it has no place here.
 */
const model = (name: string, files: string, tests: readonly string[]): Room => ({
  name,
  files: [`components/*/model/${files}.ts`],
  tests: tests.map((pattern) => `tests/unit/components/**/${pattern}.test.ts`),
  ignores: [],
  threshold: 97,
});

export const rooms: readonly Room[] = [
  functionRoom("domain", 97),
  functionRoom("domain/ledger", 97),
  functionRoom("domain/rule", 97),
  {
    ...functionRoom("channels/slack", 97),
    files: [
      "functions/channels/slack/{authenticate,authority,authorize,interaction,origin,signature,views/*}.ts",
    ],
    tests: ["tests/unit/functions/channels/slack/{*,views/*}.test.ts"],
  },
  functionRoom("channels/slack/receiver", 97),
  {
    ...functionRoom("channels/automatic", 95),
    files: [
      "functions/domain/automatic/*.ts",
      "functions/channels/automatic/{answer-to,channel}.ts",
      "functions/automatic/handler.ts",
    ],
    tests: [
      "tests/unit/functions/domain/automatic/*.test.ts",
      "tests/unit/functions/channels/automatic/{read,channel,people,attacks,crashes}.test.ts",
      "tests/unit/functions/automatic/*.test.ts",
    ],
  },
  {
    ...functionRoom("channels/tickets", 95),
    files: ["functions/domain/tickets/*.ts", "functions/channels/tickets/!(hub-channel).ts"],
    tests: [
      "tests/unit/functions/domain/tickets/*.test.ts",
      "tests/unit/functions/channels/tickets/*.test.ts",
      "tests/unit/functions/connector/*.test.ts",
    ],
  },
  functionRoom("connector", 95),
  {
    ...functionRoom("channels", 97),
    files: ["functions/channels/{registry,slack/channel}.ts"],
    tests: ["tests/unit/functions/{channels,channels/slack,shared,notifier}/*.test.ts"],
  },
  {
    ...functionRoom("channels/slack/decisions", 97),
    files: ["functions/channels/slack/{decisions,presses}/*.ts"],
    tests: [
      "tests/unit/functions/{channels/slack/decisions,channels/slack/presses,channels,decider}/*.test.ts",
    ],
  },
  {
    ...functionRoom("adapters", 97),
    files: ["functions/adapters/{classify,retry}.ts"],
    tests: [
      "tests/unit/functions/adapters/{classify,retry}.test.ts",
      "tests/unit/functions/channels/slack/retry.test.ts",
    ],
  },
  {
    ...functionRoom("decider", 97),
    tests: [
      "tests/unit/functions/{decider,channels}/*.test.ts",
      "tests/unit/functions/channels/slack/presses/unknown-message.test.ts",
    ],
  },
  // What sweep hands over, and what is shown on two channels, is theirs: those tests run all of them.
  ...["notifier", "watcher"].map((name) => ({
    ...functionRoom(name, 97),
    tests: [`tests/unit/functions/{${name},sweep,channels}/*.test.ts`],
  })),
  { ...functionRoom("publisher", 97), tests: ["tests/unit/functions/{publisher,sweep}/*.test.ts"] },
  functionRoom("sweep", 97),
  functionRoom("measures", 97),
  // What is said, and when, is the domain's: those tests run all of it.
  {
    ...functionRoom("reminder", 95),
    tests: ["tests/unit/functions/reminder/*.test.ts", "tests/unit/functions/domain/sla.test.ts"],
  },
  {
    ...functionRoom("ledger", 97),
    tests: ["handler", "archive", "bypass", "crashes", "at-once"].map(
      (name) => `tests/unit/functions/ledger/${name}.test.ts`,
    ),
  },
  {
    ...functionRoom("bypass", 97),
    files: ["functions/bypass/!(index).ts", "functions/domain/bypass/*.ts"],
    tests: [
      "tests/unit/functions/bypass/*.test.ts",
      "tests/unit/functions/domain/bypass/*.test.ts",
    ],
  },
  functionRoom("shared", 97),
  {
    name: "iam",
    files: ["iam/*.ts"],
    tests: [
      "tests/unit/iam/{access,arns,evaluate,operators,pattern,unknown}.test.ts",
      "tests/unit/iam/{policy,resource-policy,policy-document}.test.ts",
      "tests/unit/iam/conformance-{conditions,operators,scope}.test.ts",
      "tests/unit/iam/{access-simulated,soundness,conformance-generated}.test.ts",
    ],
    ignores: [],
    threshold: 95,
  },
  model("people's policies", "{policies,gate-role,gate-item,arn}", [
    ...["arn", "policy-documents", "model", "evaluation-approvers"],
    ...["gate-documents", "evaluation-gate-role", "evaluation-topic", "partitions"],
  ]),
  model("the hub's policies", "{hub-policies,runtime-rights}", [
    ...["hub-documents", "hub-rights"],
  ]),
  model("reminders: checks and rights", "{sla-checks,reminder-policy}", [
    ...["reminder-documents", "sla-judged", "refusals-sla", "gate-sla"],
  ]),
  model("rules: checks, and people enough", "{rule-checks,judged-rule,fulfillable}", [
    ...["rule-judged", "fulfillable", "refusals-{groups,identities,rule}"],
  ]),
  {
    name: "contract/working-time",
    files: ["contract/working-time.ts"],
    tests: ["tests/unit/contract/working-time.test.ts"],
    ignores: [],
    threshold: 95,
  },
  model("statements added to a topic", "{statement-parts,topic-statements}", [
    ...["statement-parts", "statements-judged", "topic-statements", "refusals-statements"],
  ]),
  model("names and packing", "{names,packing,place,reach,stage-block,approval-events}", [
    ...["physical-names", "in-reach", "approval-ended", "model", "packing", "place"],
    ...["whole-values-hubs", "reach", "made-arns", "stage-block"],
  ]),
  model("checks of gates", "{{approval,approver,recipient,slack}-checks,arn-kinds}", [
    ...["arn", "whole-values-{gates,slack}", "{approvals,approvers,recipients}-judged", "model"],
    "refusals-{roles,mfa,stage,switches,topic,approvers,action,slack,recipients}",
    ...["quotas", "accepted-{mfa,slack,names}"],
  ]),
  model("checks of hubs", "{hub,runtime,region}-checks", [
    ...["whole-values-hubs", "hub-judged", "hub-versions-judged", "runtime-judged"],
  ]),
  model("checks of every value", "{checks,choices,limits,records,tag-checks}", [
    ...["{checks,records,tags,hub,runtime,recipients,approvals,statements}-judged"],
    ...["whole-values-{gates,hubs,slack}", "physical-names", "packing"],
  ]),
];

/** Files of the room that begin with one of the paths; all of them where none is given. */
export function filesOf({ files }: Room, paths: readonly string[] = []): string[] {
  const all = globSync([...files], { cwd: root }).map((file) => file.split(path.sep).join("/"));
  return all
    .filter((file) => paths.length === 0 || paths.some((start) => file.startsWith(start)))
    .sort();
}
