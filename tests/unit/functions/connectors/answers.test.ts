/** Answers that were not hoped for: which are tried again, and that none is quoted. */
import * as assert from "node:assert/strict";
import * as v from "valibot";
import {
  answerOf,
  parsedCredentials,
  parsedText,
  refusedBy,
  SystemError,
} from "../../../../functions/connectors/answers";
import { FinalError, remedyOf, TransientError } from "../../../../functions/domain/errors";

const response = (status: number, text = "", headers: Record<string, string> = {}) => ({
  ...{ status, text },
  header: (name: string) => headers[name],
});

const schema = v.object({ key: v.object({ id: v.string() }) });

describe("An answer of another system", () => {
  it("is final where it was asked wrongly, and passes otherwise", () => {
    for (const status of [401, 403, 408, 425, 429, 500, 502, 503, 504]) {
      const error = refusedBy("Jira", "a search", response(status));
      assert.ok(error instanceof SystemError && error instanceof TransientError, String(status));
      assert.equal(error.status, status);
    }
    for (const status of [301, 302, 307, 400, 404, 405, 409, 410, 422]) {
      assert.ok(refusedBy("Jira", "a search", response(status)) instanceof FinalError);
    }
  });

  it("is told by who refused what, with what to do, and quotes nothing of it", () => {
    const error = refusedBy("Jira", "a search", response(403, "secret"));
    assert.equal(error.message, "Jira has answered 403 to a search.");
    assert.match(remedyOf(error) ?? "", /rights/);
  });

  it("says how long to wait in seconds, and in no other form", () => {
    const after = (text: string) =>
      (refusedBy("Jira", "it", response(429, "", { "retry-after": text })) as SystemError)
        .retryAfter;
    assert.equal(after("120"), 120);
    for (const text of ["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "1.5", "9999999", ""]) {
      assert.equal(after(text), undefined, text);
    }
  });

  it("is read where it is as documented", () => {
    const text = JSON.stringify({ key: { id: "7" }, more: true });
    assert.deepEqual(answerOf("Jira", "a search", response(201, text), schema), {
      key: { id: "7" },
    });
  });

  it("is none where it is no JSON or has another form; what it says stays there", () => {
    for (const [text, says] of [
      ["<html>secret", /no JSON/],
      ["", /no JSON/],
      ['{"key":{"id":"secret', /no JSON/],
      ['{"key":{"id":["secret"]}}', /otherwise than documented: key\.id\./],
      ["7", /the whole/],
    ] as const) {
      assert.throws(
        () => answerOf("Jira", "a search", response(200, text), schema),
        (error: unknown) => {
          assert.ok(error instanceof TransientError && says.test(error.message), text);
          assert.doesNotMatch(`${error.message}${String(error.cause)}`, /secret/);
          return true;
        },
      );
    }
    assert.throws(() => answerOf("Jira", "it", response(302, "{}"), v.object({})), FinalError);
  });
});

describe("What a person has written", () => {
  it("is quoted by no error", () => {
    for (const text of ["secret", '{"key":"secret"}', '{"key":{"id":["secret"]}}', "null"]) {
      for (const parse of [parsedText, parsedCredentials]) {
        assert.throws(
          () => parse("The credentials", text, schema),
          (error: unknown) => {
            assert.ok(error instanceof Error);
            assert.match(error.message, /^The credentials/);
            assert.doesNotMatch(`${error.message}${String(error.cause)}`, /secret/);
            return true;
          },
        );
      }
    }
    assert.deepEqual(parsedText("It", '{"key":{"id":"1"}}', schema), { key: { id: "1" } });
  });
});
