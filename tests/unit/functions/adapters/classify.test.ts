/** The table of errors: which of them another try may mend, and which none does. */
import * as assert from "node:assert/strict";
import { aggregate, awsError, classify } from "../../../../functions/adapters/classify";
import { TimeoutError } from "../../../../functions/adapters/timeout";
import { SlackError } from "../../../../functions/channels/slack/client";
import {
  FinalError,
  MalformedError,
  TransientError,
  UnconfirmedRequestError,
  UnknownEndError,
  UnknownPipelineError,
  UnknownRequestError,
} from "../../../../functions/domain/errors";

/** As the SDK throws what a service answers. */
const aws = (name: string) =>
  Object.assign(new Error(`${name} happened`), { name, $fault: "client", $metadata: {} });
const slack = (code: string) => new SlackError("chat.update", code);
const network = (code: string) => Object.assign(new Error("no way there"), { code });

const table: readonly (readonly [Class: typeof FinalError | typeof TransientError, unknown[]])[] = [
  [
    FinalError,
    [
      new MalformedError("x"),
      aws("ValidationException"),
      aws("ValidationError"),
      aws("SerializationException"),
      aws("InvalidParameterValue"),
      aws("InvalidApprovalTokenException"),
      aws("ApprovalAlreadyCompletedException"),
      aws("InvalidRequestContentException"),
      aws("RequestTooLargeException"),
      aws("InvalidAccountIdException"),
      aws("InvalidArgument"),
      aws("MalformedDetail"),
      aws("RedactionFailure"),
      aws("NotAuthorizedForDetailTypeException"),
      aws("NotAuthorizedForSourceException"),
      slack("invalid_blocks"),
      slack("invalid_arguments"),
      slack("msg_too_long"),
      slack("msg_blocks_too_long"),
      slack("no_slack_app"),
    ],
  ],
  [
    TransientError,
    [
      new UnknownRequestError(),
      new UnknownEndError(),
      new UnknownPipelineError(),
      new UnconfirmedRequestError(),
      new TimeoutError("late"),
      // IAM is eventually consistent, and a table may be on its way.
      aws("AccessDeniedException"),
      aws("ResourceNotFoundException"),
      aws("PipelineNotFoundException"),
      // DynamoDB, STS, CodePipeline, Secrets Manager, EventBridge: the service, not the call.
      aws("ProvisionedThroughputExceededException"),
      aws("RequestLimitExceeded"),
      aws("ThrottlingException"),
      aws("ConditionalCheckFailedException"),
      aws("InternalServerError"),
      aws("InternalFailure"),
      aws("ServiceUnavailable"),
      aws("ExpiredTokenException"),
      aws("ConcurrentPipelineExecutionsLimitExceededException"),
      // People mend these in Slack while it is tried again.
      slack("not_in_channel"),
      slack("channel_not_found"),
      slack("invalid_auth"),
      slack("missing_scope"),
      slack("ratelimited"),
      slack("no_answer"),
      slack("http_500"),
      slack("unreadable_answer"),
      slack("a_code_that_nobody_knows"),
      network("ECONNRESET"),
      network("ENOTFOUND"),
      // A name alone proves nothing: the SDK did not throw it.
      Object.assign(new Error("x"), { name: "ValidationException" }),
      new TypeError("fetch failed"),
      new Error("x"),
      "a text",
      undefined,
    ],
  ],
];

describe("classify", () => {
  for (const [Class, errors] of table) {
    for (const error of errors) {
      it(`takes ${String(error)} for a ${Class.name}`, () => {
        assert.ok(classify(error) instanceof Class);
      });
    }
  }

  it("answers an error of either class as it is, and any other as the cause", () => {
    const error = new MalformedError("x");
    assert.equal(classify(error), error);
    const slacks = slack("not_in_channel");
    const { cause, message, remedy } = classify(slacks);
    assert.deepEqual([cause, message, remedy], [slacks, slacks.message, slacks.remedy]);
    assert.deepEqual([classify("x").cause, classify("x").message], ["x", "unknown"]);
  });
});

describe("awsError", () => {
  it("tells the code of an entry that a batch left out as it tells an error", () => {
    assert.ok(awsError("MalformedDetail", "no") instanceof FinalError);
    assert.ok(awsError("InternalFailure", "no") instanceof TransientError);
    assert.equal(awsError("InternalFailure", "no").message, "no");
  });
});

describe("aggregate", () => {
  const final = new FinalError("final");
  const transient = new Error("transient");

  it("is final where every failure is, and has the first as its cause", () => {
    const all = aggregate([final, final], "2 of 2");
    assert.ok(all instanceof FinalError);
    assert.deepEqual([all.cause, all.message], [final, "2 of 2"]);
  });

  it("is transient where another try may mend one of them", () => {
    assert.ok(aggregate([final, transient], "2 of 2") instanceof TransientError);
  });
});
