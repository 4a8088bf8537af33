import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { peopleAsked } from "../../../../../functions/domain/automatic/rejected";
import type {
  ApprovalRequest,
  DecisionResult,
  Revision,
} from "../../../../../functions/domain/types";
import { ann, later, requestOf, token } from "../samples";
import { smallChanges } from "./samples";

const app: Revision = { name: "app", id: "4f2c1d9" };
const config: Revision = { name: "config", id: "77aa001" };
const console = { decidedBy: "arn:aws:iam::111122223333:user/carla" };
type Who = Pick<NonNullable<ApprovalRequest["outcome"]>, "person" | "decidedBy">;

let tokens = 0;
const decided = (
  result: DecisionResult,
  seconds: number,
  { revisions = [app], who = { person: ann } }: { revisions?: Revision[]; who?: Who } = {},
): ApprovalRequest =>
  requestOf({
    ...{ token: `other-${(tokens += 1)}`, status: "DECIDED", revisions },
    outcome: { at: later(seconds).toISOString(), result, ...who },
  });

const asked = (history: ApprovalRequest[], revisions = [app]) =>
  peopleAsked({ revisions }, { token }, history);
const rejected = "somebody has rejected app 4f2c1d9";

describe("What is never approved automatically", () => {
  it("is what CodePipeline names no revision of", () => {
    assert.equal(asked([], []), "CodePipeline names no revision");
    assert.equal(asked([], [app, { name: "x", id: "unknown" }]), "a revision is not known");
  });

  it("is a revision that somebody has rejected, on a channel or in the console", () => {
    assert.equal(asked([]), undefined);
    assert.equal(asked([decided("Rejected", 0)]), rejected);
    assert.equal(asked([decided("Rejected", 0, { who: console })]), rejected);
    assert.equal(asked([decided("Rejected", 0, { who: {} })]), rejected);
  });

  it("is one of several that somebody has rejected beside others", () => {
    const before = decided("Rejected", 0, { revisions: [config, { name: "lib", id: "1" }] });
    assert.equal(asked([before], [app, config]), "somebody has rejected config 77aa001");
    assert.equal(asked([before], [app]), undefined);
  });

  it("is none that a person has approved since", () => {
    assert.equal(asked([decided("Rejected", 0), decided("Approved", 1)]), undefined);
    assert.equal(asked([decided("Approved", 1), decided("Rejected", 0)]), undefined);
    assert.equal(asked([decided("Approved", 0), decided("Rejected", 1)]), rejected);
    assert.equal(asked([decided("Approved", 1), decided("Rejected", 1)]), rejected);
    const both = [decided("Rejected", 0, { revisions: [app, config] }), decided("Approved", 1)];
    assert.equal(asked(both, [app, config]), "somebody has rejected config 77aa001");
  });

  it("is none that was approved beside others, and one where another version of it was", () => {
    const beside = decided("Approved", 1, { revisions: [config, app] });
    assert.equal(asked([decided("Rejected", 0), beside]), undefined);
    const next = decided("Approved", 1, { revisions: [{ ...app, id: "5555555" }] });
    assert.equal(asked([decided("Rejected", 0), next]), rejected);
  });

  it("is named by the first 12 characters of its id", () => {
    const long = { name: "app", id: "0123456789abcdef" };
    const history = [decided("Rejected", 0, { revisions: [long] })];
    assert.equal(asked(history, [long]), "somebody has rejected app 0123456789ab");
  });

  it("is neither rejected nor approved by what decides by itself", () => {
    const who = { person: smallChanges };
    assert.equal(asked([decided("Rejected", 0, { who })]), undefined);
    assert.equal(asked([decided("Rejected", 0), decided("Approved", 1, { who })]), rejected);
  });

  it("is what bore another name when it was rejected, and no such approval clears it", () => {
    const renamed = [{ ...app, name: "source" }];
    assert.equal(asked([decided("Rejected", 0, { revisions: renamed })]), rejected);
    const cleared = [decided("Rejected", 0), decided("Approved", 1, { revisions: renamed })];
    assert.equal(asked(cleared), rejected);
  });

  it("is everything where it is not known what was rejected", () => {
    for (const revisions of [[], [{ name: "app", id: "unknown" }]]) {
      assert.equal(asked([decided("Rejected", 0, { revisions })]), rejected);
      assert.equal(
        asked([decided("Rejected", 0, { revisions }), decided("Approved", 1)]),
        undefined,
      );
    }
  });

  it("is what another request is open for: its end is not here yet", () => {
    const open = requestOf({ token: "other", revisions: [app] });
    const waits = "another request for app 4f2c1d9 is not seen to end";
    assert.equal(asked([open]), waits);
    assert.equal(asked([{ ...open, status: "DECIDING" }]), waits);
    assert.equal(asked([{ ...open, revisions: [] }]), waits);
    assert.equal(asked([{ ...open, revisions: [config] }]), undefined);
    for (const status of ["EXPIRED", "CANCELLED"] as const) {
      assert.equal(asked([{ ...open, status }]), undefined);
    }
    assert.equal(asked([requestOf({ revisions: [app] })]), undefined);
  });

  it("is what was rejected at a time that nobody knows", () => {
    const timeless = requestOf({ token: "other", status: "DECIDED", revisions: [app] });
    assert.equal(asked([timeless, decided("Approved", 1)]), rejected);
  });

  it("follows from the newest human decision alone, in whatever order they are read", () => {
    const one = fc.record({
      result: fc.constantFrom<DecisionResult>("Approved", "Rejected"),
      seconds: fc.integer({ min: 0, max: 1000 }),
      who: fc.constantFrom<Who>({ person: ann }, console, { person: smallChanges }),
      revision: fc.constantFrom(app, config),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ seconds }) => seconds }), (all) => {
        const history = all.map(({ result, seconds, who, revision }) =>
          decided(result, seconds, { who, revisions: [revision] }),
        );
        const [newest] = all
          .filter(({ who, revision }) => who.person !== smallChanges && revision === app)
          .toSorted((a, b) => b.seconds - a.seconds);
        assert.equal(asked(history), newest?.result === "Rejected" ? rejected : undefined);
      }),
    );
  });
});
