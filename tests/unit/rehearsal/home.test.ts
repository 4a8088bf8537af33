import * as assert from "node:assert/strict";
import { command, commandOf } from "../../../rehearsal/home";

describe("commandOf", () => {
  it("is the script of the repository where TypeScript is run, else the package's", () => {
    assert.equal(command, "npm run rehearse --");
    assert.equal(commandOf("/dist/rehearsal/home.js"), "npx codepipeline-approvals-rehearsal");
  });
});
