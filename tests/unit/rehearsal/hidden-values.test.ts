import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { HiddenValues } from "../../../rehearsal/hidden-values";

function hide(values: readonly string[], text: string, shown: readonly string[] = []): string {
  const hidden = new HiddenValues({ shown: new Set(shown) });
  for (const value of values) hidden.add(value);
  return hidden.hide(text);
}

describe("HiddenValues", () => {
  it("hides every text, number and boolean of a secret that is JSON, however deep", () => {
    const secret = JSON.stringify({
      user: "orders-writer",
      port: 54321,
      ratio: -0.125,
      ssl: true,
      nested: { list: ["first-value", { deep: 1234567890 }], none: null },
      inner: JSON.stringify({ pin: 98765 }),
    });
    const text = "orders-writer at 54321, -0.125, ssl=true, first-value [1234567890], pin 98765";
    assert.equal(hide([secret], text), "*** at ***, ***, ssl=***, *** [***], pin ***");
    assert.equal(hide([secret], `all: ${secret}.`), "all: ***.");
  });

  it("hides a long value wherever it stands, and a short one where it stands alone", () => {
    assert.equal(hide(["s3cret-value"], "xs3cret-valuex"), "x***x");
    assert.equal(
      hide(["prod"], "prod, reproduce prod_2 production (prod)"),
      "***, reproduce prod_2 production (***)",
    );
    assert.equal(hide(["5432"], "15432 5432 54321"), "15432 *** 54321");
    assert.equal(hide(["+a=b"], "x+a=b x+a=bc"), "x*** x+a=bc");
  });

  it("leaves alone what is too short, and what is said all the same", () => {
    assert.equal(hide(["1", "dev", '{"a":12}'], "1 dev 12"), "1 dev 12");
    assert.equal(hide(["Production"], "Production", ["Production"]), "Production");
    assert.equal(hide(['{"stage":"Production"}'], "Production", ["Production"]), "Production");
    assert.equal(hide([], "nothing to hide"), "nothing to hide");
  });

  it("hides each line of a value, the longest value first, and access key IDs", () => {
    assert.equal(hide(["{\n  line-of-a-key\n}"], "> line-of-a-key {"), "> *** {");
    assert.equal(hide(["secret-one", "secret-one-more"], "secret-one-more"), "***");
    assert.equal(hide([], "AKIAIOSFODNN7EXAMPLE and AKIA"), "*** and AKIA");
  });

  it("leaves no long value in any text", () => {
    const value = fc.string({ minLength: 8, maxLength: 20 }).filter((text) => !text.includes("*"));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.string(), (values, between) => {
        const said = hide(values, values.map((one) => `${between}${one}`).join(between));
        for (const one of values) {
          if (/[\p{L}\p{N}]/u.test(one)) assert.ok(!said.includes(one), said);
        }
      }),
    );
  });

  it("hides of any size: an expression that is too large would be quoted with all of them", () => {
    const hidden = new HiddenValues();
    const many = Array.from({ length: 20_000 }, (_, at) => `secret-number-${at}`);
    hidden.add(JSON.stringify(many));
    hidden.add(JSON.stringify(Array.from({ length: 20_000 }, (_, at) => `k${at}`)));
    hidden.add("x".repeat(65_536));
    assert.equal(hidden.hide("secret-number-19999, k19999, k20000"), "***, ***, k20000");
    assert.equal(hidden.hide("x".repeat(65_536)), "***");
  });
});
