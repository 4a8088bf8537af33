import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { references, resolve } from "../../../../../rehearsal/aws/codepipeline/variables";

const namespaces = new Map<string, Record<string, string>>([
  ["codepipeline", { PipelineExecutionId: "e-1" }],
  ["Build", { VERSION: "1.4.0", EMPTY: "", NESTED: "#{Build.VERSION}" }],
]);

describe("resolve", () => {
  it("replaces a variable with its value", () => {
    assert.deepEqual(resolve({ CustomData: "v#{Build.VERSION}!" }, namespaces), {
      configuration: { CustomData: "v1.4.0!" },
      unresolved: [],
    });
  });

  it("replaces every occurrence, in every value", () => {
    const { configuration } = resolve(
      {
        CustomData: "#{Build.VERSION} #{Build.VERSION} #{codepipeline.PipelineExecutionId}",
        ExternalEntityLink: "https://x.example/#{Build.VERSION}",
      },
      namespaces,
    );
    assert.deepEqual(configuration, {
      CustomData: "1.4.0 1.4.0 e-1",
      ExternalEntityLink: "https://x.example/1.4.0",
    });
  });

  it("replaces with an empty value", () => {
    assert.equal(resolve({ a: "[#{Build.EMPTY}]" }, namespaces).configuration.a, "[]");
  });

  it("takes a value as it is: no second look-up, no patterns of String.replace", () => {
    assert.equal(resolve({ a: "#{Build.NESTED}" }, namespaces).configuration.a, "#{Build.VERSION}");
    const money = new Map([["n", { v: "$& $1 $$" }]]);
    assert.equal(resolve({ a: "#{n.v}" }, money).configuration.a, "$& $1 $$");
  });

  it("names what has no value, each once, and leaves it as written", () => {
    assert.deepEqual(resolve({ a: "#{Build.NOPE} #{Build.NOPE}", b: "#{Nope.X}" }, namespaces), {
      configuration: { a: "#{Build.NOPE} #{Build.NOPE}", b: "#{Nope.X}" },
      unresolved: ["#{Build.NOPE}", "#{Nope.X}"],
    });
  });

  it("does not take what every object has for a variable", () => {
    assert.deepEqual(resolve({ a: "#{Build.constructor}" }, namespaces).unresolved, [
      "#{Build.constructor}",
    ]);
  });

  it("leaves text without references alone", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("#{")),
        (text) => {
          assert.deepEqual(resolve({ a: text }, namespaces), {
            configuration: { a: text },
            unresolved: [],
          });
        },
      ),
    );
  });

  it("puts any value in any place", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const { configuration } = resolve({ a: "<#{n.v}>" }, new Map([["n", { v: value }]]));
        assert.equal(configuration.a, `<${value}>`);
      }),
    );
  });
});

describe("references", () => {
  it("finds well-formed ones", () => {
    assert.deepEqual(references("a #{Ns-1@x.KEY_2} b"), [
      { text: "#{Ns-1@x.KEY_2}", namespace: "Ns-1@x", name: "KEY_2", wellFormed: true },
    ]);
  });

  for (const text of ["#{}", "#{ns}", "#{ns.}", "#{.name}", "#{a.b.c}", "#{a b.c}"]) {
    it(`finds ${text} malformed`, () => {
      assert.deepEqual(references(text), [{ text, namespace: "", name: "", wellFormed: false }]);
    });
  }

  it("takes an opening without an end for text", () => {
    assert.deepEqual(references("costs #{ and more"), []);
  });
});
