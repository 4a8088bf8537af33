/** Bodies in chunks: read whole, or not at all. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { payloadOf } from "../../../../../rehearsal/aws/s3/aws-chunked";

const usual = {
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "x-amz-decoded-content-length": "5",
  "x-amz-trailer": "x-amz-checksum-crc32",
};
const whole = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";

const read = (body: string | Buffer, headers: Record<string, string> = usual) =>
  payloadOf({ method: "PUT", url: "/", headers, body: Buffer.from(body) });

describe("A body in chunks", () => {
  it("is its content, with the headers that came behind it", () => {
    const { content, headers } = read(whole);
    assert.equal(content.toString(), "hello");
    assert.deepEqual(headers, { ...usual, "x-amz-checksum-crc32": "NhCmhg==" });
  });

  it("is what it is where no header says that it comes in chunks", () => {
    assert.equal(read(whole, {}).content.toString(), whole);
  });

  it("is the same however it was cut", () => {
    const cut = fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 5 });
    fc.assert(
      fc.property(cut, (chunks) => {
        const parts = chunks.flatMap((chunk) => [
          Buffer.from(`${chunk.length.toString(16)}\r\n`),
          Buffer.from(chunk),
          Buffer.from("\r\n"),
        ]);
        const content = Buffer.concat(chunks);
        const headers = { ...usual, "x-amz-decoded-content-length": String(content.length) };
        const body = Buffer.concat([...parts, Buffer.from("0\r\nx-amz-checksum-crc32:x\r\n\r\n")]);
        assert.deepEqual(read(body, headers).content, content);
      }),
    );
  });

  const broken: [string, string, Record<string, string>, string][] = [
    ["without an end", "5\r\nhello\r\n", {}, "IncompleteBody"],
    ["cut in the midst", "5\r\nhel", {}, "IncompleteBody"],
    ["of no length", "x\r\nhello\r\n0\r\n\r\n", {}, "IncompleteBody"],
    ["of a length beyond all", "fffffffff\r\n", {}, "IncompleteBody"],
    ["shorter than it says", whole, { "x-amz-decoded-content-length": "6" }, "IncompleteBody"],
    ["without what was announced", "5\r\nhello\r\n0\r\n\r\n", {}, "MalformedTrailerError"],
    [
      "with more than was announced",
      whole.replace("0\r\nx", "0\r\nx-amz-meta-a:b\r\nx"),
      {},
      "MalformedTrailerError",
    ],
    ["with a trailer that is none", "5\r\nhello\r\n0\r\nx\r\n\r\n", {}, "IncompleteBody"],
  ];
  for (const [what, body, headers, code] of broken) {
    it(`is refused ${what}`, () => {
      assert.throws(() => read(body, { ...usual, ...headers }), { code });
    });
  }

  it("is refused where nothing says how long it is", () => {
    const { "x-amz-decoded-content-length": _, ...headers } = usual;
    assert.throws(() => read(whole, headers), { code: "MissingContentLength", status: 411 });
  });
});
