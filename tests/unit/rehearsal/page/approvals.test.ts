import * as assert from "node:assert/strict";
import { approvalCard } from "../../../../rehearsal/page/approvals";
import type { AutomaticAnswer } from "../../../../rehearsal/screen/automatic";
import { webLink } from "../../../../rehearsal/page/links";
import { approval, person, request } from "../terminal/support/plain";

const place = {
  credentialsFile: "/run/credentials",
  url: "http://127.0.0.1:1",
  region: "eu-west-1",
};

describe("approvalCard", () => {
  it("says who of Slack is called upon", () => {
    const users = [
      { id: "U0ANN", name: "ann", named: true },
      { id: "U0BOB", name: "bob", named: false },
    ];
    const slack = { message: { channel: "C1", ts: "1.1", token: "t" }, users };
    const people = [person("qa", { allowed: false, reason: "Denied: no." })];
    assert.deepEqual(approvalCard(approval({ people, slack }), place).rights, [
      { person: "iam:qa", allowed: false, reason: "Denied: no." },
      {
        person: "slack:U0ANN",
        allowed: true,
        reason: "The message in Slack calls upon this person.",
      },
      {
        person: "slack:U0BOB",
        allowed: false,
        reason: "The message in Slack does not call upon this person.",
      },
    ]);
  });

  it("names its message in Slack, whose buttons decide for who acts there", () => {
    const slack = { message: { channel: "C1", ts: "1.1", token: "t" }, users: [] };
    assert.deepEqual(approvalCard(approval({ slack }), place).inSlack, {
      channel: "C1",
      ts: "1.1",
    });
    assert.ok(!("inSlack" in approvalCard(approval({}), place)));
  });

  it("says which execution asks: in PARALLEL mode several wait at one action", () => {
    const { request } = approval({});
    assert.equal(approvalCard(approval({}), place).executionId, request.pipelineExecutionId);
  });

  it("says who has left it to people, and why", () => {
    const left = { by: "judge", reason: "Code.", end: "Left to people" } as AutomaticAnswer;
    assert.equal(approvalCard(approval({ left }), place).left, "Left to people by judge: Code.");
    assert.ok(!("left" in approvalCard(approval({}), place)));
  });

  it("counts a person once, and says what MFA changes", () => {
    const people = [
      person("ann", { allowed: false, reason: "Denied: no MFA." }),
      person("bob", { allowed: false, reason: "Denied: no." }),
      person("ann", { allowed: true, reason: "Allowed: MFA.", mfa: true }),
      person("bob", { allowed: false, reason: "Denied: no.", mfa: true }),
    ];
    assert.deepEqual(approvalCard(approval({ people }), place).rights, [
      {
        ...{ person: "iam:ann", allowed: false, reason: "Denied: no MFA." },
        withMfa: { allowed: true, reason: "Allowed: MFA." },
      },
      { person: "iam:bob", allowed: false, reason: "Denied: no." },
    ]);
  });

  it("leaves out what a request does not have, and a link that is none to the web", () => {
    const bare = { customData: undefined, externalEntityLink: undefined };
    const card = approvalCard(approval({ request: request(bare) }), place);
    assert.ok(!("customData" in card) && !("externalEntityLink" in card));
    const script = request({ externalEntityLink: "javascript:alert(1)" });
    assert.ok(!("externalEntityLink" in approvalCard(approval({ request: script }), place)));
  });
});

describe("webLink", () => {
  it("takes links to the web, and no others", () => {
    for (const link of ["https://x.test/a?b#c", "http://x.test", "HTTPS://x.test"]) {
      assert.equal(webLink(link), link);
    }
    const others = [
      "javascript:alert(1)",
      " javascript:x",
      "data:text/html,x",
      "file:///etc/passwd",
    ];
    for (const link of [
      ...others,
      "//x.test",
      "/a",
      "x",
      "",
      "vbscript:x",
      "blob:https://x.test/1",
    ]) {
      assert.equal(webLink(link), undefined, link);
    }
    assert.equal(webLink(undefined), undefined);
  });
});
