import * as assert from "node:assert/strict";
import type { Call } from "../../../../../rehearsal/aws/api/types";
import { usedRights } from "../../../../../rehearsal/aws/api/used-rights";
import { roleArn } from "./equipped";

const by = (role: string) => ({
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/one`,
  accountId: "111122223333",
  userId: "AROA:one",
  context: { "aws:PrincipalArn": roleArn(role) },
});
const call = (role: string, action: string, more: Partial<Call> = {}): Call => ({
  principal: by(role),
  action,
  resource: "r",
  allowed: true,
  ...more,
});

describe("usedRights", () => {
  it("gathers each right of each role once, whatever the session", () => {
    const used = usedRights([
      call("a", "dynamodb:GetItem"),
      call("a", "dynamodb:GetItem"),
      call("a", "dynamodb:GetItem", { resource: "s" }),
      call("b", "sqs:SendMessage"),
    ]);
    assert.deepEqual(
      used,
      new Map([
        [roleArn("a"), new Set(["dynamodb:GetItem r", "dynamodb:GetItem s"])],
        [roleArn("b"), new Set(["sqs:SendMessage r"])],
      ]),
    );
  });

  it("counts what a call needed besides", () => {
    const further = [{ action: "kms:Decrypt", resource: "k" }];
    const used = usedRights([call("a", "secretsmanager:GetSecretValue", { further })]);
    assert.deepEqual(
      [...used.get(roleArn("a"))!],
      ["secretsmanager:GetSecretValue r", "kms:Decrypt k"],
    );
  });

  it("counts the rights of a call whose action is no right", () => {
    const rights = [{ action: "dynamodb:PutItem", resource: "t" }];
    const used = usedRights([call("a", "dynamodb:TransactWriteItems", { rights })]);
    assert.deepEqual([...used.get(roleArn("a"))!], ["dynamodb:PutItem t"]);
  });

  it("counts no call that was refused, that nobody made, or that needs no right", () => {
    const used = usedRights([
      call("a", "dynamodb:GetItem", { allowed: false }),
      call("a", "dynamodb:GetItem", { principal: undefined }),
      call("a", "sts:GetCallerIdentity"),
    ]);
    assert.deepEqual(used, new Map());
  });
});
