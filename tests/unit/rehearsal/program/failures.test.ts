import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  describe as wording,
  describeAll,
  neverResolved,
} from "../../../../rehearsal/program/failures";

const place = { cwd: "/examples/web", nodejs: { typescript: true, nodeArguments: [] } };

function thrown(stack: string, error = new Error("no")): Error {
  error.stack = stack;
  return error;
}

describe("the wording of a program's error", () => {
  it("adds the property to a reason that does not name it", () => {
    const error = new pulumi.InputPropertyError({ propertyPath: "emails[0]", reason: "not one" });
    assert.equal(wording(error, place), "not one (property emails[0])");
  });

  it("lists every property of several", () => {
    const error = new pulumi.InputPropertiesError({
      message: "2 errors",
      errors: [
        { propertyPath: "a", reason: "`a` is wrong" },
        { propertyPath: "b", reason: "is wrong" },
      ],
    });
    assert.equal(wording(error, place), "2 errors\n`a` is wrong\nis wrong (property b)");
  });

  it("leaves out an empty heading", () => {
    const errors = [{ propertyPath: "a", reason: "`a` is wrong" }];
    const error = new pulumi.InputPropertiesError({ message: "", errors });
    assert.equal(wording(error, place), "`a` is wrong");
  });

  it("adds no line to errors that Pulumi itself words", () => {
    const stack = "Error: no\n    at main (/examples/web/index.ts:3:5)";
    const run = thrown(stack, new pulumi.RunError("stop"));
    const resource = thrown(stack, new pulumi.ResourceError("bad", undefined, true));
    const read = thrown(stack, new Error("failed to read resource #1 'x' [t]: gone"));
    assert.deepEqual(
      [run, resource, read].map((error) => wording(error, place)),
      ["stop", "bad", "failed to read resource #1 'x' [t]: gone"],
    );
  });

  it("gives the lines that are the program's own, in their order", () => {
    const error = thrown(
      [
        "Error: no",
        "    at dep (/examples/web/node_modules/dep/index.js:1:1)",
        "    at other (/examples/node_modules/two/index.ts:2:2)",
        "    at main (/examples/web/src/app.ts:3:5)",
        "    at again (/examples/web/index.ts:9:9)",
      ].join("\n"),
    );
    assert.equal(wording(error, place), "no\n    at src/app.ts:3:5\n    at index.ts:9:9");
  });

  it("reads a line that is a file URL", () => {
    const error = thrown("Error: no\n    at file:///examples/web/index.mjs:3:5");
    assert.equal(wording(error, place), "no\n    at index.mjs:3:5");
  });

  it("gives the message alone without such a line or any stack", () => {
    const bare = new Error("no");
    delete bare.stack;
    const messages = [thrown("Error: no\n    at node:fs:1:1"), bare].map((e) => wording(e, place));
    assert.deepEqual(messages, ["no", "no"]);
  });

  it("words errors with lists of their own by their message", () => {
    const errors = new AggregateError([new Error("a")], "several");
    errors.stack = "";
    assert.equal(wording(errors, place), "AggregateError: several");
  });

  it("words what is not an error", () => {
    assert.equal(wording("plain", place), "plain");
    assert.equal(wording({ a: 1 }, place), "{ a: 1 }");
  });

  it("tells the same error once", () => {
    const error = thrown("", new Error("no"));
    assert.equal(describeAll([error, error, "other"], place), "no\nother");
  });

  it("leaves out what Pulumi puts before a look-up that is not known", () => {
    const error = new Error(
      'error serializing property "a": error serializing property "b": NotRehearsed: f is not known.\n  more',
    );
    assert.equal(wording(error, place), "NotRehearsed: f is not known.\n  more");
  });

  it("says where a missing value of the configuration is written", () => {
    const missing = () => new pulumi.Config("web").require("size");
    assert.throws(missing, (error) => {
      const text = wording(error, place);
      assert.equal(
        text,
        "Missing required configuration variable 'web:size'. Write into Pulumi.rehearsal.yaml, " +
          "below config:\n  web:size: its value",
      );
      return true;
    });
  });

  it("names the outputs that were never resolved, or what the program awaits", () => {
    assert.match(neverResolved(new Set(["a", "b"])), /what it exports as `a`, `b` was never/);
    assert.match(neverResolved(undefined), /a promise that it awaits was never/);
  });
});
