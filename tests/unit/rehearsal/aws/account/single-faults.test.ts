/**
 * Breaks every field of a valid resource, one at a time, as AWS's API models describe them. What
 * the account takes all the same is the list in golden/accepted-faults.json, a reason a group.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { resourceTypes } from "../../../../../rehearsal/aws/account/registry";
import { runProgram } from "../../../../../rehearsal/program/run";
import { examplesDir } from "../../../../../rehearsal/home";
import { makerOf } from "./lifecycle/every-type";
import { FaultTrial } from "./support/fault-trial";
import { newAccount, removeFolders } from "./support/new-account";

interface Group {
  readonly reason: string;
  readonly accepted: readonly string[];
}

const golden = path.join(__dirname, "golden", "accepted-faults.json");
const examples = fs
  .readdirSync(examplesDir)
  .filter((name) => fs.existsSync(path.join(examplesDir, name, "index.ts")));

describe("Single broken fields", function () {
  this.timeout(120_000);
  let trial: FaultTrial;

  before(async () => {
    trial = new FaultTrial();
    for (const name of examples) {
      const { account } = newAccount();
      await runProgram({
        exampleDir: path.join(examplesDir, name),
        create: (registration) => trial.create(account, registration),
        call: (token, args) => account.call(token, args),
      });
    }
    for (const { type } of resourceTypes) {
      if (trial.types.has(type)) continue;
      const test = newAccount();
      const create: typeof test.create = (of, inputs = {}, name = "it") =>
        trial.create(test.account, { type: of, name, inputs, custom: true });
      await makerOf(type)!({ ...test, create });
    }
  });
  after(removeFolders);

  it("are refused by the local account, but for those of one exact list", () => {
    const groups: readonly Group[] = JSON.parse(fs.readFileSync(golden, "utf8"));
    const listed = groups.flatMap(({ accepted }) => accepted);
    console.log(
      `      ${trial.accepted.size} of ${trial.count} single broken fields accepted, ` +
        `${trial.types.size} types`,
    );
    if (process.env.SHOW_ACCEPTED !== undefined) console.log([...trial.accepted].sort().join("\n"));
    assert.deepEqual([...trial.accepted].sort(), [...listed].sort());
    assert.ok(groups.every(({ reason, accepted }) => reason !== "" && accepted.length > 0));
  });

  it("are broken of every type of the provider that one call makes", () => {
    const types = resourceTypes.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
    assert.deepEqual(
      types.filter((type) => !trial.types.has(type)),
      [],
    );
    // What is exclusive puts and ends what others have made, and makes nothing of its own.
    const without = resourceTypes.filter(({ type, call }) => trial.types.has(type) && !call);
    assert.ok(without.length > 0 && without.every(({ type }) => type.endsWith("Exclusive")));
  });
});
