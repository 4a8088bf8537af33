import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { describe as wording, describeAll } from "../../../../rehearsal/program/failures";

const folder = "/examples/web";

function thrown(stack: string, error = new Error("no")): Error {
  error.stack = stack;
  return error;
}

describe("the wording of a program's error", () => {
  it("adds the property to a reason that does not name it", () => {
    const error = new pulumi.InputPropertyError({ propertyPath: "emails[0]", reason: "not one" });
    assert.equal(wording(error, folder), "not one (property emails[0])");
  });

  it("lists every property of several", () => {
    const error = new pulumi.InputPropertiesError({
      message: "2 errors",
      errors: [
        { propertyPath: "a", reason: "`a` is wrong" },
        { propertyPath: "b", reason: "is wrong" },
      ],
    });
    assert.equal(wording(error, folder), "2 errors\n`a` is wrong\nis wrong (property b)");
  });

  it("leaves out an empty heading", () => {
    const errors = [{ propertyPath: "a", reason: "`a` is wrong" }];
    const error = new pulumi.InputPropertiesError({ message: "", errors });
    assert.equal(wording(error, folder), "`a` is wrong");
  });

  it("adds no line to errors that Pulumi itself words", () => {
    const stack = "Error: no\n    at main (/examples/web/index.ts:3:5)";
    const run = thrown(stack, new pulumi.RunError("stop"));
    const resource = thrown(stack, new pulumi.ResourceError("bad", undefined, true));
    const read = thrown(stack, new Error("failed to read resource #1 'x' [t]: gone"));
    assert.deepEqual(
      [run, resource, read].map((error) => wording(error, folder)),
      ["stop", "bad", "failed to read resource #1 'x' [t]: gone"],
    );
  });

  it("gives the first line that is the program's own", () => {
    const error = thrown(
      [
        "Error: no",
        "    at dep (/examples/web/node_modules/dep/index.js:1:1)",
        "    at other (/examples/web-two/index.ts:2:2)",
        "    at main (/examples/web/src/app.ts:3:5)",
        "    at again (/examples/web/index.ts:9:9)",
      ].join("\n"),
    );
    assert.equal(wording(error, folder), "no\n    at src/app.ts:3:5");
  });

  it("reads a line that is a file URL", () => {
    const error = thrown("Error: no\n    at file:///examples/web/index.mjs:3:5");
    assert.equal(wording(error, folder), "no\n    at index.mjs:3:5");
  });

  it("gives the message alone without such a line or any stack", () => {
    const bare = new Error("no");
    delete bare.stack;
    const messages = [thrown("Error: no\n    at node:fs:1:1"), bare].map((e) => wording(e, folder));
    assert.deepEqual(messages, ["no", "no"]);
  });

  it("words errors with lists of their own by their message", () => {
    const errors = new AggregateError([new Error("a")], "several");
    errors.stack = "";
    assert.equal(wording(errors, folder), "AggregateError: several");
  });

  it("words what is not an error", () => {
    assert.equal(wording("plain", folder), "plain");
    assert.equal(wording({ a: 1 }, folder), "{ a: 1 }");
  });

  it("tells the same error once", () => {
    const error = thrown("", new Error("no"));
    assert.equal(describeAll([error, error, "other"], folder), "no\nother");
  });
});
