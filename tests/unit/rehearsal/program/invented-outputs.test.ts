import * as assert from "node:assert/strict";
import {
  declarationsOf,
  declaredOutputs,
  inventedOutputs,
} from "../../../../rehearsal/program/invented-outputs";

const from = {
  ...{ id: "front-1", name: "Front 1", partition: "aws-cn", region: "cn-north-1" },
  ...{ accountId: "111122223333", service: "lb" },
};

describe("declaredOutputs", () => {
  it("are the texts, numbers and booleans that are always there", () => {
    const found = declaredOutputs(
      [
        "export declare class Repository {",
        "    readonly repositoryUrl: pulumi.Output<string>;",
        "    readonly forceDelete: pulumi.Output<boolean | undefined>;",
        "    readonly port: pulumi.Output<number>;",
        "    readonly tags: pulumi.Output<{",
      ].join("\n"),
    );
    assert.deepEqual(
      [...found],
      [
        ["repositoryUrl", "string"],
        ["port", "number"],
      ],
    );
  });

  it("are found in the declarations of the SDK that the program has", () => {
    const text = declarationsOf("aws:ecr/repository:Repository", require.resolve);
    assert.ok(declaredOutputs(text ?? "").has("repositoryUrl"));
    assert.equal(declarationsOf("aws:none/such:Such", require.resolve), undefined);
    assert.equal(declarationsOf("custom:index:Thing", require.resolve), undefined);
  });
});

describe("inventedOutputs", () => {
  it("have the registry of a repository, and leave what is there", () => {
    const outputs = new Map([
      ["repositoryUrl", "string"],
      ["name", "string"],
    ]);
    const made = inventedOutputs(outputs, { name: "mine" }, { ...from, service: "ecr" });
    assert.deepEqual(made, {
      repositoryUrl: "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/front-1",
    });
  });
});
