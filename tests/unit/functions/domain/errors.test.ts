import * as assert from "node:assert/strict";
import {
  FinalError,
  MalformedError,
  remedyOf,
  TransientError,
  UnconfirmedRequestError,
  UnknownEndError,
  UnknownPipelineError,
  UnknownRequestError,
} from "../../../../functions/domain/errors";

describe("An error of the domain", () => {
  it("bears its own name, by which a log is searched", () => {
    assert.equal(new MalformedError("The field is wrong.").name, "MalformedError");
    assert.equal(new UnknownRequestError().name, "UnknownRequestError");
    assert.equal(new UnknownEndError().name, "UnknownEndError");
    assert.equal(new UnconfirmedRequestError().name, "UnconfirmedRequestError");
    assert.equal(new UnknownPipelineError().name, "UnknownPipelineError");
    assert.equal(new TransientError().name, "TransientError");
    assert.equal(new FinalError().name, "FinalError");
  });

  it("has its message, its cause, and a remedy where it is given one", () => {
    const cause = new Error("x");
    const error = new FinalError("no", { cause, remedy: "Do it." });
    assert.deepEqual([error.message, error.cause, error.remedy], ["no", cause, "Do it."]);
    assert.ok(!("remedy" in new FinalError("no")));
  });

  it("says where a person has to look, and whom to suspect", () => {
    for (const { remedy } of [new UnknownRequestError(), new UnknownEndError()]) {
      assert.match(remedy, /^Look into the pipeline's history/);
    }
    assert.match(new UnknownRequestError().remedy, /could be looked up, somebody .* has worded it/);
    assert.match(new UnknownEndError().remedy, /A decision sent from its message closes it\.$/);
    const { remedy } = new UnconfirmedRequestError();
    assert.match(remedy, /^Find out why CodePipeline cannot be read .* put .* on its way again\.$/);
  });
});

describe("remedyOf", () => {
  it("answers the remedy of an error that has one in words", () => {
    assert.equal(remedyOf(new FinalError("no", { remedy: "Do it." })), "Do it.");
    assert.equal(remedyOf(Object.assign(new Error("no"), { remedy: "Do it." })), "Do it.");
    for (const one of [
      new Error("no"),
      Object.assign(new Error("no"), { remedy: 1 }),
      { remedy: "Do it." },
      "no",
      undefined,
    ]) {
      assert.equal(remedyOf(one), undefined);
    }
  });
});
