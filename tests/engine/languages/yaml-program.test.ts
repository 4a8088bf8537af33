/** The reader of YAML refuses what it does not know: nothing of a file is passed over in silence. */
import * as assert from "node:assert/strict";
import { fullFunction, fullToken, yamlProgram } from "./yaml-program";

const program = (rest: string) => async () => yamlProgram(`name: test\nruntime: yaml\n${rest}`)();

describe("the reader of YAML", () => {
  const refused: Record<string, [string, RegExp]> = {
    "a section": ["config: {}", /The program has `config`/],
    "a key of a resource": [
      'resources: { a: { type: "aws:s3:Bucket", get: {} } }',
      /a has `get`, which this reader of YAML does not know/,
    ],
    "an option": [
      'resources: { a: { type: "aws:s3:Bucket", options: { protect: true } } }',
      /a\.options has `protect`/,
    ],
    "a function": ["outputs: { a: { fn::sha1: x } }", /does not know `fn::sha1`/],
    "an option of fn::invoke": [
      "outputs: { a: { fn::invoke: { function: aws:getRegion, options: {} } } }",
      /fn::invoke has `options`/,
    ],
    "a second key beside a function": [
      "outputs: { a: { fn::toJSON: 1, b: 2 } }",
      /`fn::toJSON` stands alone/,
    ],
    "a name": ["outputs: { a: '${nobody.name}' }", /no resource or variable named `nobody`/],
    "a way of writing a reference": ["outputs: { a: '${b[\"c\"]}' }", /does not know `\$\{b/],
    "what needs itself": [
      "variables: { a: '${b}', b: '${a}' }\noutputs: { a: '${a}' }",
      /needs itself/,
    ],
    "a property of nothing": ["variables: { a: {} }\noutputs: { a: '${a.b.c}' }", /finds nothing/],
  };
  for (const [what, [rest, message]] of Object.entries(refused)) {
    it(`refuses ${what} that it does not know`, async () => {
      await assert.rejects(program(rest), message);
    });
  }

  it("reads text, lists and maps", async () => {
    const rest =
      "variables: { a: { b: [x, y] } }\noutputs: { c: '${a.b[1]} and ${a.b[0]}', d: ['${a.b}'] }";
    assert.deepEqual(await program(rest)(), { c: "y and x", d: [["x", "y"]] });
  });

  it("writes types and functions out", () => {
    const tokens = ["aws:s3:Bucket", "aws:s3/bucket:Bucket", "codepipeline-approvals:ApprovalGate"];
    assert.deepEqual(tokens.map(fullToken), [
      "aws:s3/bucket:Bucket",
      "aws:s3/bucket:Bucket",
      "codepipeline-approvals:index:ApprovalGate",
    ]);
    assert.deepEqual(["aws:getRegion", "aws:iam:getRole"].map(fullFunction), [
      "aws:index/getRegion:getRegion",
      "aws:iam/getRole:getRole",
    ]);
  });
});
