import * as assert from "node:assert/strict";
import { authenticate } from "../../../../../functions/channels/slack/authenticate";
import { signatureOf } from "../../../../../functions/channels/slack/signature";

const secrets = {
  signingSecret: "current-signing-secret",
  previousSigningSecret: "previous-signing-secret",
};
const ports = { credentials: { read: async () => secrets } };
const payload = {
  type: "view_closed",
  team: { id: "T0TEAM" },
  api_app_id: "A0APP",
  user: { id: "U0ANN", team_id: "T0TEAM" },
};
const timestamp = "1795381200";

function signed(secret: string, text = `payload=${encodeURIComponent(JSON.stringify(payload))}`) {
  const body = Buffer.from(text, "utf8");
  return { body, timestamp, signature: signatureOf(secret, timestamp, body) };
}

describe("authenticate, which the endpoint and the decider share", () => {
  it("takes what the current secret signed, wherever it is asked", async () => {
    for (const accepted of ["current", "current-and-previous"] as const) {
      const answer = await authenticate(signed(secrets.signingSecret), accepted, ports);
      assert.equal(answer.kind, "authentic");
    }
  });

  it("takes what the previous secret signed for who asks of an accepted request alone", async () => {
    const request = signed(secrets.previousSigningSecret);
    assert.equal((await authenticate(request, "current", ports)).kind, "signature_invalid");
    const again = await authenticate(request, "current-and-previous", ports);
    assert.equal(again.kind, "authentic");
  });

  it("reads the secrets once more before it refuses a signature", async () => {
    const asked: (boolean | undefined)[] = [];
    const read = async (options?: { refresh?: boolean }) => {
      asked.push(options?.refresh);
      return secrets;
    };
    const answer = await authenticate(signed("forged"), "current-and-previous", {
      credentials: { read },
    });
    assert.equal(answer.kind, "signature_invalid");
    assert.deepEqual(asked, [undefined, true]);
  });

  it("refuses a signed payload that is no interaction, and one of another workspace or app", async () => {
    const command = await authenticate(signed(secrets.signingSecret, "a=b"), "current", ports);
    assert.equal(command.kind, "payload_not_understood");
    for (const pins of [{ teamId: "T0OTHER" }, { appId: "A0OTHER" }]) {
      const request = signed(secrets.signingSecret);
      const answer = await authenticate(request, "current", { ...ports, ...pins });
      assert.equal(answer.kind, "wrong_workspace_or_app");
    }
  });
});
