import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { validate } from "../../../../../rehearsal/aws/api/validate";
import { codepipeline } from "../../../../../rehearsal/aws/codepipeline";
import { dynamodb } from "../../../../../rehearsal/aws/dynamodb";
import { sqs } from "../../../../../rehearsal/aws/sqs";
import { ssm } from "../../../../../rehearsal/aws/ssm";
import { sts } from "../../../../../rehearsal/aws/sts";
import { ServiceError } from "../../../../../rehearsal/errors";
import { id } from "./fixture";

const good = {
  ...{ pipelineName: "shop", stageName: "Gate", actionName: "Ok", token: id(1) },
  result: { status: "Approved", summary: "" },
};

const check = (operation: string, input: unknown) => () => validate(codepipeline, operation, input);
const approve = (over: object) => check("PutApprovalResult", { ...good, ...over });

const one = (message: string) => ({
  name: "ValidationException",
  message: `1 validation error detected: ${message}`,
});

describe("validate", () => {
  it("takes what is valid, and members that the API does not know", () => approve({ extra: 1 })());

  for (const member of ["pipelineName", "stageName", "actionName", "token", "result"]) {
    for (const missing of [undefined, null]) {
      it(`wants ${member}, got ${missing}`, () => {
        const message = `Value null at '${member}' failed to satisfy constraint: Member must not be null`;
        assert.throws(approve({ [member]: missing }), one(message));
      });
    }
  }

  it("wants the members of a nested structure, and lists all that is missing", () => {
    const at = (member: string) =>
      `Value null at 'result.${member}' failed to satisfy constraint: Member must not be null`;
    const message = `2 validation errors detected: ${at("summary")}; ${at("status")}`;
    assert.throws(approve({ result: {} }), { name: "ValidationException", message });
  });

  it("takes a summary of 512 characters and not of 513", () => {
    const summary = (length: number) =>
      approve({ result: { status: "Rejected", summary: "x".repeat(length) } });
    summary(512)();
    const message = /at 'result\.summary' .* length less than or equal to 512$/;
    assert.throws(summary(513), { name: "ValidationException", message });
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
    it(`refuses ${JSON.stringify(over)}`, () => {
      assert.throws(approve(over), { name: "ValidationException", message });
    });
  }

  it("checks the members of a list, and the list's length", () => {
    const start = (variables: unknown) => check("StartPipelineExecution", { name: "a", variables });
    const message = /'variables\.2\.member\.value' .* greater than or equal to 1/;
    const variables = [
      { name: "a", value: "b" },
      { name: "a", value: "" },
    ];
    assert.throws(start(variables), { name: "ValidationException", message });
    assert.throws(start([]), { message: /Value '\[\]' at 'variables'/ });
    start(variables.slice(0, 1))();
  });

  it("checks numbers at both bounds", () => {
    const list = (maxResults: unknown) =>
      check("ListPipelineExecutions", { pipelineName: "a", maxResults });
    list(100)();
    assert.throws(list(101), { message: /value less than or equal to 100/ });
    assert.throws(list(0), { message: /value greater than or equal to 1/ });
  });

  const stop = { pipelineName: "a", pipelineExecutionId: id(1) };
  const wrongTypes: [operation: string, input: unknown, message: string][] = [
    ["PutApprovalResult", { ...good, token: 1 }, "NUMBER_VALUE can not be converted to a String"],
    [
      "PutApprovalResult",
      { ...good, token: 1.5 },
      "DECIMAL_VALUE can not be converted to a String",
    ],
    ["PutApprovalResult", { ...good, token: true }, "TRUE_VALUE can not be converted to a String"],
    ["PutApprovalResult", { ...good, token: [] }, "Start of list found where not expected"],
    ["PutApprovalResult", { ...good, result: [] }, "Start of list found where not expected"],
    [
      "PutApprovalResult",
      { ...good, token: {} },
      "Start of structure or map found where not expected.",
    ],
    ["PutApprovalResult", { ...good, result: "x" }, "Expected null"],
    ["StartPipelineExecution", { name: "a", variables: "b" }, "Expected list or null"],
    ["StartPipelineExecution", { name: "a", variables: ["b"] }, "Expected null"],
    [
      "StopPipelineExecution",
      { ...stop, abandon: "true" },
      "STRING_VALUE can not be converted to a Boolean",
    ],
    ["ListPipelines", { maxResults: "1" }, "STRING_VALUE can not be converted to an Integer"],
    ["ListPipelines", { maxResults: 1.5 }, "DECIMAL_VALUE can not be converted to an Integer"],
    ["ListPipelines", [], "Start of list found where not expected"],
    ["ListPipelines", null, "Expected null"],
    ["ListPipelines", 1, "Expected null"],
  ];
  for (const [operation, input, message] of wrongTypes) {
    it(`refuses the types of ${operation} ${JSON.stringify(input)}`, () => {
      assert.throws(check(operation, input), { name: "SerializationException", message });
    });
  }

  it("says of the first wrong type before it says of any value", () => {
    assert.throws(approve({ pipelineName: "", token: 1 }), { name: "SerializationException" });
  });

  it("answers anything at all with nothing or a service error", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(check("PutApprovalResult", value), ServiceError);
      }),
    );
  });

  it("says in one sentence what is wrong with the texts of a list", () => {
    const role = { RoleArn: "arn:aws:iam::111122223333:role/r", RoleSessionName: "ann" };
    const input = { ...role, TransitiveTagKeys: ["a", "(", ")"] };
    assert.throws(() => validate(sts, "AssumeRole", input), {
      name: "ValidationError",
      message:
        "1 validation error detected: Value '[a, (, )]' at 'transitiveTagKeys' failed to satisfy " +
        "constraint: Member must satisfy constraint: [Member must satisfy regular expression " +
        "pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+]",
    });
  });

  it("says in one sentence what is wrong with the values of a map", () => {
    const names = { "#a": "x".repeat(65_536) };
    const input = { TableName: "gates", ExpressionAttributeNames: names };
    assert.throws(() => validate(dynamodb, "Scan", input), {
      message:
        /'expressionAttributeNames' .*: Map value must satisfy constraint: \[Member must have/,
    });
  });

  it("names an attribute that SQS does not know", () => {
    const input = { QueueUrl: "u", AttributeNames: ["Colour", "Size"] };
    assert.throws(() => validate(sqs, "GetQueueAttributes", input), {
      ...{ name: "InvalidAttributeName", message: "Unknown Attribute Colour." },
    });
  });

  it("names a member that is missing as SQS does", () => {
    const message = (parameter: string) => `The request must contain the parameter ${parameter}.`;
    assert.throws(() => validate(sqs, "SendMessage", { QueueUrl: "u" }), {
      ...{ name: "MissingParameter", message: message("MessageBody") },
    });
    assert.throws(() => validate(sqs, "DeleteMessage", { QueueUrl: "u" }), {
      ...{ name: "MissingParameter", message: message("MessageHandle") },
    });
  });

  it("has the codes of STS", () => {
    const role = { RoleArn: "arn:aws:iam::111122223333:role/r", RoleSessionName: "ann" };
    const assume = (more: object) => () => validate(sts, "AssumeRole", { ...role, ...more });
    assume({})();
    assert.throws(assume({ RoleSessionName: "a b" }), { name: "ValidationError" });
    assert.throws(assume({ DurationSeconds: "long" }), { name: "MalformedInput" });
  });

  it("takes a parameter's name of 2048 characters and not of 2049", () => {
    const get = (length: number) => () =>
      validate(ssm, "GetParameter", { Name: "x".repeat(length) });
    get(2048)();
    assert.throws(get(2049), { name: "ValidationException" });
  });
});
