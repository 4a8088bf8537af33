import * as assert from "node:assert/strict";
import { readQuery } from "../../../../../rehearsal/aws/api/query";
import model from "../../../../../rehearsal/aws/sts/api-model.json";

const read = (form: Record<string, string>) =>
  JSON.parse(JSON.stringify(readQuery(model, "AssumeRole", new URLSearchParams(form)))) as unknown;

describe("readQuery", () => {
  it("reads texts and numbers, and leaves out what the model does not know", () => {
    const form = { RoleArn: "a", DurationSeconds: "900", Action: "AssumeRole", Other: "b" };
    assert.deepEqual(read(form), { RoleArn: "a", DurationSeconds: 900 });
  });

  it("leaves a number that is none as it is, for the validation to refuse", () => {
    assert.deepEqual(read({ DurationSeconds: "1e3" }), { DurationSeconds: "1e3" });
  });

  it("reads lists by their numbers, and structures by the names of their members", () => {
    const form = {
      ...{ "Tags.member.10.Key": "b", "Tags.member.2.Key": "a", "Tags.member.2.Value": "1" },
      "TransitiveTagKeys.member.1": "a",
    };
    assert.deepEqual(read(form), {
      Tags: [{ Key: "a", Value: "1" }, { Key: "b" }],
      TransitiveTagKeys: ["a"],
    });
  });

  it("keeps a text that stands where a list must", () => {
    assert.deepEqual(read({ Tags: "a" }), { Tags: "a" });
  });
});
