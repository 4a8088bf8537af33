/** `aws.iam.getPolicyDocument`, as the AWS provider answers it. */
import * as assert from "node:assert/strict";
import { policyDocument } from "../../../iam/policy-document";

const documentOf = (args: Record<string, unknown>) => JSON.parse(policyDocument(args).json);
const statementsOf = (args: Record<string, unknown>) => documentOf(args).Statement;
const statementOf = (given: object) => statementsOf({ statements: [given] })[0];

describe("policyDocument", () => {
  it("writes the document with and without white space", () => {
    const { json, minifiedJson } = policyDocument({ statements: [{ actions: ["a:B"] }] });
    const minified = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:B"}]}';
    assert.equal(minifiedJson, minified);
    assert.equal(json, JSON.stringify(JSON.parse(minified), undefined, 2));
  });

  it("keeps version and id", () => {
    const document = documentOf({ version: "2008-10-17", policyId: "p" });
    assert.deepEqual(document, { Version: "2008-10-17", Id: "p", Statement: [] });
    assert.deepEqual(documentOf({ policyId: "" }), { Version: "2012-10-17", Statement: [] });
  });

  for (const argument of ["sourcePolicyDocuments", "overridePolicyDocuments"]) {
    it(`has the newer version of its own and of those in ${argument}`, () => {
      const versionOf = (own: string, other: string): string =>
        documentOf({
          version: own,
          [argument]: [JSON.stringify({ Version: other, Statement: [] })],
        }).Version;
      assert.equal(versionOf("2008-10-17", "2012-10-17"), "2012-10-17");
      assert.equal(versionOf("2012-10-17", "2008-10-17"), "2012-10-17");
      assert.equal(versionOf("2008-10-17", "2008-10-17"), "2008-10-17");
    });
  }

  const lists = { actions: "Action", notActions: "NotAction" };
  const resources = { resources: "Resource", notResources: "NotResource" };
  for (const [argument, element] of Object.entries({ ...lists, ...resources })) {
    it(`writes ${argument}: one alone, several in the provider's order, none not at all`, () => {
      assert.equal(statementOf({ [argument]: ["a"] })[element], "a");
      assert.deepEqual(statementOf({ [argument]: ["a", "c", "b"] })[element], ["c", "b", "a"]);
      for (const none of [[], undefined, null]) {
        assert.deepEqual(statementOf({ [argument]: none }), { Effect: "Allow" });
      }
    });
  }

  it("writes Sid and effect", () => {
    assert.deepEqual(statementOf({ sid: "One", effect: "Deny" }), { Sid: "One", Effect: "Deny" });
    assert.deepEqual(statementOf({ sid: "" }), { Effect: "Allow" });
  });

  for (const [argument, element] of [
    ["principals", "Principal"],
    ["notPrincipals", "NotPrincipal"],
  ]) {
    const of = (...principals: object[]) => statementOf({ [argument]: principals })[element];

    it(`writes ${argument} by kind, each block in the provider's order`, () => {
      assert.deepEqual(
        of(
          { type: "Service", identifiers: ["a.amazonaws.com"] },
          { type: "AWS", identifiers: ["1"] },
          { type: "Service", identifiers: ["b.amazonaws.com", "c.amazonaws.com"] },
        ),
        { Service: ["a.amazonaws.com", "c.amazonaws.com", "b.amazonaws.com"], AWS: "1" },
      );
      assert.equal(of(), undefined);
    });

    it(`writes everybody among ${argument} as a star`, () => {
      assert.equal(of({ type: "*", identifiers: ["*"] }), "*");
      assert.equal(of({ type: "AWS", identifiers: ["1"] }, { type: "*", identifiers: ["*"] }), "*");
      assert.deepEqual(of({ type: "AWS", identifiers: ["*"] }), { AWS: "*" });
    });
  }

  it("puts conditions of one operator and of one key together", () => {
    const conditions = [
      { test: "StringEquals", variable: "aws:x", values: ["1"] },
      { test: "StringEquals", variable: "aws:x", values: ["2", "3"] },
      { test: "StringEquals", variable: "aws:y", values: ["3"] },
      { test: "Bool", variable: "aws:z", values: ["true"] },
    ];
    assert.deepEqual(statementOf({ conditions }).Condition, {
      StringEquals: { "aws:x": ["1", "2", "3"], "aws:y": "3" },
      Bool: { "aws:z": "true" },
    });
    assert.equal(statementOf({ conditions: [] }).Condition, undefined);
  });

  it("writes &{...} as a variable of IAM, but for actions", () => {
    const given = ["&{aws:x}"];
    const principals = [{ type: "AWS", identifiers: given }];
    const conditions = [{ test: "StringLike", variable: "aws:x", values: given }];
    assert.deepEqual(
      statementOf({
        ...{ actions: given, resources: given, principals, conditions },
      }),
      {
        ...{ Effect: "Allow", Action: "&{aws:x}", Resource: "${aws:x}" },
        Principal: { AWS: "${aws:x}" },
        Condition: { StringLike: { "aws:x": "${aws:x}" } },
      },
    );
    assert.equal(statementOf({ notResources: given }).NotResource, "${aws:x}");
  });

  it("puts sources first; a later statement takes the place of one with its Sid", () => {
    const one = (Sid: string, Action: string, Id?: string) =>
      JSON.stringify({ Id, Statement: { Sid, Action } });
    const document = documentOf({
      sourceJson: one("A", "source:A", "first"),
      sourcePolicyDocuments: [one("B", "source:B"), one("C", "source:C", "second"), ""],
      statements: [{ sid: "B", actions: ["own:B"] }, { actions: ["own:X"] }],
      overrideJson: one("A", "over:A"),
      overridePolicyDocuments: [one("", "over:Y"), one("", "over:Z"), JSON.stringify({})],
    });
    assert.equal(document.Id, "second");
    const own = documentOf({ sourceJson: one("A", "source:A", "first"), policyId: "own" });
    assert.equal(own.Id, "own");
    assert.deepEqual(
      document.Statement.map(({ Action }: { Action: string }) => Action),
      ["over:A", "own:B", "source:C", "own:X", "over:Y", "over:Z"],
    );
  });

  // The provider: "Statements defined in source_policy_documents must have unique sids".
  const two = (first: string, second: string) => [{ Sid: first }, { Sid: second }];
  const json = (...Statement: object[]) => JSON.stringify({ Statement });
  const doubled: Record<string, Record<string, unknown>> = {
    "of two source documents": { sourcePolicyDocuments: two("A", "A").map((one) => json(one)) },
    "of one source document": { sourcePolicyDocuments: [json(...two("A", "A"))] },
    "of its own statements": { statements: [{ sid: "A" }, { sid: "A" }] },
  };
  for (const [title, args] of Object.entries(doubled)) {
    it(`refuses two statements ${title} with the same Sid`, () => {
      assert.throws(
        () => policyDocument(args),
        new RegExp(`duplicate Sid \\(A\\) in ${Object.keys(args)[0]}`),
      );
    });
  }

  it("takes statements without a Sid as often as they come, and lets the last override win", () => {
    const none = json(...two("", ""));
    assert.equal(statementsOf({ sourcePolicyDocuments: [none, none] }).length, 4);
    const over = (Action: string) => json({ Sid: "A", Action });
    const args = { overridePolicyDocuments: [over("first"), over("second")] };
    assert.deepEqual(statementsOf({ statements: [{ sid: "A" }], ...args }), [
      { Sid: "A", Action: "second" },
    ]);
  });
});
