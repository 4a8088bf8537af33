import * as assert from "node:assert/strict";
import { build } from "./support";

describe("CodeBuild buildspec 0.1", () => {
  const version = 0.1;

  it("gives each command a shell of its own, in the source", async () => {
    const { lines, status } = await build({
      buildspec: {
        version,
        environment_variables: { plaintext: { GIVEN: "g" } },
        phases: {
          build: {
            commands: ["mkdir sub", "cd sub && export A=1", 'echo "[$A] $GIVEN $(ls)"'],
            finally: ['echo "again [$A]"'],
          },
        },
      },
    });
    assert.equal(status, "Succeeded");
    const shown = lines.join("\n");
    assert.match(shown, /\[\] g a\.txt\nsub/);
    assert.ok(lines.includes("again []"));
  });

  it("ends at the first command that fails", async () => {
    const { error, lines } = await build({
      buildspec: { version, phases: { install: { commands: ["exit 5", "echo after"] } } },
    });
    assert.equal(error?.message, "Phase INSTALL failed: a command ended with exit status 5.");
    assert.ok(!lines.includes("after"));
  });

  it("keeps one file that is named as a text", async () => {
    const { outputs, status } = await build({
      buildspec: {
        version,
        phases: { build: { commands: ["echo b > b.txt"] } },
        artifacts: { type: "zip", files: "b.txt", "discard-paths": "yes" },
      },
      action: { outputs: ["Build"] },
    });
    assert.equal(status, "Succeeded");
    assert.deepEqual(Object.keys(outputs!), ["Build"]);
  });
});
