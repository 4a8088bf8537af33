import * as path from "node:path";
import type { LocalAsset } from "../../../../../../rehearsal/aws/account/types";
import { policy, trust, types, type TestAccount } from "./new-account";

/** The function that does as its events say. */
export const echo: LocalAsset = {
  kind: "folder",
  path: path.join(__dirname, "..", "..", "lambda", "fixtures", "echo"),
};

export const everything = policy({ Action: "*", Resource: "*" });

/** A role that functions run under, with one inline policy; answers its ARN. */
export async function functionRole(
  { create }: TestAccount,
  document = everything,
  name = "runner",
): Promise<string> {
  const { state } = await create(
    types.role,
    {
      name,
      assumeRolePolicy: trust("lambda"),
      inlinePolicies: [{ name: "rights", policy: document }],
    },
    name,
  );
  return state.arn;
}

/** Inputs of a function that Lambda takes. */
export function functionInputs(role: string, more: object = {}) {
  return {
    ...{ name: "notifier", role, code: echo },
    runtime: "nodejs24.x",
    handler: "index.handler",
    ...more,
  };
}

export async function deployFunction(test: TestAccount, more: object = {}, document?: string) {
  const role = await functionRole(test, document);
  return test.create(types.function, functionInputs(role, more), "notifier");
}
