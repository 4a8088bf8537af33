/** Settings of Jira: issues of a project, or requests of a service desk. */
import * as assert from "node:assert/strict";
import { resolve, run } from "../../../support/mocks";
import { issue, jira, request } from "./support";

async function settingsOf(more: object): Promise<unknown> {
  const { value } = await run(() => jira(more));
  return JSON.parse((await resolve(value.connection)).settings);
}

const siteUrl = "https://acme.atlassian.net";

describe("the settings of a JiraConnector", () => {
  it("are an issue, which a status decides", async () => {
    assert.deepEqual(await settingsOf({ issue, closedStatusId: "10099" }), {
      ...{ siteUrl, mode: "issue", ...issue },
      ...{ fields: {}, closedStatusId: "10099" },
    });
  });

  it("are a request, which the service desk decides", async () => {
    const fields = { customfield_10010: { id: "10020" }, priority: { name: "High" } };
    assert.deepEqual(await settingsOf({ request, fields: JSON.stringify(fields) }), {
      ...{ siteUrl, mode: "request", ...request, fields },
      ...{ approvedStatusIds: [], rejectedStatusIds: [] },
    });
  });
});
