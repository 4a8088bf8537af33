import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { MalformedError } from "../../../../../../functions/domain/errors";
import {
  buttonValue,
  readButtonValue,
} from "../../../../../../functions/channels/slack/views/button";
import { requestOf, token } from "../../../domain/samples";

const name = fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" });
const action = fc.tuple(name, name, name).map((names) => names.join("/"));
const valid = { a: "orders/production/approve", t: token };

function refused(text: string): void {
  assert.throws(() => readButtonValue(text), MalformedError);
}

describe("buttonValue", () => {
  it("names the request, and nothing else of it", () => {
    const request = requestOf({ customData: "x".repeat(3000), consoleLink: "https://a.example/" });
    assert.equal(buttonValue(request), JSON.stringify(valid));
  });

  it("is read back with what the buttons say of the version", () => {
    const target = { action: valid.a, token };
    const label = { execution: "4f2c1d9a", version: "Source 01234567" };
    for (const said of [label, { execution: label.execution }, { version: label.version }]) {
      assert.deepEqual(readButtonValue(buttonValue(target, said)), { ...target, ...said });
    }
  });

  it("is read back, and never longer than Slack takes", () => {
    fc.assert(
      fc.property(action, fc.uuid(), (key, uuid) => {
        const target = { action: key, token: uuid };
        assert.ok(buttonValue(target).length <= 400);
        assert.deepEqual(readButtonValue(buttonValue(target)), target);
      }),
    );
  });
});

describe("readButtonValue", () => {
  for (const text of ["", "{", "null", "[]", "1", '"orders"', "{}"]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      refused(text);
    });
  }

  it("refuses an action that is no key", () => {
    for (const a of ["", "orders/production", "a/b/c/d", "*/*/*", "a/b/c\n", "a/b/<c>", 1, null]) {
      refused(JSON.stringify({ ...valid, a }));
    }
    refused(JSON.stringify({ ...valid, a: `a/b/${"c".repeat(101)}` }));
  });

  it("refuses a token that is no lower-case UUID", () => {
    for (const t of ["", token.toUpperCase(), `${token}\n`, token.slice(1), ["x"], null]) {
      refused(JSON.stringify({ ...valid, t }));
    }
  });

  it("refuses what we never write, such as a right or a secret beside the request", () => {
    refused(JSON.stringify({ ...valid, secret: "x" }));
  });
});
