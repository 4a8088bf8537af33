import * as assert from "node:assert/strict";
import {
  identityOf,
  isRuled,
  isSessionOf,
  sessionNameOf,
} from "../../../../../functions/domain/rule/identity";
import { settings } from "../samples";
import { identity, person, ruleOf } from "./samples";

const of = (identities: ReturnType<typeof identity>[], ...ids: string[]) =>
  new Set(ids.map((id) => identityOf({ identities }, person(id)))).size;

describe("The identity of a person", () => {
  it("is their account where no entry names it, on each channel its own", () => {
    assert.equal(of([], "U0A", "U0B"), 2);
    const [one, other] = ["slack", "other"].map((channel) =>
      identityOf({ identities: [identity("U0A")] }, { channel, id: "U0A" }),
    );
    assert.notEqual(one, other);
  });

  it("is one for entries that have an address, a principal or an account in common, through others too", () => {
    const user = "arn:aws:iam::111122223333:user/ann";
    assert.equal(
      of([identity("U0A", ["a@x.org"]), identity("U0B", [" A@x.org "])], "U0A", "U0B"),
      1,
    );
    assert.equal(of([identity("U0A", [], [user]), identity("U0B", [], [user])], "U0A", "U0B"), 1);
    const chain = [
      identity("U0A", ["a@x.org"]),
      identity("U0B", ["b@x.org"]),
      identity(undefined, ["a@x.org", "b@x.org"]),
    ];
    assert.equal(of(chain, "U0A", "U0B"), 1);
    const twice = [
      identity("U0A", ["a@x.org"]),
      identity("U0A", ["b@x.org"]),
      identity("U0B", ["b@x.org"]),
    ];
    assert.equal(of(twice, "U0A", "U0B"), 1);
  });

  it("is not one by an address that only another alphabet's case makes the same", () => {
    const all = [identity("U0A", ["kim@x.org"]), identity("U0B", ["\u212Aim@x.org"])];
    assert.equal(of(all, "U0A", "U0B"), 2);
  });

  it("is not one by a role, which many people may assume, nor by nothing", () => {
    const role = "arn:aws:iam::111122223333:role/team/deployers";
    assert.equal(of([identity("U0A", [], [role]), identity("U0B", [], [role])], "U0A", "U0B"), 2);
    assert.equal(of([identity("U0A"), identity("U0B")], "U0A", "U0B"), 2);
    const machines = [
      ...[identity("U0A", ["a@x.org"]), identity(undefined, ["a@x.org"])],
      ...[identity(undefined, ["b@x.org"]), identity("U0B", ["b@x.org"])],
    ];
    assert.equal(of(machines, "U0A", "U0B"), 2);
  });
});

describe("A gate", () => {
  it("has a rule where its record has one", () => {
    assert.equal(isRuled(settings), false);
    assert.equal(isRuled({ ...settings, rule: ruleOf() }), true);
  });
});

describe("A session of a role", () => {
  const session = "arn:aws:sts::111122223333:assumed-role/deployers/ann@example.com";

  it("is one of the role's, whatever the role's path, in the same account alone", () => {
    assert.ok(isSessionOf("arn:aws:iam::111122223333:role/deployers", session));
    assert.ok(isSessionOf("arn:aws:iam::111122223333:role/a/b/deployers", session));
    assert.ok(!isSessionOf("arn:aws:iam::444455556666:role/deployers", session));
    assert.ok(!isSessionOf("arn:aws:iam::111122223333:role/deployers2", session));
    assert.ok(!isSessionOf(session, session));
    assert.ok(!isSessionOf("arn:aws:iam::111122223333:user/deployers", session));
  });

  it("is none by half an ARN", () => {
    const role = "arn:aws:iam::111122223333:role/deployers";
    const user = "arn:aws:iam::111122223333:user/ann";
    assert.ok(!isSessionOf(`x${role}`, session));
    assert.ok(!isSessionOf(`${role}/`, session));
    assert.ok(!isSessionOf(role, `x${session}`));
    assert.ok(!isSessionOf(role, `${session}/more`));
    assert.ok(!isSessionOf(user, user));
  });

  it("has a name", () => {
    assert.equal(sessionNameOf(session), "ann@example.com");
    assert.equal(sessionNameOf("arn:aws:iam::111122223333:user/ann"), undefined);
  });
});
