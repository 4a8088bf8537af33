import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import {
  type PackedPolicy,
  packActions,
  policySize,
} from "../../../../components/approvers/model/packing";
import { approverPolicy } from "../../../../components/approval/model/policies";
import { actionArn } from "../../../support/components";

const limit = 6144;

/** Names of CodePipeline, of any length, short ones more often: pipelines are shared then. */
const name = fc.oneof(
  fc.constantFrom("a", "orders", "production"),
  fc.stringMatching(/^[A-Za-z0-9.@_-]{1,100}$/, { size: "max" }),
);
const place = fc.constantFrom(
  "arn:aws:codepipeline:eu-west-1:111122223333",
  "arn:aws-cn:codepipeline:cn-northwest-1:444455556666",
);
const arn = fc
  .tuple(place, name, name, name)
  .map(([where, ...names]) => `${where}:${names.join("/")}`);
const options = fc.record({ requireMfa: fc.boolean(), consoleAccess: fc.boolean() });
const arns = (maxLength: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(arn, { minLength: 1, maxLength, size: "max" });

/** As IAM counts: the whole document without white space. */
const written = (
  policy: PackedPolicy,
  rights: { requireMfa: boolean; consoleAccess: boolean },
): string => JSON.stringify(approverPolicy({ ...policy, ...rights }));

const documents = (
  list: string[],
  rights: { requireMfa: boolean; consoleAccess: boolean },
): string[] => packActions(list, rights, "actionArns").map((policy) => written(policy, rights));

const equalLengths = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => actionArn(`p-${1000 + n}/production/qa`));

describe("packing of actions into policies", () => {
  it("puts every action into exactly one policy, in order, with its pipeline", () => {
    fc.assert(
      fc.property(arns(100), options, (list, rights) => {
        const packed = packActions(list, rights, "actionArns");
        assert.deepEqual(
          packed.flatMap(({ actionArns }) => actionArns).sort(),
          list.slice().sort(),
        );
        for (const { actionArns, pipelineArns } of packed) {
          const pipelines = actionArns.map((action) => action.slice(0, action.indexOf("/")));
          assert.deepEqual(pipelineArns, [...new Set(pipelines)]);
        }
      }),
    );
  });

  it("keeps every policy within IAM's size", () => {
    fc.assert(
      fc.property(arns(100), options, (list, rights) => {
        for (const document of documents(list, rights)) assert.ok(document.length <= limit);
      }),
    );
  });

  it("opens a policy only for an action that fits into none before it", () => {
    fc.assert(
      fc.property(arns(100), options, (list, rights) => {
        const packed = packActions(list, rights, "actionArns");
        for (const [index, { actionArns, pipelineArns }] of packed.entries()) {
          for (const earlier of packed.slice(0, index)) {
            const actions = [...earlier.actionArns, actionArns[0]];
            const pipelines = [...new Set([...earlier.pipelineArns, pipelineArns[0]])];
            const size = policySize({ actionArns: actions, pipelineArns: pipelines }, rights);
            assert.ok(size > limit, `${actionArns[0]} had room in an earlier policy`);
          }
        }
      }),
    );
  });

  it("changes or adds exactly one policy when an action is appended", () => {
    fc.assert(
      fc.property(arns(80), options, (list, rights) => {
        const before = documents(list.slice(0, -1), rights);
        const after = documents(list, rights);
        const changed = after.filter((document, index) => document !== before[index]);
        assert.equal(changed.length, 1);
        assert.ok(after.length - before.length <= 1);
      }),
    );
  });

  it("says the same twice, and the same of a list with duplicates", () => {
    fc.assert(
      fc.property(arns(40), options, (list, rights) => {
        assert.deepEqual(documents(list, rights), documents(list.slice(), rights));
        assert.deepEqual(documents(list, rights), documents([...list, ...list], rights));
      }),
    );
  });

  it("needs at most one policy more than the characters do", () => {
    fc.assert(
      fc.property(arns(100), options, (list, rights) => {
        const packed = packActions(list, rights, "actionArns");
        const frame = policySize({ actionArns: [], pipelineArns: [] }, rights);
        const longest = 2 * (100 + 100 + 100 + 60);
        const used = packed.slice(0, -1).map((policy) => written(policy, rights).length - frame);
        // Every policy but the last is full to within one action and its pipeline.
        for (const characters of used) assert.ok(characters > limit - frame - longest);
      }),
    );
  });

  it("needs the fewest policies for actions of one length", () => {
    const rights = { requireMfa: true, consoleAccess: true };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const list = equalLengths(count);
        const fit = list.findIndex((_, n) => {
          const actionArns = list.slice(0, n + 1);
          const pipelineArns = actionArns.map((action) => action.slice(0, action.indexOf("/")));
          return policySize({ actionArns, pipelineArns }, rights) > limit;
        });
        const each = fit === -1 ? count : fit;
        assert.equal(packActions(list, rights, "actionArns").length, Math.ceil(count / each));
      }),
    );
  });

  it("fills a policy to the last character", () => {
    const rights = { requireMfa: false, consoleAccess: false };
    const action = (n: number, length: number): string =>
      actionArn(`p/s/${n}-`).padEnd(length, "x");
    const left = (list: string[]): number =>
      limit - policySize({ actionArns: list, pipelineArns: [actionArn("p")] }, rights);
    const list = [action(0, 90), action(1, 90)];
    while (left(list) > 148) list.push(action(list.length, 90));
    // A further action costs its own characters, two quotes and a comma.
    const most = left(list) - 3;
    const count = (last: string): number =>
      packActions([...list, last], rights, "actionArns").length;
    assert.equal(left([...list, action(99, most)]), 0);
    assert.equal(count(action(99, most)), 1);
    assert.equal(count(action(99, most + 1)), 2);
  });

  it("fills a policy to the last character, also with an action of one more pipeline", () => {
    const rights = { requireMfa: true, consoleAccess: false };
    const list = equalLengths(20);
    const size = (actionArns: string[]): number => {
      const pipelineArns = actionArns.map((action) => action.slice(0, action.indexOf("/")));
      return policySize({ actionArns, pipelineArns }, rights);
    };
    const last = (more: number): string => {
      const half = Math.floor(more / 2);
      return actionArn(`other/s${"s".repeat(half)}/x${"x".repeat(more - half)}`);
    };
    while (size([...list, last(60)]) <= limit) list.push(actionArn(`q-${list.length}/s/qa`));
    list.pop();
    const most = limit - size([...list, last(0)]);
    const count = (more: number): number =>
      packActions([...list, last(more)], rights, "actionArns").length;
    assert.equal(size([...list, last(most)]), limit);
    assert.equal(count(most), 1);
    assert.equal(count(most + 1), 2);
  });

  it("refuses what names no action under its place in the list", () => {
    const rights = { requireMfa: false, consoleAccess: false };
    for (const [index, list] of [["x"], [actionArn("p/s/a"), "x"]].entries()) {
      assert.throws(() => packActions(list, rights, "actionArns"), {
        propertyPath: `actionArns[${index}]`,
      });
    }
  });

  it("takes what fits into 10 policies, and refuses one action more", () => {
    const rights = { requireMfa: false, consoleAccess: false };
    const list = equalLengths(600);
    const fits = (count: number): boolean => {
      try {
        packActions(list.slice(0, count), rights, "actionArns");
        return true;
      } catch (error) {
        assert.ok(error instanceof pulumi.InputPropertyError);
        assert.match(
          error.reason,
          new RegExp(`^\`actionArns\` .* got: ${count} actions, which need 11\\.`),
        );
        assert.match(error.reason, /two or more ApproverGroups\.$/);
        return false;
      }
    };
    const most = list.findIndex((_, n) => !fits(n + 1));
    assert.ok(most > 400, `${most}`);
    assert.equal(packActions(list.slice(0, most), rights, "actionArns").length, 10);
    assert.equal(fits(most + 1), false);
  });
});
