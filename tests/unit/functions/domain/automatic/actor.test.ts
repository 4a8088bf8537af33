import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { actorOf, askedOf } from "../../../../../functions/domain/automatic/actor";
import { isDistinct, sessionName, sourceIdentity } from "../../../../../functions/domain/session";
import { byFunction, byWhen, functionArn, smallChanges } from "./samples";

const of = (name: string, qualifier = "") =>
  actorOf({ functionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${name}${qualifier}` });

describe("In whose name a gate decides by itself", () => {
  it("is its function's, without a hyphen in the id, whatever version or alias is asked", () => {
    assert.deepEqual(actorOf(byFunction.automaticDecision), smallChanges);
    assert.deepEqual(of("small-changes", ":live"), smallChanges);
    assert.equal(askedOf(byFunction.automaticDecision), "small-changes");
    assert.equal(sessionName(smallChanges), "automatic-small.changes-small-changes");
    assert.equal(sourceIdentity(smallChanges), "automatic-small.changes");
  });

  it("is the argument's where no function is asked", () => {
    const actor = actorOf(byWhen.automaticDecision);
    const [id, displayName] = ["automaticDecision=when", "automaticDecision.when"];
    assert.deepEqual(actor, { channel: "automatic", id, displayName });
    assert.equal(askedOf(byWhen.automaticDecision), "when");
    assert.equal(sourceIdentity(actor), "automatic-automaticDecision=when");
  });

  it("is told apart from every other, however long and however alike the names are", () => {
    const long = "a".repeat(41);
    assert.match(of(long).id, /^a{27}=[0-9a-f]{12}$/);
    assert.equal(of("a".repeat(40)).id, "a".repeat(40));
    assert.notEqual(of(long).id, of(`${long}b`).id);
    assert.notEqual(of("a-b").id, of("a_b").id);
    assert.notEqual(of(long, ":1").id, of(long, ":2").id);
    const name = fc.stringMatching(/^[a-zA-Z0-9_-]{1,64}$/);
    fc.assert(
      fc.property(name, name, (one, other) => {
        assert.ok(isDistinct(of(one)), of(one).id);
        assert.ok(sourceIdentity(of(one)).endsWith(of(one).id));
        assert.equal(of(one).id === of(other).id, one === other);
      }),
    );
  });

  it("names the function as AWS does", () => {
    assert.equal(of("Config_Only-1").displayName, "Config_Only-1");
    assert.equal(askedOf({ functionArn: `${functionArn}:$LATEST` }), "small-changes");
  });
});
