import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { bearableId, connectorActor, personOf } from "../../../../functions/domain/connector-actor";
import { isDistinct, sourceIdentity } from "../../../../functions/domain/session";

describe("A person of another system", () => {
  it("keeps an id that a session can bear", () => {
    for (const id of ["carla", "abel.tuter", "a@example.com", "5b10a2844c20165700ede21g"]) {
      assert.equal(bearableId(id), id);
    }
  });

  it("has an id that a session can bear, whatever the system calls them", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) =>
        isDistinct(personOf("jira", { id, displayName: id })),
      ),
    );
  });

  it("has the id of nobody else", () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^[a-z-]{1,60}$/));
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        assert.equal(bearableId(one) === bearableId(other), one === other);
      }),
    );
    // Nor can somebody be named as another is encoded.
    const encoded = bearableId("557058:f58131cb-b67d-43c7-b30d-6b58d40bd077");
    assert.match(encoded, /^557058\.f58131cb\.b67d\.43c7\.b=[0-9a-f]{12}$/);
    assert.notEqual(bearableId(encoded), encoded);
  });

  it("has a source identity that no two people share", () => {
    const { channel, id } = connectorActor("servicenow", "release-changes");
    assert.match(sourceIdentity({ channel, id }), /^servicenow-release\.changes=[0-9a-f]{12}$/);
    assert.ok(`pagerduty-${"a".repeat(40)}`.length <= 64);
  });
});
