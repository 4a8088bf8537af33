import * as assert from "node:assert/strict";
import { defaultProvider } from "../../../../../functions/adapters/aws/lambda-credentials";

describe("The keys of a function", () => {
  it("come from the environment that Lambda sets, or there are none", async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    const keys = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key", AWS_SESSION_TOKEN: "t" };
    try {
      Object.assign(process.env, keys);
      assert.deepEqual(await defaultProvider()(), {
        ...{ accessKeyId: "id", secretAccessKey: "key", sessionToken: "t" },
      });
      delete process.env.AWS_SECRET_ACCESS_KEY;
      await assert.rejects(defaultProvider()(), /no credentials of the function's role/);
    } finally {
      for (const [name, value] of Object.entries({
        ...{ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN },
      })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});
