import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import {
  decodeInput,
  encodeError,
  encodeOutput,
  parseBody,
} from "../../../../../rehearsal/aws/api/codec";
import { ServiceError } from "../../../../../rehearsal/errors";

describe("parseBody", () => {
  for (const body of ["", "{"]) {
    it(`refuses the body ${JSON.stringify(body)}`, () => {
      assert.throws(() => parseBody(Buffer.from(body)), { name: "SerializationException" });
    });
  }
});

describe("decodeInput", () => {
  it("reads dates, and drops members that the API does not know", async () => {
    const body = Buffer.from('{"name":"shop","version":2,"extra":1}');
    assert.deepEqual(await decodeInput(sdk.GetPipeline$, body), { name: "shop", version: 2 });
  });
});

describe("encodeOutput", () => {
  it("writes dates as seconds and leaves out what the schema does not know", () => {
    const output = { approvedAt: new Date(1500), secret: "x" };
    assert.equal(encodeOutput(sdk.PutApprovalResult$, output), '{"approvedAt":1.5}');
  });
});

describe("encodeError", () => {
  it("has the form of AWS JSON 1.1", () => {
    const text = encodeError(new ServiceError("StageNotFoundException", "no"));
    assert.equal(text, '{"__type":"StageNotFoundException","message":"no"}');
  });
});
