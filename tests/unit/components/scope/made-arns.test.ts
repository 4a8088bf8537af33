/** Mocks that answer no ARN for what a component makes: no argument is blamed for it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, hubWith, types } from "../../../support/components";
import { attempt, type MockOptions } from "../../../support/mocks";

const gate = (): unknown => gateWith({ emails: ["qa@example.com"] });
const made: [what: string, type: string, create: () => unknown, example: string][] = [
  ["topic", types.topic, gate, "arn:aws:sns:eu-west-1:111122223333:NAME"],
  ["table", types.table, hubWith, "arn:aws:dynamodb:eu-west-1:111122223333:table/NAME"],
  ["queue", types.queue, hubWith, "arn:aws:sqs:eu-west-1:111122223333:NAME"],
  ["function", types.function, hubWith, "arn:aws:lambda:eu-west-1:111122223333:function:NAME"],
];

describe("Mocks that answer no ARN", () => {
  for (const [what, type, create, example] of made) {
    for (const answer of ["", "production-topic", null]) {
      it(`but ${JSON.stringify(answer)} for a ${what} hear what to answer`, async () => {
        const outputs = (asked: { type: string }): object | undefined =>
          asked.type === type ? { arn: answer } : undefined;
        const { rejected } = await attempt(create, { outputs } as MockOptions);
        const messages = rejected.map((error) => (error as Error).message);
        const expected =
          `The \`arn\` output of the ${what} that is made here must be an ARN, got: ` +
          `${JSON.stringify(answer)}. In a test, let \`newResource\` of the mocks answer a state with ` +
          `arn: "${example}", as \`mocks\` of codepipeline-approvals/testing does.`;
        assert.ok(messages.length > 0);
        for (const message of messages) assert.ok(message.endsWith(expected), message);
        for (const error of rejected) assert.ok(!pulumi.InputPropertyError.isInstance(error));
      });
    }
  }
});
