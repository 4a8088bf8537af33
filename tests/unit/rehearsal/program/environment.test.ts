import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { cleanEnvironment, startOf } from "../../../../rehearsal/program/environment";

describe("cleanEnvironment", () => {
  it("keeps what is not AWS's or Pulumi's", () => {
    const cleaned = cleanEnvironment({
      HOME: "/home/a",
      AWS_PROFILE: "prod",
      aws_session_token: "t",
      PULUMI_CONFIG: "{}",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "t",
      AWSOME: "1",
    });
    const { TMPDIR, TEMP, TMP, ...others } = cleaned;
    assert.deepEqual(others, {
      HOME: "/home/a",
      AWSOME: "1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    });
    assert.deepEqual([TEMP, TMP], [TMPDIR, TMPDIR]);
    assert.deepEqual(fs.readdirSync(TMPDIR!), []);
  });
});

describe("startOf", () => {
  it("requires the rehearsal's own TypeScript before what a program's nodeargs bring", () => {
    const { file, execArgv } = startOf("child", ["--import", "tsx"]);
    const names = execArgv.map((word) => word.replace(/.*\//, ""));
    assert.deepEqual(names, ["-r", "register.js", "-r", "child.ts", "--import", "tsx"]);
    assert.equal(file, execArgv[1]);
  });
});
