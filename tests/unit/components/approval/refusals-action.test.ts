import * as pulumi from "@pulumi/pulumi";
import { gateWith, pipelineWith, types } from "../../../support/components";
import { quotedText } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

interface Refusal {
  readonly arg: string;
  readonly value: unknown;
  readonly reason: string;
}

const x = (count: number): string => "x".repeat(count);

const names: Record<string, string> = {
  pipelineName: "orders",
  stageName: "Release",
  actionName: "Approve",
};

const nameRefusals = Object.keys(names).flatMap((arg): Refusal[] => [
  {
    arg,
    value: "",
    reason:
      `\`${arg}\` must have 1 to 100 characters, got an empty string. ` +
      // Nothing stands in for the pipeline's name: leaving it out would be no remedy.
      (arg === "pipelineName" ? "Give it a value." : "Leave it out or give it a value."),
  },
  {
    arg,
    value: x(101),
    reason: `\`${arg}\` must have 1 to 100 characters, got 101: ${quotedText(x(101))}. Shorten it.`,
  },
  ...["a b", "a/b", "é", "a:b", "a\n"].map((value) => ({
    arg,
    value,
    reason: `\`${arg}\` may only have the characters A-Z a-z 0-9 . @ - _, got: ${JSON.stringify(value)}. ${value === value.trim() ? "Rename it." : "Leave out the white space at its ends."}`,
  })),
  ...[7, true].map((value) => ({
    arg,
    value,
    reason: `\`${arg}\` must be a string, like "${names[arg]}", got: ${value}. Put it into quotation marks.`,
  })),
  ...[["orders"], { name: "orders" }].map((value) => ({
    arg,
    value,
    reason:
      `\`${arg}\` must be a string, like "${names[arg]}", got: ${JSON.stringify(value)}. ` +
      "Give it one text.",
  })),
]);

const numberRefusals = (arg: string, unit: string, range: string, values: unknown[]): Refusal[] =>
  values.map((value) => ({
    arg,
    value,
    reason:
      `\`${arg}\` must be a whole number${unit} between ${range}, got: ` +
      `${typeof value === "string" ? JSON.stringify(value) : String(value)}. ` +
      (/^\d+$/.test(`${typeof value === "string" ? value : ""}`)
        ? "Leave out the quotation marks: it is a number."
        : "Choose a number in that range or leave it out for the default."),
  }));

const malformed: [value: string, at: number, excerpt: string][] = [
  ["#{", 1, "#{"],
  ["version #{build.VERSION", 9, "#{build.VERSION"],
  ["#{}", 1, "#{}"],
  ["#{build}", 1, "#{build}"],
  ["#{.VERSION}", 1, "#{.VERSION}"],
  ["#{build.}", 1, "#{build.}"],
  ["#{ build.VERSION }", 1, "#{ build.VERSION }"],
  ["#{build.#{source.NAME}}", 1, "#{build.#{source.NAME}}"],
  ["#{a.b} and #{c.d", 12, "#{c.d"],
  ["#{build.A.B}", 1, "#{build.A.B}"],
];

const textRefusals = ["customData", "externalEntityLink"].flatMap((arg): Refusal[] => [
  {
    arg,
    value: "",
    reason: `\`${arg}\` must have 1 to 1000 characters, got an empty string. Leave it out or give it a value.`,
  },
  {
    arg,
    value: x(1001),
    reason: `\`${arg}\` must have 1 to 1000 characters, got 1001: ${quotedText(x(1001))}. Shorten it.`,
  },
  ...malformed.map(([value, at, excerpt]) => ({
    arg,
    value,
    reason:
      `\`${arg}\` has a malformed variable at character ${at}: "${excerpt}". ` +
      'Write #{namespace.variable}, or remove the "#{".',
  })),
]);

const linkRefusals = [
  "example.com",
  "ftp://example.com",
  "javascript:alert(1)",
  "https://",
  "https://a b",
].map((value) => ({
  arg: "externalEntityLink",
  value,
  reason:
    "`externalEntityLink` must be a web address that starts with https:// or http://, " +
    `without spaces, like https://example.com/release, got: "${value}". Write it out from https:// ` +
    "on, and a space in it as %20.",
}));

const refusals: Refusal[] = [
  ...nameRefusals,
  ...numberRefusals("runOrder", "", "1 and 999", [0, -1, 1000, 1.5, NaN, Infinity, "2"]),
  ...numberRefusals("timeoutInMinutes", " of minutes", "5 and 86400", [
    4,
    0,
    86401,
    5.5,
    NaN,
    "60",
  ]),
  ...textRefusals,
  ...linkRefusals,
];

/** The pipeline carries these values, but for its own name: that is in the approvers' policy. */
const carrierOf = (arg: string): string => (arg === "pipelineName" ? types.policy : types.pipeline);

function program(arg: string, value: unknown): () => unknown {
  return () => pipelineWith(gateWith({ [arg]: value }).stage);
}

describe("An approval action", () => {
  const reason =
    "`timeoutInMinutes` must be a whole number of minutes between 5 and 86400, got: 4. " +
    "Choose a number in that range or leave it out for the default.";
  const bad = { customData: pulumi.output(""), timeoutInMinutes: pulumi.output(4) };
  refuses([
    ...refusals.flatMap(({ arg, value, reason }) => {
      const shown = `${arg} ${typeof value === "string" ? JSON.stringify(value).slice(0, 40) : value}`;
      return [
        {
          title: `is refused at once with ${shown}`,
          plain: program(arg, value),
          path: arg,
          reason,
        },
        {
          title: `is refused with an output that resolves to ${shown}`,
          later: program(arg, pulumi.output(value)),
          path: arg,
          reason,
          carrier: carrierOf(arg),
        },
      ];
    }),
    {
      title: "is refused with a promise of a bad value, when it resolves",
      later: program("timeoutInMinutes", Promise.resolve(4)),
      path: "timeoutInMinutes",
      reason,
      carrier: types.pipeline,
    },
    {
      title:
        "is refused under a component name that makes no stage name, when no stage name is given",
      plain: () => gateWith({}, "to production"),
      path: "stageName",
      reason:
        '`stageName` may only have the characters A-Z a-z 0-9 . @ - _, got: "to production". Rename it.',
    },
    {
      title: "fails the program for every bad field of several outputs",
      later: () => pipelineWith(gateWith(bad).stage),
      path: "customData",
      reason:
        "`customData` must have 1 to 1000 characters, got an empty string. Leave it out or give it a value.",
      carrier: types.pipeline,
    },
  ]);
});
