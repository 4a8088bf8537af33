/** What several rooms need is written in contract/, and nowhere else. */
import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { environment } from "../../../contract/environment";
import { actionEvents } from "../../../contract/codepipeline-events";
import { internalTimeoutInSeconds, leaseInSeconds } from "../../../contract/timing";
import { hubFunctions } from "../../../components/hub/functions/registry";

const root = path.join(__dirname, "../../..");
const sources = globSync("{components,functions,testing}/**/*.ts", { cwd: root }).map((file) => ({
  file,
  text: readFileSync(path.join(root, file), "utf8"),
}));

describe("contract/", () => {
  const agreed: readonly (readonly [what: string, text: string | RegExp])[] = [
    ...Object.values(environment).map((name) => [`the name of ${name}`, name] as const),
    ["the events that end an action", actionEvents.detailType],
    ["which characters names of CodePipeline have", "[A-Za-z0-9.@"],
    ["what ids of Slack look like", "[A-Z0-9]{"],
    ["the prefix of a person's source identity", "`slack-${"],
    ["the prefix of a person's source identity in a policy", '"slack-*"'],
    ["the attributes of a gate in Slack", '"approverUserGroupIds"]'],
    ["the domain of a partition", "amazonaws.com.cn"],
    ["the hash key of the tables", /hashKey\W+"action"/],
    ["the key of an item", /Key: \{ action: /],
    ["the key of an action", /\$\{\w*pipeline\w*\}\/\$\{\w*stage\w*\}\/\$\{/i],
  ];
  for (const [what, text] of agreed) {
    it(`is the one place that writes ${what}`, () => {
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
