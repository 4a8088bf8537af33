/** Names in AWS as text: what is kept, what is replaced, where a name is cut and told apart. */
import * as assert from "node:assert/strict";
import fc from "fast-check";
import { iam, type physicalNames } from "../../../../components/inputs/model/limits";
import {
  approverGroupName,
  approverPolicyName,
  fitName,
  gateRolesBelow,
  iamIdentity,
  ownName,
  packedPolicyName,
  physicalName,
  shortHash,
  stageGroupName,
  stagePolicyName,
} from "../../../../components/naming/model/names";

type Kind = keyof typeof physicalNames;

/** From the API models of AWS: at most so many characters, and which are taken beside A-Z a-z 0-9 _ -. */
const kinds: Readonly<Record<Kind, [max: number, others: string, foreign: string]>> = {
  topic: [80, "", ".@/:+=,# é🚀\n"],
  queue: [64, "", ".@/:+=,# é🚀\n"],
  function: [64, "", ".@/:+=,# é🚀\n"],
  permission: [100, "", ".@/:+=,# é🚀\n"],
  role: [64, ".@+=,", "/:# é🚀\n"],
  inlinePolicy: [128, ".@+=,", "/:# é🚀\n"],
  eventBus: [256, ".", "@/:+=,# é🚀\n"],
  eventRule: [64, ".", "@/:+=,# é🚀\n"],
  eventTarget: [64, ".", "@/:+=,# é🚀\n"],
  scheduleGroup: [64, ".", "@/:+=,# é🚀\n"],
  alias: [250, "/", ".@:+=,# é🚀\n"],
  logGroup: [255, "./#", "@:+=, é🚀\n"],
  alarm: [255, ".@/:+=,# é🚀", "\n\u0000"],
  table: [255, ".", "@/:+=,# é🚀\n"],
  membership: [255, ".@/:+=,# é🚀", "\n\u0000"],
};

describe("iamIdentity", () => {
  it("is the name in lower case: IAM compares without regard to case", () => {
    assert.deepEqual(["Leads", "lEADS", "ops+1"].map(iamIdentity), ["leads", "leads", "ops+1"]);
  });
});

describe("physical names", () => {
  for (const [kind, [max, others, foreign]] of Object.entries(kinds) as [
    Kind,
    [number, string, string],
  ][]) {
    const nameOf = (child: string) => physicalName(kind, child, "project/stack");

    it(`of a ${kind} are Pulumi's up to ${max} characters, with the seven that it adds`, () => {
      assert.equal(nameOf("x".repeat(max - 8)), undefined);
      const longer = "x".repeat(max - 7);
      assert.equal(nameOf(longer)?.length, Math.min(max, longer.length + 9));
      assert.equal(nameOf("x".repeat(400))?.length, max);
      assert.ok(nameOf("x".repeat(400))?.startsWith("x".repeat(max - 9) + "-"));
    });

    it(`of a ${kind} keep what AWS takes and have a hyphen for each of the others`, () => {
      assert.equal(nameOf(`a_-Z0${others}`), undefined);
      for (const character of foreign) {
        const child = `a${character}b${character}`;
        assert.equal(nameOf(child), `a-b--${shortHash(`project/stack ${child}`)}`);
      }
    });
  }

  it("have no half of a character where they are cut", () => {
    for (const start of ["", "x"]) {
      const name = physicalName("alarm", start + "🚀".repeat(200), "o") ?? "";
      assert.doesNotMatch(name, /\p{Cs}/u);
      assert.equal(name.length, start === "" ? 255 : 254);
      assert.ok(name.startsWith(`${start}🚀`));
    }
  });

  it("tell the owners of a child apart", () => {
    assert.notEqual(physicalName("topic", "a.b", "one"), physicalName("topic", "a.b", "other"));
  });

  it("are two for two components, also without regard to case", () => {
    const name = fc.string({ unit: fc.constantFrom("a", "A", ".", "@", "/", "ä"), minLength: 1 });
    const long = name.map((start) => start.padEnd(250, "x"));
    const kind = fc.constantFrom(...(Object.keys(kinds) as Kind[]));
    fc.assert(
      fc.property(kind, fc.oneof(name, long), fc.oneof(name, long), (of, one, other) => {
        fc.pre(one !== other);
        const [first, second] = [one, other].map((child) =>
          physicalName(of, child, "project/stack"),
        );
        // What Pulumi names ends in seven digits of chance, not in eight.
        if (first === undefined || second === undefined) return;
        assert.notEqual(first.toLowerCase(), second.toLowerCase());
      }),
    );
  });

  it("stay as they were deployed: Pulumi's own where it fits, else the same beginning and hash", () => {
    const kept = ["topic", "queue", "function", "role", "eventRule", "table", "alarm"] as const;
    for (const kind of kept)
      assert.equal(physicalName(kind, "orders-qa", "project/stack"), undefined);
    assert.equal(physicalName("role", "a.b@c-role", "project/stack"), undefined);
    assert.equal(physicalName("eventRule", "a.b-ended", "project/stack"), undefined);
    assert.equal(
      physicalName("role", `${"x".repeat(60)}-role`, "project/stack"),
      `${"x".repeat(55)}-6fe47fb5`,
    );
  });
});

describe("names of policies and groups", () => {
  const action = { pipelineName: "orders", stageName: "production", actionName: "qa" };
  const owner = { project: "p", stack: "s", type: "ApprovalGate", name: "n" } as const;
  const hash = shortHash(
    '["p","s","ApprovalGate","n","approve","orders","production","qa","eu-west-1"]',
  );

  it("say what they are for, and end in a hash of whose they are: so they are deployed", () => {
    assert.equal(shortHash("abc"), "ba7816bf");
    assert.equal(
      approverPolicyName(action, "eu-west-1", owner),
      `approve-orders-production-qa-eu-west-1-${hash}`,
    );
    assert.match(
      approverGroupName(action, "eu-west-1", owner),
      /^approvers-orders-production-qa-eu-west-1-[0-9a-f]{8}$/,
    );
  });

  it("of what the approvals of a stage share have room for a number behind them", () => {
    const of = (verb: string): string =>
      shortHash(
        JSON.stringify(["p", "s", "ApprovalGate", "n", verb, "orders", "production", "eu-west-1"]),
      );
    const policy = stagePolicyName(action, "eu-west-1", owner);
    assert.equal(policy, `approve-orders-production-eu-west-1-${of("approve")}`);
    const group = stageGroupName(action, "eu-west-1", owner);
    assert.equal(group, `approvers-orders-production-eu-west-1-${of("approvers")}`);
    const stage = { pipelineName: "x".repeat(100), stageName: "y".repeat(100) };
    // "-10" behind it is within IAM's 128 characters.
    assert.equal(stagePolicyName(stage, "eu-west-1", owner).length, 125);
    assert.deepEqual(packedPolicyName, { ...iam.policyName, max: 125 });
  });

  it("of one's own are cut before the hash, at IAM's length or at the one that is asked for", () => {
    const name = (length: number, max?: number): string =>
      ownName("x".repeat(length), ["a"], owner, max);
    assert.equal(name(119).length, 128);
    assert.equal(name(120).length, 128);
    assert.equal(name(200, 64).length, 64);
    assert.equal(name(200), name(119));
    assert.match(ownName("a/b c", [], owner), /^a-b-c-[0-9a-f]{8}$/);
  });

  it("that fit are kept to the last character; cut ones have a hash of the whole", () => {
    assert.equal(fitName("x".repeat(128)), "x".repeat(128));
    assert.equal(fitName("x".repeat(129)), `${"x".repeat(119)}-${shortHash("x".repeat(129))}`);
    assert.equal(fitName("abc", 3), "abc");
    assert.equal(fitName("a b"), `a-b-${shortHash("a b")}`);
  });

  it("of gates' roles have room below the longest path of a hub", () => {
    // A path of at most 512 characters: the hub's, this one, a role's name of at most 64, a slash.
    assert.equal(gateRolesBelow, "codepipeline-approvals/");
    assert.equal(iam.hubRolePath.max + gateRolesBelow.length + iam.roleName.max + 1, 512);
  });
});
