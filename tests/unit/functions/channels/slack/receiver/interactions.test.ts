/** What a verified click leads to: a dialog, a private answer, or a decision that is handed over. */
import * as assert from "node:assert/strict";
import { verifySignature } from "../../../../../../functions/channels/slack/signature";
import {
  blockActions,
  formOf,
  secret,
  token,
  viewSubmission,
} from "../../../support/slack-requests";
import { by, fails, send, settings, type World } from "./support";

function errorOf(body: string): string {
  const { response_action: action, errors } = JSON.parse(body);
  assert.equal(action, "errors");
  return errors.reason;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe("a press of Approve or Reject", () => {
  for (const [button, title] of [
    ["approve", "Approve"],
    ["reject", "Reject"],
  ] as const) {
    it(`opens the dialog to ${button} for a listed person`, async () => {
      const { world, status, body } = await send(blockActions(button));
      assert.deepEqual([status, body], [200, ""]);
      assert.equal(world.views[0].trigger, "123.456.abc");
      assert.equal(world.views[0].view.title.text, title);
      const metadata = JSON.parse(world.views[0].view.private_metadata);
      assert.deepEqual(metadata, {
        r: button === "approve" ? "Approved" : "Rejected",
        a: settings.action,
        t: token,
        c: "C0RELEASES1",
        m: "1.1",
      });
    });
  }

  it("opens the dialog for a member of a listed user group", async () => {
    const { world } = await send(by("U0BOB00001", blockActions()));
    assert.equal(world.views.length, 1);
  });

  it("tells anybody else in private who may decide", async () => {
    const { world, status } = await send(by("U0MALLORY1", blockActions()));
    assert.equal(status, 200);
    assert.deepEqual(world.views, []);
    assert.equal(world.told[0].user, "U0MALLORY1");
    assert.match(world.told[0].text, /may not decide.*<@U0ANN00001>.*<!subteam\^S0RELEASE1>/);
    assert.ok(!world.logged.join().includes("unreadableGroups"));
  });

  it("lets nobody through as a member of a group that cannot be read, and says so", async () => {
    const { world } = await send(by("U0BOB00001", blockActions()), { membersOf: fails("down") });
    assert.deepEqual(world.views, []);
    assert.match(world.told[0].text, /could not be read/);
    assert.match(world.logged.join(), /"unreadableGroups":\["S0RELEASE1"\]/);
  });

  it("lets a person who is listed by id through although the group cannot be read", async () => {
    const { world } = await send(blockActions(), { membersOf: fails("down") });
    assert.equal(world.views.length, 1);
  });

  it("is refused where no gate has the action", async () => {
    const { world } = await send(blockActions(), { settings: undefined });
    assert.deepEqual(world.views, []);
    assert.match(world.told[0].text, /Nobody may decide this in Slack/);
  });

  it("asks the gate that the button names, and no other", async () => {
    const { world } = await send(
      blockActions("approve", {
        actions: [
          { action_id: "approve", value: JSON.stringify({ a: "orders/Other/gate", t: token }) },
        ],
      }),
    );
    assert.deepEqual(world.asked.slice(0, 2), ["credentials", "gate orders/Other/gate"]);
    assert.deepEqual(world.views, []);
  });

  for (const value of ["", "{}", "[]", '{"a":"x","t":"y"}', '{"a":"a/b/c","t":"1","admin":true}']) {
    it(`is refused with a button value that is not ours: ${value}`, async () => {
      const payload = blockActions("approve", { actions: [{ action_id: "approve", value }] });
      const { world, status } = await send(payload);
      assert.equal(status, 400);
      assert.deepEqual(world.asked, ["credentials"]);
    });
  }

  it("of the link button is acknowledged, and nothing else", async () => {
    for (const button of ["open", "somebody-elses", "toString", "__proto__"]) {
      const { world, status } = await send(blockActions(button));
      assert.equal(status, 200);
      assert.deepEqual(world.asked, ["credentials"]);
    }
  });

  it("is acknowledged, and the person told, where anything behind it fails", async () => {
    for (const options of [
      { gates: { read: fails("table") } },
      { slack: { openView: fails("expired_trigger_id") } },
    ]) {
      const told: string[] = [];
      const postEphemeral = async ({ text }: { text: string }) => void told.push(text);
      const slack = { openView: async () => undefined, postEphemeral, ...options.slack };
      const { world, status } = await send(blockActions(), { ...options, slack });
      assert.equal(status, 200);
      assert.match(told[0], /Nothing was decided: press the button again/);
      assert.match(world.logged.join(), /"event":"dialog_failed"/);
    }
  });

  it("is acknowledged in time although everything behind it hangs", async () => {
    const slack = { openView: () => never<void>(), postEphemeral: () => never<void>() };
    for (const options of [{ gates: { read: () => never<undefined>() }, slack }, { slack }]) {
      const { status } = await send(blockActions(), { ...options, budget: 5 });
      assert.equal(status, 200);
    }
  });

  it("is acknowledged where not even the private answer arrives", async () => {
    const slack = { openView: async () => undefined, postEphemeral: fails("down") };
    const { world, status } = await send(by("U0MALLORY1", blockActions()), { slack });
    assert.equal(status, 200);
    assert.match(world.logged.join(), /"event":"reply_failed"/);
  });
});

describe("a dialog that was sent", () => {
  it("is handed over word for word, with Slack's signature, and closed", async () => {
    const payload = viewSubmission();
    const { world, status, body } = await send(payload);
    assert.deepEqual([status, body], [200, ""]);
    const [click] = world.handed;
    assert.equal(click.body, formOf(payload));
    const { timestamp, signature } = click;
    const raw = Buffer.from(click.body);
    assert.ok(verifySignature({ body: raw, timestamp, signature, secrets: [secret] }));
    assert.equal(click.acceptedAt, "2026-11-22T21:00:00.000Z");
  });

  it("to approve needs no comment", async () => {
    for (const reason of [null, "", "   "]) {
      assert.equal((await send(viewSubmission(reason))).world.handed.length, 1);
    }
  });

  it("to reject needs ten characters that are not blank", async () => {
    for (const reason of [null, "", "no", "123456789", "          ", " 1 2 3 4 5 6 7 8 9 "]) {
      const { world, body } = await send(viewSubmission(reason, { r: "Rejected" }));
      assert.match(errorOf(body), /10/);
      assert.deepEqual(world.asked, ["credentials"]);
    }
    const { world } = await send(viewSubmission("1234567890", { r: "Rejected" }));
    assert.equal(world.handed.length, 1);
  });

  it("of a person who was taken off the list meanwhile is refused", async () => {
    const { world, body } = await send(by("U0GONE0001", viewSubmission()));
    assert.match(errorOf(body), /may not decide/);
    assert.ok(!errorOf(body).includes("<@"));
    assert.deepEqual(world.handed, []);
  });

  it("is refused where the gate is gone", async () => {
    const { world, body } = await send(viewSubmission(), { settings: undefined });
    assert.match(errorOf(body), /Nobody may decide/);
    assert.deepEqual(world.handed, []);
  });

  it("asks the gate that it names, whatever dialog was opened", async () => {
    const { world, body } = await send(viewSubmission("Fine.", { a: "orders/Other/gate" }));
    assert.ok(world.asked.includes("gate orders/Other/gate"));
    assert.match(errorOf(body), /Nobody may decide/);
    assert.deepEqual(world.handed, []);
  });

  for (const [name, target] of Object.entries({
    "another token's form": { t: "not-a-token" },
    "a path in the action": { a: "orders/Release/manager/more" },
    "a wildcard": { a: "orders/*/manager" },
    "a result of its own": { r: "Superseded" },
    "a field of its own": { admin: true },
    "a channel that is none": { c: "somewhere" },
  })) {
    it(`is refused with forged metadata: ${name}`, async () => {
      const { world, status } = await send(viewSubmission("Fine by me.", target));
      assert.equal(status, 400);
      assert.deepEqual(world.asked, ["credentials"]);
    });
  }

  it("stays open, and says what is uncertain, where it cannot be handed over", async () => {
    for (const send_ of [fails("throttled"), () => never<void>()]) {
      const options = { decisionQueue: { send: send_ }, budget: 5 };
      const { world, body } = await send(viewSubmission(), options);
      assert.match(errorOf(body), /not certain.*press the button once more\.$/);
      assert.match(world.logged.join(), /"event":"decision_not_queued"/);
    }
  });

  it("stays open where the right cannot be read", async () => {
    const { world, body } = await send(viewSubmission(), { gates: { read: fails("table") } });
    assert.match(errorOf(body), /not certain/);
    assert.deepEqual(world.handed, []);
  });
});

describe("anything else that Slack sends", () => {
  it("is acknowledged and leads to nothing", async () => {
    for (const type of ["view_closed", "shortcut", "message_action"]) {
      const { world, status }: { world: World; status: number } = await send(
        blockActions("approve", { type }),
      );
      assert.equal(status, 200);
      assert.deepEqual(world.asked, ["credentials"]);
    }
  });
});
