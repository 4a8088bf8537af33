import * as assert from "node:assert/strict";
import { type Equipment, startEquipped } from "./equipped";
import { send, signed } from "./fixture";

describe("bodies of DynamoDB's calls", () => {
  let local: Equipment;
  before(async () => {
    local = await startEquipped();
  });
  after(() => local.stop());

  for (const body of ["", "[", '"x"', "null"]) {
    it(`refuses a body that is no structure: ${JSON.stringify(body)}`, async () => {
      const administrator = local.directory.accessKeys()[0];
      const request = await signed(local, administrator, {
        service: "dynamodb",
        body,
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "DynamoDB_20120810.GetItem",
        },
      });
      const { status, code } = await send(local.url, request);
      assert.deepEqual([status, code], [400, "SerializationException"]);
    });
  }
});
