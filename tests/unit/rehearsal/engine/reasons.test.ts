/** Why a program failed: each reason once, in the account's own words. */
import * as assert from "node:assert/strict";
import { reasonOf } from "../../../../rehearsal/engine/reasons";

const refused =
  "failed to register new resource bob [aws:iam/user:User]: EntityAlreadyExists: bob is there";

describe("reasonOf", () => {
  const reason = (told: string[], of: string[] = [], written: string[] = []): string =>
    reasonOf(of, told, written, "/infra");

  it("is the account's refusal, and whatever else has failed", () => {
    assert.equal(
      reason(["sdk-v2/provider.go: EntityAlreadyExists: bob is there", "main.py: no"], [refused]),
      `${refused}\nmain.py: no`,
    );
  });

  it("is what the host has written where nothing else is said, else what the engine has", () => {
    assert.equal(
      reason([], [], [" Error: Property internl does not exist\n", "Updating"]),
      "Error: Property internl does not exist",
    );
    assert.equal(reason([], [], ["", "error: no stack"]), "error: no stack");
    assert.match(reason([]), /did not say why/);
  });

  it("has of a traceback the program's own lines, and says how to install what is missing", () => {
    const text = `Traceback (most recent call last):
  File "/usr/bin/pulumi-language-python-exec", line 9, in <module>
    loop.run()
  File "/infra/venv/lib/python3.11/site-packages/pulumi/stack.py", line 3, in run
    func()
  File "/infra/__main__.py", line 5, in <module>
    import pulumi_aws
ModuleNotFoundError: No module named 'pulumi_aws'`;
    assert.equal(
      reason([text]),
      `  File "/infra/__main__.py", line 5, in <module>
    import pulumi_aws
ModuleNotFoundError: No module named 'pulumi_aws'
Install what the program needs: cd /infra && pulumi install`.trim(),
    );
    const other = text.replace(/ModuleNotFoundError.*/, "KeyError: 'size'");
    assert.ok(reason([other]).endsWith("KeyError: 'size'"));
  });
});
