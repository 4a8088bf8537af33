import * as assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-codepipeline";
import * as fc from "fast-check";
import { decodeInput, encodeError, encodeOutput } from "../../../../../rehearsal/aws/api/codec";
import { ServiceError } from "../../../../../rehearsal/errors";
import { id } from "./fixture";

const good = {
  pipelineName: "shop",
  stageName: "Gate",
  actionName: "Ok",
  token: id(1),
  result: { status: "Approved", summary: "" },
};

function approve(over: object = {}): Promise<any> {
  const body = Buffer.from(JSON.stringify({ ...good, ...over }));
  return decodeInput(sdk.PutApprovalResult$, body);
}

const one = (message: string) => ({
  name: "ValidationException",
  message: `1 validation error detected: ${message}`,
});

describe("decodeInput", () => {
  it("reads what is valid", async () => {
    assert.deepEqual(await approve(), good);
  });

  it("drops members that the API does not know", async () => {
    assert.deepEqual(await approve({ extra: 1 }), good);
  });

  for (const member of ["pipelineName", "stageName", "actionName", "token", "result"]) {
    for (const missing of [undefined, null]) {
      it(`wants ${member}, got ${missing}`, async () => {
        const message = `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
        await assert.rejects(approve({ [member]: missing }), one(message));
      });
    }
  }

  it("wants the members of a nested structure, and lists all that is missing", async () => {
    const start = "2 validation errors detected: Value null at 'result.summary' failed";
    await assert.rejects(approve({ result: {} }), (error: Error) => {
      assert.ok(error.message.startsWith(start), error.message);
      assert.match(error.message, /; Value null at 'result\.status' failed/);
      return true;
    });
  });

  it("takes a summary of 512 characters and not of 513", async () => {
    const summary = (length: number) =>
      approve({ result: { status: "Rejected", summary: "x".repeat(length) } });
    assert.equal((await summary(512)).result.summary.length, 512);
    await assert.rejects(summary(513), {
      name: "ValidationException",
      message: /at 'result\.summary' .* length less than or equal to 512$/,
    });
  });

  const refused: [object, RegExp][] = [
    [
      { token: id(1).replace("8", "A") },
      /'token' failed .* regular expression pattern: \[0-9a-f\]\{8\}/,
    ],
    [{ token: `${id(1)}\n` }, /'token'/],
    [{ pipelineName: "" }, /'pipelineName' .* length greater than or equal to 1/],
    [{ pipelineName: "x".repeat(101) }, /'pipelineName' .* less than or equal to 100/],
    [{ stageName: "a/b" }, /Value 'a\/b' at 'stageName'/],
    [{ result: { status: "approved", summary: "" } }, /enum value set: \[Approved, Rejected\]/],
  ];
  for (const [over, message] of refused) {
    it(`refuses ${JSON.stringify(over)}`, async () => {
      await assert.rejects(approve(over), { name: "ValidationException", message });
    });
  }

  it("checks the members of a list, and the list's length", async () => {
    const start = (variables: unknown) =>
      decodeInput(
        sdk.StartPipelineExecution$,
        Buffer.from(JSON.stringify({ name: "a", variables })),
      );
    const message = /'variables\.2\.member\.value' .* greater than or equal to 1/;
    const variables = [
      { name: "a", value: "b" },
      { name: "a", value: "" },
    ];
    await assert.rejects(start(variables), { name: "ValidationException", message });
    await assert.rejects(start([]), { message: /Value '\[\]' at 'variables'/ });
    await assert.rejects(start({}), {
      name: "SerializationException",
      message: "variables must be a list, got: a structure.",
    });
    assert.equal((await start(variables.slice(0, 1))).variables[0].value, "b");
  });

  it("checks numbers at both bounds", async () => {
    const list = (maxResults: unknown) =>
      decodeInput(
        sdk.ListPipelineExecutions$,
        Buffer.from(JSON.stringify({ pipelineName: "a", maxResults })),
      );
    assert.equal((await list(100)).maxResults, 100);
    await assert.rejects(list(101), { message: /value less than or equal to 100/ });
    await assert.rejects(list(0), { message: /value greater than or equal to 1/ });
    await assert.rejects(list(1.5), { name: "SerializationException" });
    await assert.rejects(list("1"), { name: "SerializationException" });
  });

  it("takes true and false for a boolean and nothing else", async () => {
    const stop = (abandon: unknown) => {
      const input = { pipelineName: "a", pipelineExecutionId: id(1), abandon };
      return decodeInput(sdk.StopPipelineExecution$, Buffer.from(JSON.stringify(input)));
    };
    assert.equal((await stop(true)).abandon, true);
    await assert.rejects(stop("true"), { message: "abandon must be true or false, got: string." });
  });

  for (const body of ["", "{", "[]", "null", "1"]) {
    it(`refuses the body ${JSON.stringify(body)}`, async () => {
      const reading = decodeInput(sdk.ListPipelines$, Buffer.from(body));
      await assert.rejects(reading, { name: "SerializationException" });
    });
  }

  for (const [over, message] of [
    [{ token: 1 }, "token must be a string, got: number."],
    [{ result: [] }, "result must be a structure, got: a list."],
    [{ result: "x" }, "result must be a structure, got: string."],
  ] as const) {
    it(`refuses the type of ${JSON.stringify(over)}`, async () => {
      await assert.rejects(approve(over), { name: "SerializationException", message });
    });
  }

  it("answers anything at all with an input or a service error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const reading = decodeInput(sdk.PutApprovalResult$, Buffer.from(JSON.stringify(value)));
        await assert.rejects(reading, ServiceError);
      }),
    );
  });
});

describe("encodeOutput", () => {
  it("writes dates as seconds and leaves out what the schema does not know", () => {
    const output = { approvedAt: new Date(1500), secret: "x" };
    assert.equal(encodeOutput(sdk.PutApprovalResult$, output), '{"approvedAt":1.5}');
  });
});

describe("encodeError", () => {
  it("has the form of AWS JSON 1.1", () => {
    const text = encodeError(new ServiceError("StageNotFoundException", "no"));
    assert.equal(text, '{"__type":"StageNotFoundException","message":"no"}');
  });
});
