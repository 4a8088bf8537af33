import type { ActionDeclaration } from "@aws-sdk/client-codepipeline";
import { accepts, having, rejects } from "./definition-support";
import { deploy, gate, pipeline, source, topicArn } from "./support";

describe("an action of a pipeline definition", () => {
  for (const [what, more] of [
    ["an empty name", { name: "" }],
    ["no name", { name: undefined }],
    ["a name of 101 characters", { name: "x".repeat(101) }],
    ["no type", { actionTypeId: undefined }],
    [
      "an unknown category",
      { actionTypeId: { category: "Wish" as never, owner: "AWS", provider: "S3", version: "1" } },
    ],
    [
      "an unknown owner",
      { actionTypeId: { category: "Test", owner: "Me" as never, provider: "S3", version: "1" } },
    ],
    [
      "no owner",
      { actionTypeId: { category: "Test", owner: undefined, provider: "S3", version: "1" } },
    ],
    [
      "no provider",
      { actionTypeId: { category: "Test", owner: "AWS", provider: "", version: "1" } },
    ],
    [
      "no version",
      { actionTypeId: { category: "Test", owner: "AWS", provider: "X", version: "" } },
    ],
    ["runOrder 0", { runOrder: 0 }],
    ["runOrder 1000", { runOrder: 1000 }],
    ["timeoutInMinutes 4", { timeoutInMinutes: 4 }],
    ["timeoutInMinutes 86401", { timeoutInMinutes: 86_401 }],
    ["an empty configuration value", { configuration: { CustomData: "" } }],
    ["a missing configuration value", { configuration: { CustomData: undefined as never } }],
    ["a configuration value of 1001", { configuration: { CustomData: "x".repeat(1001) } }],
    ["an empty configuration key", { configuration: { "": "x" } }],
    ["a configuration key of 51", { configuration: { ["k".repeat(51)]: "x" } }],
    ["a namespace with a period", { namespace: "a.b" }],
    ["an empty namespace", { namespace: "" }],
    ["a roleArn that is no role", { roleArn: "role" }],
  ] as [string, Partial<ActionDeclaration>][]) {
    it(`refuses ${what}`, () => rejects("ValidationException", having(gate(more))));
  }

  it("takes the least and the most of every limit", () => {
    accepts(having(gate({ runOrder: 1, timeoutInMinutes: 5 })));
    accepts(having(gate({ runOrder: 999, timeoutInMinutes: 86_400 })));
    accepts(having(gate({ configuration: { CustomData: "x" } })));
    accepts(having(gate({ configuration: { CustomData: "x".repeat(1000) } })));
    accepts(having(deploy({ configuration: { ["k".repeat(50)]: "x" } })));
    accepts(having(deploy({ roleArn: "arn:aws:iam::111122223333:role/deploy" })));
  });

  it("names stage, action, limit and value where it is refused", () => {
    rejects(
      "ValidationException",
      having(gate({ timeoutInMinutes: 4 })),
      /Value '4' at 'pipeline\.stages\.2\.member\.actions\.1\.member\.timeoutInMinutes' .* equal to 5$/,
    );
  });

  it("refuses timeoutInMinutes on anything but a manual approval", () => {
    rejects(
      "InvalidActionDeclarationException",
      having(deploy({ timeoutInMinutes: 60 })),
      /manual approval actions only/,
    );
  });

  for (const namespace of ["codepipeline", "variables"]) {
    it(`refuses the namespace "${namespace}", which is taken`, () => {
      rejects("InvalidActionDeclarationException", having(deploy({ namespace })));
    });
  }

  it("refuses a namespace that another action has", () => {
    rejects(
      "InvalidActionDeclarationException",
      pipeline({}, [
        ["Source", [source({ namespace: "N" })]],
        ["B", [deploy({ namespace: "N" })]],
      ]),
      /namespace "N"/,
    );
  });
});

describe("an approval action of a pipeline definition", () => {
  it("takes its three configuration keys", () => {
    accepts(
      having(
        gate({
          configuration: {
            NotificationArn: topicArn,
            CustomData: "look",
            ExternalEntityLink: "https://x.example",
          },
        }),
      ),
    );
  });

  it("refuses any other key", () => {
    rejects(
      "InvalidActionDeclarationException",
      having(gate({ configuration: { customData: "look" } })),
      /got: customData/,
    );
  });

  it("refuses artifacts in and out", () => {
    const inputs = gate({ inputArtifacts: [{ name: "source" }] });
    rejects("InvalidActionDeclarationException", having(inputs), /no artifacts, got: source/);
    const outputs = gate({ outputArtifacts: [{ name: "x" }] });
    rejects("InvalidActionDeclarationException", having(outputs), /no artifacts/);
  });

  for (const [key, value] of [
    ["provider", "Bot"],
    ["owner", "Custom"],
    ["version", "2"],
  ]) {
    it(`refuses the ${key} ${value}`, () => {
      const { actionTypeId } = gate();
      rejects(
        "InvalidActionDeclarationException",
        having(gate({ actionTypeId: { ...actionTypeId!, [key]: value } })),
        /Approval \/ AWS \/ Manual \/ 1/,
      );
    });
  }
});

describe("a Lambda action of a pipeline definition", () => {
  const lambda = (more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
    ...deploy({ configuration: { FunctionName: "check" }, inputArtifacts: [], ...more }),
    actionTypeId: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
  });
  const artifacts = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `artifact${n}` }));

  it("needs the name of a function", () => {
    accepts(having(lambda()));
    rejects(
      "InvalidActionDeclarationException",
      having(lambda({ configuration: { UserParameters: "x" } })),
      /needs FunctionName/,
    );
  });

  it("has five artifacts at most", () => {
    accepts(having(lambda({ outputArtifacts: artifacts(5) })));
    rejects(
      "InvalidActionDeclarationException",
      having(lambda({ outputArtifacts: artifacts(6) })),
      /outputArtifacts may have 5 artifacts, got: 6/,
    );
  });
});
