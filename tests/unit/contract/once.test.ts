/** What several rooms need is written in contract/, and nowhere else. */
import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { environment } from "../../../contract/environment";
import { actionEvents } from "../../../contract/events";
import { internalTimeoutInSeconds, leaseInSeconds } from "../../../contract/timing";
import { hubFunctions } from "../../../components/hub/functions/registry";

const root = path.join(__dirname, "../../..");
const sources = globSync("{components,functions,testing}/**/*.ts", { cwd: root }).map((file) => ({
  file,
  text: readFileSync(path.join(root, file), "utf8"),
}));

describe("contract/", () => {
  const agreed = [
    ...Object.values(environment),
    actionEvents.detailType,
    "[A-Za-z0-9.@",
    "[A-Z0-9]{",
    "`slack-${",
    '"slack-*"',
    '"approverUserGroupIds"]',
    "amazonaws.com.cn",
    /hashKey\W+"action"/,
    /\$\{\w*pipeline\w*\}\/\$\{\w*stage\w*\}\/\$\{/i,
    /Key: \{ action: /,
  ];
  for (const text of agreed) {
    it(`is the one place that writes ${text}`, () => {
      const written = sources.filter((source) =>
        text instanceof RegExp ? text.test(source.text) : source.text.includes(text),
      );
      assert.deepEqual(
        written.map(({ file }) => file),
        [],
      );
    });
  }

  it("has a lease that outlives every run that may hold it", () => {
    assert.ok(leaseInSeconds > internalTimeoutInSeconds);
    const holders = hubFunctions.filter(({ name }) => ["decider", "notifier"].includes(name));
    assert.equal(holders.length, 2);
    for (const { name, timeoutInSeconds } of holders) {
      assert.ok(timeoutInSeconds < leaseInSeconds, name);
    }
  });
});
