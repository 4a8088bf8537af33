import * as assert from "node:assert/strict";
import { evaluatePolicies } from "../../../../../rehearsal/aws/iam/evaluate";
import { allow, approve, effect, type Statement } from "./fixture";

describe("policies that cannot be read", () => {
  const rows: [string, Statement][] = [
    ["an unknown operator", { Condition: { StringSounds: { a: "x" } } }],
    ["an operator without keys", { Condition: { StringEquals: "x" } }],
    ["a condition that is a list", { Condition: [] }],
    ["a value that is an object", { Condition: { StringEquals: { a: {} } } }],
    ["Bool of neither", { Condition: { Bool: { a: "yes" } } }],
    ["Null of neither", { Condition: { Null: { a: "yes" } } }],
    ["a number that is none", { Condition: { NumericEquals: { a: "x" } } }],
    ["a date that is none", { Condition: { DateEquals: { a: "soon" } } }],
    ["an address that is none", { Condition: { IpAddress: { a: "10.0.0.0/33" } } }],
    ["a prefix that is none", { Condition: { IpAddress: { a: "10.0.0.0/x" } } }],
    ["an operator that is a mess", { Condition: { "For:Every": { a: "x" } } }],
    ["an element IAM does not know", { Actions: "*" }],
    ["both Action and NotAction", { NotAction: "*" }],
    ["an action without service", { Action: "PutApprovalResult" }],
    ["an empty list of actions", { Action: [] }],
    ["no action", { Action: undefined }],
    ["a resource that is no text", { Resource: [1] }],
    ["a principal", { Principal: "*" }],
  ];
  for (const [name, extra] of rows) {
    const statement = JSON.parse(JSON.stringify({ ...allow, ...extra })) as Statement;
    it(`${name}: never allows`, () => {
      assert.equal(effect([statement]), "None");
    });
    it(`${name}: denies in a Deny`, () => {
      assert.equal(effect([allow, { ...statement, Effect: "Deny" }]), "Deny");
    });
  }

  it("leaves the other statements of an Allow in force", () => {
    assert.equal(effect([{ ...allow, Condition: [] }, allow]), "Allow");
  });

  const documents: [string, unknown][] = [
    ["no JSON", "{"],
    ["JSON that is no object", "[]"],
    ["another version", { Version: "2020-01-01", Statement: allow }],
    ["no statement", { Version: "2012-10-17" }],
    ["a statement that is no object", { Statement: ["x"] }],
    ["no effect", { Statement: [{ Action: "*", Resource: "*" }] }],
  ];
  for (const [name, document] of documents) {
    it(`${name}: taken as a Deny`, () => {
      const good = { name: "good", document: { Statement: allow } };
      const verdict = evaluatePolicies([good, { name: "bad", document }], approve);
      assert.equal(verdict.effect, "Deny");
      assert.match(verdict.reason, /of bad cannot be read/);
    });
  }

  it("is said when nothing else allows", () => {
    const document = { Statement: [{ ...allow, Action: "x", Sid: "Odd" }] };
    const { reason } = evaluatePolicies([{ name: "p", document }], approve);
    assert.match(reason, /Ignored: statement "Odd" of p cannot be read \(an action reads/);
  });
});
