/** Slack's payloads, read: what they mean, and what is refused because it is not as it should be. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { MalformedError } from "../../../../../functions/domain/errors";
import { readInteraction } from "../../../../../functions/channels/slack/interaction";
import {
  action,
  blockActions,
  eventBody,
  formOf,
  token,
  viewSubmission,
} from "../../support/slack-requests";

const read = (payload: unknown) => readInteraction(formOf(payload));
const origin = { teamId: "T0TEAM0001", appId: "A0APP00001", homeId: "T0TEAM0001" };

describe("readInteraction", () => {
  it("reads a press of a button", () => {
    assert.deepEqual(read(blockActions("reject")), {
      kind: "open-dialog",
      ...origin,
      ...{ result: "Rejected", action, token, triggerId: "123.456.abc" },
      person: { channel: "slack", id: "U0ANN00001", displayName: "ann" },
      ...{ channel: "C0RELEASES1", messageTs: "1.1" },
    });
  });

  it("reads a dialog that was sent", () => {
    const interaction = read(viewSubmission("  Fine by me.  "));
    assert.equal(interaction.kind, "decision");
    const { id, ...command } = (interaction as Extract<typeof interaction, { kind: "decision" }>)
      .command;
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual(command, {
      ...{ result: "Approved", action, token, channel: "C0RELEASES1", messageTs: "1.1" },
      ...origin,
      person: { channel: "slack", id: "U0ANN00001", displayName: "ann" },
      reason: "Fine by me.",
    });
  });

  it("gives the same body the same id, and another body another", () => {
    const idOf = (reason: string) => {
      const interaction = read(viewSubmission(reason));
      assert.equal(interaction.kind, "decision");
      return (interaction as Extract<typeof interaction, { kind: "decision" }>).command.id;
    };
    assert.equal(idOf("one"), idOf("one"));
    assert.notEqual(idOf("one"), idOf("two"));
  });

  it("decodes the form as forms are written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (reason) => {
        const interaction = read(viewSubmission(`x${reason}`));
        const { command } = interaction as Extract<typeof interaction, { kind: "decision" }>;
        assert.equal(command.reason, `x${reason}`.trim());
      }),
    );
    const plus = readInteraction(formOf(viewSubmission("a b")).replace(/%20/g, "+"));
    assert.equal((plus as { command: { reason: string } }).command.reason, "a b");
  });

  it("leaves the reason out where there is none", () => {
    for (const reason of [null, "", "  "]) {
      const { command } = read(viewSubmission(reason)) as { command: object };
      assert.ok(!("reason" in command));
    }
  });

  it("names a person by username, by name, or by id", () => {
    const named = (user: object) => {
      const payload = blockActions("approve");
      payload.user = { id: "U0ANN00001", team_id: "T0TEAM0001", ...user };
      return (read(payload) as { person: { displayName: string } }).person.displayName;
    };
    assert.equal(named({ username: "ann.smith", name: "ann" }), "ann.smith");
    assert.equal(named({ name: "ann" }), "ann");
    assert.equal(named({ username: "" }), "U0ANN00001");
  });

  it("passes over fields that it does not know", () => {
    const payload = { ...blockActions(), new_field: { deep: [1] }, enterprise: { id: "E1" } };
    assert.equal(read(payload).kind, "open-dialog");
  });

  it("reads the organisation, and where the person is at home", () => {
    const enterprise = { id: "E0ORG00001", name: "Org" };
    const user = { id: "U0ANN00001", team_id: "T0SISTER01" };
    const { enterpriseId, homeId, teamId } = read({ ...blockActions(), enterprise, user }) as never;
    assert.deepEqual([enterpriseId, homeId, teamId], ["E0ORG00001", "T0SISTER01", "T0TEAM0001"]);
    const forAll = { enterprise, team: null, is_enterprise_install: true };
    const found = read({ ...viewSubmission(), ...forAll });
    assert.equal(found.teamId, "E0ORG00001");
    assert.equal((found as { command: { teamId: string } }).command.teamId, "E0ORG00001");
  });

  it("reads everything else as nothing to do", () => {
    assert.deepEqual(read(blockActions("open")), { kind: "none", ...origin });
    for (const type of ["view_closed", "shortcut"]) {
      assert.equal(read({ ...blockActions(), type }).kind, "none");
    }
  });

  const without = (payload: any, ...path: string[]) => {
    const copy = structuredClone(payload);
    const last = path.pop()!;
    delete path.reduce((at, key) => at[key], copy)[last];
    return copy;
  };

  const malformed: Record<string, unknown> = {
    "no team": without(blockActions(), "team"),
    "a team that is null": { ...blockActions(), team: null },
    "no app": without(blockActions(), "api_app_id"),
    "no user": without(blockActions(), "user"),
    "a user that is a bot": { ...blockActions(), user: { id: "B0BOT00001" } },
    "neither a team nor an organisation": {
      ...blockActions(),
      ...{ team: null, enterprise: null, is_enterprise_install: true },
    },
    "an organisation without its installation": {
      ...blockActions(),
      ...{ team: null, enterprise: { id: "E0ORG00001" }, is_enterprise_install: false },
    },
    "a user whose team is a number": { ...blockActions(), user: { id: "U0ANN00001", team_id: 1 } },
    "no trigger": without(blockActions(), "trigger_id"),
    "no channel": without(blockActions(), "channel"),
    "no message": without(blockActions(), "message"),
    "no action": { ...blockActions(), actions: [] },
    "two actions": {
      ...blockActions(),
      actions: [...blockActions().actions, ...blockActions("reject").actions],
    },
    "another dialog": { ...viewSubmission(), view: { ...viewSubmission().view, callback_id: "x" } },
    "no metadata": without(viewSubmission(), "view", "private_metadata"),
    "metadata that is no JSON": {
      ...viewSubmission(),
      view: { ...viewSubmission().view, private_metadata: "x" },
    },
    "no input": { ...viewSubmission(), view: { ...viewSubmission().view, state: { values: {} } } },
    "no type": {},
    "a list": [],
    nothing: null,
  };
  for (const [name, payload] of Object.entries(malformed)) {
    it(`refuses ${name}, without quoting it`, () => {
      assert.throws(
        () => read(payload),
        (error) => error instanceof MalformedError && !/[TEUAC]0[A-Z]/.test(error.message),
      );
    });
  }

  it("refuses a form without exactly one payload of JSON", () => {
    for (const body of ["", "x=1", "payload=1&payload=2", "payload=no", "payload", '{"a":1}']) {
      assert.throws(() => readInteraction(body), MalformedError, body);
    }
  });

  const form = formOf(viewSubmission());
  const others: Record<string, string> = {
    "an event's JSON with a person's words": eventBody(`hello &${form}&x=`),
    "an event's JSON that ends in it": `{"text":"&${form}`,
    "a command with its text": `token=x&command=%2Fdeploy&text=${form}`,
    "a command with a field that follows": `token=x&text=a&${form}`,
    "a payload with a field before": `x=&${form}`,
    "a payload with a field behind": `${form}&x=1`,
    "a payload with an empty field behind": `${form}&`,
    "a payload in another case": form.replace("payload", "Payload"),
    "a payload behind a question mark": `?${form}`,
  };
  for (const [name, body] of Object.entries(others)) {
    it(`takes no click from ${name}, which Slack may have signed for the same app`, () => {
      assert.throws(() => readInteraction(body), {
        message: "The body must be a form with the one field payload, and no other.",
      });
    });
  }

  it("throws nothing else, whatever it is given", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        try {
          read(payload);
        } catch (error) {
          assert.ok(error instanceof MalformedError, String(error));
        }
      }),
    );
  });
});
