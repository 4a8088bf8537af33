/**
 * Every list argument, whose elements come and go, move, and turn into outputs and back: the
 * account is asked afterwards who may decide and who is subscribed.
 */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, ApproverGroup, MultiApprovalStage, SubscriptionProtocol } from "../../index";
import { lines } from "./changes/types";
import { EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import * as local from "./support/people";

type Letter = local.Letter;

/** How a program writes a list down. */
type Form = (values: any[]) => any;

const plain: Form = (values) => values;
const each: Form = (values) => values.map((value) => pulumi.output(value));
const firstOnly: Form = ([first, ...rest]) => [pulumi.output(first), ...rest];
const whole: Form = (values) => pulumi.output(values);
const secret: Form = (values) => values.map((value) => pulumi.secret(value));

interface Step {
  readonly of: string;
  readonly letters: string;
  readonly form?: Form;
  /** True where the same people are named as before: nothing may happen at all. */
  readonly same?: boolean;
}

const steps: readonly Step[] = [
  { of: "three", letters: "abc" },
  { of: "without the first", letters: "bc" },
  { of: "with one in front", letters: "abc" },
  { of: "without the middle", letters: "ac" },
  { of: "with one in the middle", letters: "abc" },
  { of: "without the last", letters: "ab" },
  { of: "the other way round", letters: "ba" },
  { of: "as outputs", letters: "ba", form: each, same: true },
  { of: "as outputs, with one in front", letters: "cba", form: each },
  { of: "as outputs, without the first", letters: "ba", form: each },
  { of: "as outputs, the other way round", letters: "ab", form: each },
  { of: "half as outputs", letters: "ab", form: firstOnly, same: true },
  { of: "half as outputs, with one in front", letters: "cab", form: firstOnly },
  { of: "as one output, without the first", letters: "ab", form: whole },
  { of: "plain again", letters: "ab", same: true },
];

const actionArn = `arn:aws:codepipeline:${region}:111122223333:orders/Review/qa`;
const users = (all: Letter[], form: Form) => ({
  users: form(all.map((letter) => `user-${letter}`)),
  existingGroupNames: form(all.map((letter) => `team-${letter}`)),
  roleNames: form(all.map((letter) => `Role-${letter}`)),
  permissionSets: form(all.map(local.permissionSet)),
});
const address = (letter: Letter) => `${letter}@example.com`;
const hidden = (letter: Letter) => `hidden-${letter}@example.com`;
const phone = (letter: Letter) => `+1555010${letter.charCodeAt(0)}`;
const sms = (letter: Letter) => ({ protocol: SubscriptionProtocol.Sms, endpoint: phone(letter) });

/** Some addresses are secrets whatever the form, others take the form. */
const recipients = (all: Letter[], form: Form) => ({
  emails:
    form === whole
      ? pulumi
          .all([all.map(address), secret(all.map(hidden))] as const)
          .apply(([open, closed]) => [...open, ...closed])
      : [...form(all.map(address)), ...secret(all.map(hidden))],
  subscriptions: form(all.map(sms)),
});

const components: Record<string, (all: Letter[], form: Form) => void> = {
  ApprovalGate: (all, form) =>
    void new ApprovalGate("gate", {
      ...{ pipelineName: "orders", stageName: "Review", actionName: "qa" },
      ...recipients(all, form),
      approvers: users(all, form),
    }),
  MultiApprovalStage: (all, form) =>
    void new MultiApprovalStage("stage", {
      ...{ pipelineName: "orders", stageName: "Review" },
      ...recipients(all, form),
      approvers: users(all, form),
      approvals: [{ name: "qa" }],
    }),
  ApproverGroup: (all, form) =>
    void new ApproverGroup("group", { actionArns: [actionArn], ...users(all, form) }),
};

for (const [name, create] of Object.entries(components)) {
  describe(`lists of ${name}`, () => {
    let cloud: LocalCloud;
    let stack: EngineStack;
    const program =
      ({ letters, form = plain }: Step): Program =>
      async () => {
        local.people();
        create([...letters] as Letter[], form);
      };

    before(async () => {
      cloud = await openLocalCloud();
      stack = await EngineStack.open(cloud, program(steps[0]));
    });
    after(() => cloud.close());

    for (const step of steps) {
      it(step.of, async () => {
        const changes = await stack.up(program(step));
        if (step.same) assert.deepEqual(lines(changes), []);
        const named = [...step.letters].sort() as Letter[];
        const kinds = { users: named, existingGroupNames: named, roleNames: named };
        assert.deepEqual(local.deciders(cloud, actionArn), kinds);
        assert.deepEqual(local.provisioned(cloud), named);
        const heard = name === "ApproverGroup" ? [] : named;
        const mails = [...heard.map(address), ...heard.map(hidden)];
        assert.deepEqual(local.subscribed(cloud, "email"), mails);
        assert.deepEqual(local.subscribed(cloud, "sms"), heard.map(phone));
        assert.deepEqual(await stack.preview(program(step)), []);
      });
    }

    it("no name tells an address", async () => {
      const urns = (await stack.resources()).map(({ urn }) => urn).join("\n");
      assert.doesNotMatch(urns, /@|hidden|\+1555/);
    });
  });
}
