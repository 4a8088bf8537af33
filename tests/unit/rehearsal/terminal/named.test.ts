import * as assert from "node:assert/strict";
import { misdirected } from "../../../../rehearsal/terminal/named";
import { newRehearsal } from "./support/rehearsal";

const document = (resource: string, Action = "codepipeline:PutApprovalResult") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: resource }],
  });

const arn = (action: string) => `arn:aws:codepipeline:eu-west-1:111122223333:${action}`;

/** What is said of the first approval, web/Check/qa, where these policies are on a group. */
async function said(...documents: string[]): Promise<string | undefined> {
  const rehearsal = await newRehearsal({ approvers: {} });
  try {
    const { directory } = rehearsal.account;
    documents.forEach((text, n) =>
      directory.putInline({ kind: "group", name: "qa" }, `p${n}`, text),
    );
    await rehearsal.engine.idle("web");
    return misdirected(rehearsal, rehearsal.engine.pending()[0]);
  } finally {
    await rehearsal.close();
  }
}

describe("Those whom a program names", () => {
  it("may be nobody: then whoever may decide does", async () => {
    assert.equal(await said(), undefined);
  });

  it("have a right on an action that no pipeline has, which is said with the right one", async () => {
    assert.equal(
      await said(document(arn("web/check/qa"))),
      "Check / qa of web waits, and nobody whom the program names may decide it. Its policies " +
        "allow web/check/qa, which no pipeline has. The right belongs on web/Check/qa: give the " +
        "gate the names of the pipeline and of the stage in which its action stands.",
    );
  });

  it("have a right in a pipeline that is not there", async () => {
    const text = await said(document(arn("web-1a2b3c/Check/qa")));
    assert.match(text!, /allow web-1a2b3c\/Check\/qa, which no pipeline has/);
  });

  it("have a right on another approval of the pipeline alone", async () => {
    assert.match(
      (await said(document(arn("web/Release/manager"))))!,
      /allow web\/Release\/manager alone\. Name who may decide this one too\.$/,
    );
  });

  for (const [what, resource] of [
    ["exactly", arn("web/Check/qa")],
    ["with others of its stage", arn("web/Check/*")],
    ["with all of its pipeline", arn("web/*")],
  ] as const) {
    it(`have the right, ${what}: it does not matter that nobody is in the group yet`, async () => {
      assert.equal(await said(document(arn("web/other/one")), document(resource)), undefined);
    });
  }

  it("are none who may do anything, or decide everywhere", async () => {
    assert.equal(await said(document("*", "*")), undefined);
    assert.equal(await said(document(arn("*/Check/other"))), undefined);
  });

  it("are not those of other actions of the API", async () => {
    assert.equal(await said(document(arn("web"), "codepipeline:GetPipeline")), undefined);
  });

  it("are not missed where another person has the right in another way", async () => {
    const rehearsal = await newRehearsal({ approvers: { "Check/qa": "qa-engineer" } });
    try {
      const { directory } = rehearsal.account;
      directory.putInline({ kind: "group", name: "x" }, "p", document(arn("web/check/qa")));
      await rehearsal.engine.idle("web");
      assert.equal(misdirected(rehearsal, rehearsal.engine.pending()[0]), undefined);
    } finally {
      await rehearsal.close();
    }
  });
});
