/** A role is for one function of one hub: what it may do, and whose gates it may take on, is a wall. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionRolesArgs } from "../../../../index";
import {
  assertRefusal,
  hubWith,
  namesOf,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { attempt, run } from "../../../support/mocks";
import { refuses } from "../../../support/refusal-table";

const role = (name: string, account = "111122223333"): string =>
  `arn:aws:iam::${account}:role/${name}`;
const one = role("approvals");
const hubOf = (functionRoles: FunctionRolesArgs, name: string): unknown =>
  hubWith({ functionRoles }, name);

const sameHub = (got: string): string =>
  "`functionRoles.slackCallbackRoleArn` must be another role than " +
  `\`functionRoles.deciderRoleArn\`, got: ${got} for both. Each function has rights that the ` +
  "others must not have: give each its own role.";

const otherHub = (key: string, arn: string): string =>
  `\`functionRoles.${key}\` must be a role that no other hub has, got: "${arn}", which another hub ` +
  "of the program has. A hub's functions may take on the roles of its own gates alone: give each " +
  "function of each hub its own role.";

/** IAM tells names apart neither by path nor by case. */
const asIamReadsIt = [one, role("team/approvals"), role("Approvals")];

describe("functionRoles of one hub refuse", () => {
  const at = "functionRoles.watcherRoleArn";
  refuses([
    ...asIamReadsIt.flatMap((arn) => {
      const reason = sameHub(arn === one ? `"${one}"` : `"${arn}" and "${one}", IAM's same role`);
      const at = "functionRoles.slackCallbackRoleArn";
      const functionRoles = { slackCallbackRoleArn: arn, deciderRoleArn: one };
      const unresolved = {
        deciderRoleArn: pulumi.output(one),
        slackCallbackRoleArn: pulumi.output(arn),
      };
      return [
        {
          title: `${arn} for two functions, plain and to come: each would have the rights of both`,
          plain: () => hubWith({ functionRoles }),
          later: () => hubWith({ functionRoles: unresolved }),
          path: at,
          reason,
          carrier: types.function,
        },
      ];
    }),
  ]);

  for (const notOne of [
    "watcher",
    role("*"),
    role("watcher-?"),
    role(""),
    role("hub/"),
    role("*/watcher"),
    role("${aws:username}"),
    role("x".repeat(65)),
  ]) {
    it(`what is not the ARN of one role: ${notOne.slice(0, 50)}, plain and to come`, async () => {
      const reason = notOneArn(at, "role", notOne);
      const hub = (arn: unknown) => () => hubWith({ functionRoles: { watcherRoleArn: arn } });
      await refusedAtOnce(hub(notOne), at, reason);
      const unresolved = hub(pulumi.output(notOne));
      const { resources } = await refusedLater(unresolved, at, reason, types.pipeline);
      assert.ok(!namesOf(resources, types.function).includes("shared-watcher"));
    });
  }
});

describe("functionRoles of two hubs refuse", () => {
  for (const arn of asIamReadsIt) {
    for (const key of ["deciderRoleArn", "notifierRoleArn"] as const) {
      it(`${arn} for the ${key} of the second`, async () => {
        const { thrown } = await attempt(() => {
          hubOf({ deciderRoleArn: one }, "first");
          hubOf({ [key]: arn }, "second");
        });
        assertRefusal(thrown, `functionRoles.${key}`, otherHub(key, arn));
      });
    }
  }

  it("one role that is still to come", async () => {
    const { rejected } = await attempt(() => {
      const { arn } = new aws.iam.Role("decides", { assumeRolePolicy: "{}" });
      hubOf({ deciderRoleArn: arn }, "first");
      hubOf({ deciderRoleArn: arn }, "second");
    });
    const expected = otherHub("deciderRoleArn", role("decides"));
    assert.ok(rejected.length > 0);
    for (const error of rejected) assert.ok(`${(error as Error).message}`.endsWith(expected));
  });

  it("the role that the other made", async () => {
    const { rejected } = await attempt(() => {
      const { connection } = hubWith({}, "first");
      hubOf({ watcherRoleArn: pulumi.output(connection).watcherRoleArn }, "second");
    });
    const expected = otherHub("watcherRoleArn", role("first-watcher-role"));
    assert.ok(rejected.length > 0);
    for (const error of rejected) assert.ok(`${(error as Error).message}`.endsWith(expected));
  });

  for (const isFirst of [true, false]) {
    it(`the ARN of the role that the ${isFirst ? "next" : "other"} makes`, async () => {
      const made = role("first-watcher-role");
      const given = (): void => void hubOf({ watcherRoleArn: made }, "second");
      const { rejected } = await attempt(() => {
        if (isFirst) given();
        hubWith({}, "first");
        if (!isFirst) given();
      });
      const expected = otherHub("watcherRoleArn", made);
      assert.ok(rejected.length > 0);
      for (const error of rejected) assert.ok(`${(error as Error).message}`.endsWith(expected));
    });
  }

  it("no two roles, and none of one name in two accounts", async () => {
    const program = (): void => {
      hubOf({ deciderRoleArn: one, watcherRoleArn: pulumi.output(role("watches")) }, "first");
      hubOf({ deciderRoleArn: role("approvals-2") }, "second");
      hubOf({ deciderRoleArn: role("approvals", "444455556666") }, "third");
    };
    await run(program);
    // Another program of the same process has nothing to do with the first.
    await run(program);
  });
});
