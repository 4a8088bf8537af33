import * as assert from "node:assert/strict";
import { cleanEnvironment } from "../../../../rehearsal/program/environment";

describe("cleanEnvironment", () => {
  it("keeps what is not AWS's or Pulumi's", () => {
    const cleaned = cleanEnvironment({
      HOME: "/home/a",
      AWS_PROFILE: "prod",
      aws_session_token: "t",
      PULUMI_CONFIG: "{}",
      AWSOME: "1",
    });
    assert.deepEqual(cleaned, {
      HOME: "/home/a",
      AWSOME: "1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });
});
