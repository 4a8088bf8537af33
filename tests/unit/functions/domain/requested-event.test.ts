import * as assert from "node:assert/strict";
import { parseRequested } from "../../../../functions/domain/requested-event";

const source = "codepipeline-approvals";
const action = "orders/production/approve";
const request = { pipelineName: "orders", stageName: "production", actionName: "approve" };
const requested = { source, "detail-type": "Requested", detail: { request } };

describe("The event of a request that begins", () => {
  it("names its action", () => assert.equal(parseRequested(requested), action));

  for (const [what, event] of Object.entries<unknown>({
    "another source": { ...requested, source: "aws.codepipeline" },
    "another type": { ...requested, "detail-type": "Decided" },
    "half a request": { ...requested, detail: { request: { pipelineName: "orders" } } },
    "a name with a slash": { ...requested, detail: { request: { ...request, actionName: "a/b" } } },
    "a name and more": { ...requested, detail: { request: { ...request, actionName: "a\n" } } },
    nothing: undefined,
  })) {
    it(`is not ${what}`, () => assert.equal(parseRequested(event), undefined));
  }
});
