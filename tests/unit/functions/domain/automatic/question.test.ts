/** What a gate's function is asked, and the JSON Schema of the package. UPDATE_GOLDEN=1 writes it. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { answerSchema } from "../../../../../functions/domain/automatic/answer";
import { questionOf, questionSchema } from "../../../../../functions/domain/automatic/question";
import type { ApprovalRequest, Release } from "../../../../../functions/domain/types";
import { ann, expires, later, now, requestOf, token } from "../samples";

const file = path.join(__dirname, "../../../../../docs/automatic-decision.schema.json");

const pipelineExecutionId = "execution-1";
const request = { ...requestOf({ customData: "Version 1.4.2" }), pipelineExecutionId };
const release: Release = {
  trigger: { type: "StartPipelineExecution", detail: "arn:aws:iam::111122223333:user/ann" },
  revisions: [{ name: "app", id: "4f2c1d9", summary: "Fix" }],
  actions: [
    { stageName: "build", actionName: "compile", namespace: "b", outputVariables: { A: "1" } },
  ],
  variables: [{ name: "REGION", value: "eu-west-1" }],
};
const approved = (seconds: number, change: Partial<ApprovalRequest> = {}): ApprovalRequest =>
  requestOf({
    ...{ token: `t-${seconds}`, status: "DECIDED", pipelineExecutionId: `execution-of-${seconds}` },
    revisions: [{ name: "app", id: "0000000" }],
    outcome: { at: later(seconds).toISOString(), result: "Approved", person: ann, reason: "Fine." },
    ...change,
  });

describe("docs/automatic-decision.schema.json", () => {
  it("is the schema of what a function is asked, and of what it answers", () => {
    const { $schema, ...question } = toJsonSchema(questionSchema);
    const { $schema: _, ...answer } = toJsonSchema(answerSchema);
    const description =
      "What the function of an automaticDecision gets; $defs.answer is what it answers.";
    const schema = {
      $schema,
      title: "Automatic decision",
      description,
      ...question,
      $defs: { answer },
    };
    if (process.env.UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
    }
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), schema);
  });

  it("is exported by the package", () => {
    const text = fs.readFileSync(path.join(__dirname, "../../../../../package.json"), "utf8");
    const { exports } = JSON.parse(text);
    assert.equal(
      exports["./automatic-decision.schema.json"],
      "./docs/automatic-decision.schema.json",
    );
  });
});

describe("What a gate's function is asked", () => {
  it("says what waits, what is to be released, and what was released last", () => {
    const question = questionOf(request, release, [approved(1), approved(3), approved(2)]);
    assert.deepEqual(question, {
      schemaVersion: 1,
      request: {
        id: question.request.id,
        ...{ pipelineName: "orders", stageName: "production", actionName: "approve" },
        ...{ region: "eu-west-1", pipelineExecutionId, requestedAt: now.toISOString(), expires },
        customData: "Version 1.4.2",
      },
      ...release,
      lastApproved: {
        pipelineExecutionId: "execution-of-3",
        revisions: [{ name: "app", id: "0000000" }],
        at: later(3).toISOString(),
        actor: ann,
        reason: "Fine.",
      },
    });
    assert.match(question.request.id, /^[0-9a-f]{32}$/);
    assert.deepEqual(v.parse(questionSchema, question), question);
  });

  it("names who approved in the console by their ARN", () => {
    const decidedBy = "arn:aws:iam::111122223333:user/carla";
    const outcome = { at: now.toISOString(), result: "Approved" as const, decidedBy };
    const { lastApproved } = questionOf(request, release, [approved(1, { outcome })]);
    const actor = { channel: "codepipeline", id: decidedBy, displayName: "carla" };
    assert.deepEqual(lastApproved?.actor, actor);
  });

  it("says of no approval what was rejected, has expired or waits", () => {
    const at = now.toISOString();
    const others = [
      approved(9, { outcome: { at, result: "Rejected", person: ann } }),
      approved(9, { status: "EXPIRED" }),
      approved(9, { status: "PENDING" }),
      approved(9, { outcome: undefined }),
    ];
    assert.ok(!("lastApproved" in questionOf(request, release, others)));
    const { lastApproved } = questionOf(request, release, [...others, approved(1)]);
    assert.equal(lastApproved?.pipelineExecutionId, "execution-of-1");
  });

  it("names no token, wherever somebody has written it, and no link with it", () => {
    const leaky = {
      ...{ ...request, customData: `For ${token}`, approvalReviewLink: `https://x/${token}` },
    };
    const question = questionOf(
      leaky,
      { ...release, variables: [{ name: "T", value: token.toUpperCase() }] },
      [],
    );
    assert.ok(!JSON.stringify(question).toLowerCase().includes(token));
    assert.equal(question.request.customData, "For (token)");
  });
});
