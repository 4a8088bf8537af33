import * as assert from "node:assert/strict";
import { teams } from "../../../../../functions/connectors/teams";
import { createTeams } from "../../../../../rehearsal/systems/teams";
import { eventOf, FakeHttp, surroundings } from "../../../functions/connectors/support";
import { ann, later, requestOf } from "../../../functions/domain/samples";
import { called, secretArn } from "../called";

const url =
  "https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual/paths/invoke?sig=r";
const entry = { kind: "teams", credentialsArn: secretArn, url };

const card = (change: object = {}) => ({
  type: "message",
  attachments: [
    {
      contentType: "application/vnd.microsoft.card.adaptive",
      content: {
        ...{ type: "AdaptiveCard", version: "1.4" },
        body: [{ type: "TextBlock", text: "Hello" }],
        ...change,
      },
    },
  ],
});

function channel() {
  const world = called(createTeams, entry);
  const json = { "content-type": "application/json" };
  const post = async (body: unknown, to = url, headers: Record<string, string> = json) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return (await world.ask("POST", to, headers, text)).status;
  };
  return { ...world, post };
}

describe("Teams' stand-in", () => {
  it("shows the cards of the connector, to which nobody can do anything", async () => {
    const { standIn, http } = channel();
    const of = surroundings(new FakeHttp(), {}, standIn.credentials[secretArn]);
    const system = teams.createSystem({ ...of, http });
    await system.open(requestOf());
    const outcome = { at: later(60).toISOString(), result: "Approved" as const, person: ann };
    const decided = requestOf({ status: "DECIDED", outcome });
    await system.tell(eventOf("Decided"), decided, undefined);
    assert.deepEqual(
      standIn.tickets().map(({ id, title, state, actions }) => [id, title, state, actions]),
      [
        ["M1", "Approval needed: production / approve", "posted in Releases", []],
        ["M2", "Approved: production / approve", "posted in Releases", []],
      ],
    );
    const { lines } = standIn.tickets()[0];
    assert.ok(lines.some((line) => line.startsWith("Open in the AWS console: https://")));
    await assert.rejects(async () => standIn.act("M1", "approve", "ann"), /Nobody can do anything/);
  });

  it("takes a card with the elements and the action that a flow can show", async () => {
    const { post } = channel();
    const actions = [{ type: "Action.OpenUrl", title: "Open", url: "https://x.example" }];
    assert.equal(await post(card({ actions })), 202);
  });

  it("refuses what a flow cannot post", async () => {
    const { post, standIn } = channel();
    const refused = [
      ...["", "[]", "null"],
      { ...card(), type: "MessageCard" },
      { ...card(), attachments: [] },
      { ...card(), attachments: [...card().attachments, ...card().attachments] },
      { type: "message", attachments: [{ contentType: "text/html", content: "x" }] },
      card({ type: "Card" }),
      card({ version: "1.6" }),
      card({ version: "x" }),
      card({ body: "Hello" }),
      card({ body: [{ type: "Input.Text", id: "x" }] }),
      card({ body: [{ type: "RichTextBlock", inlines: ["x"] }] }),
      card({ body: [{ type: "RichTextBlock", inlines: [{ type: "Image" }] }] }),
      card({ actions: [{ type: "Action.Submit", title: "Approve" }] }),
      card({ actions: [{ type: "Action.Execute", title: "Approve" }] }),
      card({ actions: [{ type: "Action.OpenUrl", title: "x", url: "javascript:1" }] }),
    ];
    for (const body of refused) assert.equal(await post(body), 400, JSON.stringify(body));
    const long = card({ body: [{ type: "TextBlock", text: "x".repeat(28 * 1024) }] });
    assert.equal(await post(long), 413);
    assert.equal(await post(card(), url, {}), 415);
    assert.equal(await post(card(), url.replace("sig=r", "sig=s")), 401);
    assert.equal(await post(card(), url.replace("/1/", "/2/")), 404);
    assert.deepEqual(standIn.tickets(), []);
  });

  it("is not described by an address that no flow has", () => {
    for (const wrong of ["http://x.logic.azure.com/a?sig=r", "https://x.example/a?sig=r", "x"]) {
      assert.throws(() => called(createTeams, { ...entry, url: wrong }), /^Error: url: must be/);
    }
    assert.throws(() => called(createTeams, { ...entry, url: url.replace("sig=r", "") }), /url/);
  });
});
