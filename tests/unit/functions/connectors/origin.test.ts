/** To which system credentials belong: they go to no other. */
import * as assert from "node:assert/strict";
import * as v from "valibot";
import { needOwnOrigin, ownOrigin } from "../../../../functions/connectors/origin";

const own = (text: unknown): string => v.parse(ownOrigin, text);

describe("The origin that a secret names", () => {
  it("is written as people write it", () => {
    for (const text of ["https://a.example", "https://a.example/", "HTTPS://A.example:443"]) {
      assert.equal(own(text), "https://a.example", text);
    }
    assert.equal(own("https://a.example:8443/"), "https://a.example:8443");
  });

  it("is https, and a host alone", () => {
    for (const text of [
      ...["http://a.example", "a.example", "", "https://", "https://a.example/path", undefined, 7],
      ...["https://a.example/?x", "https://a.example/#x", "https://b@a.example", "https://:b@a.b"],
    ]) {
      assert.throws(() => own(text), String(text));
    }
  });

  it("is the one that is called", () => {
    needOwnOrigin("siteUrl", own("https://A.example/"), "https://a.example");
    for (const called of [
      ...["https://b.example", "https://a.example:8443", "https://a.example.b.org"],
      ...["http://a.example", "https://a.example@b.org", "https://b.org/https://a.example"],
    ]) {
      const refuse = () => needOwnOrigin("siteUrl", own("https://a.example"), called);
      assert.throws(refuse, { name: "TransientError" }, called);
    }
  });
});
