import * as assert from "node:assert/strict";
import {
  MalformedError,
  UnconfirmedRequestError,
  UnknownEndError,
  UnknownRequestError,
} from "../../../../functions/domain/errors";

describe("An error of the domain", () => {
  it("bears its own name, by which a log is searched", () => {
    assert.equal(new MalformedError("The field is wrong.").name, "MalformedError");
    assert.equal(new UnknownRequestError().name, "UnknownRequestError");
    assert.equal(new UnknownEndError().name, "UnknownEndError");
    assert.equal(new UnconfirmedRequestError().name, "UnconfirmedRequestError");
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
