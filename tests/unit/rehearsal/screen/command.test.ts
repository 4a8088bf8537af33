import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { approvalCommand, shellQuote } from "../../../../rehearsal/screen/command";
import { request } from "../terminal/support/plain";

const context = {
  credentialsFile: "/tmp/my run/credentials",
  profile: "manager-mfa",
  region: "eu-west-1",
  endpoint: "http://127.0.0.1:4566",
};

/** What a shell makes of a line whose first word is replaced by one that prints its arguments. */
function words(line: string): string[] {
  const script = line.replace(" aws ", ' sh -c \'printf "%s\\0" "$@"\' aws ');
  return spawnSync("sh", ["-c", script], { encoding: "utf8" }).stdout.split("\0").slice(0, -1);
}

describe("shellQuote", () => {
  it("leaves plain words alone", () => {
    assert.equal(shellQuote("http://127.0.0.1:80/a_b-c@d.e"), "http://127.0.0.1:80/a_b-c@d.e");
  });

  it("quotes what a shell would take apart", () => assert.equal(shellQuote("a b"), "'a b'"));

  it("quotes an apostrophe and an empty word", () => {
    assert.equal(shellQuote("it's"), "'it'\\''s'");
    assert.equal(shellQuote(""), "''");
  });

  it("gives a shell exactly the word, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (word) => {
        fc.pre(!word.includes("\0"));
        const { stdout } = spawnSync("sh", ["-c", `printf %s ${shellQuote(word)}`]);
        assert.equal(stdout.toString("utf8"), word);
      }),
      { numRuns: 40 },
    );
  });
});

describe("approvalCommand", () => {
  it("is one line that can be pasted", () => {
    assert.equal(
      approvalCommand(context, request(), "Approved", "Looks good."),
      "AWS_SHARED_CREDENTIALS_FILE='/tmp/my run/credentials' aws --profile manager-mfa " +
        "--region eu-west-1 --endpoint-url http://127.0.0.1:4566 codepipeline " +
        "put-approval-result --pipeline-name web --stage-name Release --action-name manager " +
        "--token 11111111-2222-4333-8444-555555555555 " +
        `--result '{"status":"Approved","summary":"Looks good."}'`,
    );
  });

  it("carries commas, quotes, line ends and dollars through the shell", () => {
    const summary = `it's "fine", $HOME \`id\`\nnext, status=Rejected`;
    const got = words(approvalCommand(context, request(), "Rejected", summary));
    assert.equal(got.length, 18);
    assert.deepEqual(JSON.parse(got.at(-1)!), { status: "Rejected", summary });
  });
});
