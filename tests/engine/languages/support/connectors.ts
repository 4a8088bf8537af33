/** What the connectors of a program come to, in every language that writes them alike. */
import * as assert from "node:assert/strict";
import type { StateResource } from "../../support/engine-stack";

const settings = {
  changes: {
    ...{ instanceUrl: "https://acme.service-now.com", changeType: "emergency" },
    fields: { assignment_group: "Releases" },
    states: { implement: "-1", canceled: "4", closed: "3" },
  },
  tickets: {
    ...{ siteUrl: "https://acme.atlassian.net", mode: "issue", projectKey: "OPS" },
    ...{ issueTypeId: "10001", approvedStatusIds: ["10010"], rejectedStatusIds: ["10020"] },
    fields: { priority: { id: "1" } },
  },
  pager: { serviceRegion: "us", severity: "error" },
  teams: {},
  web: { url: "https://releases.acme.com/approvals" },
};

/** Each function has the settings of its connector, and the gate's record those of the one that decides. */
export function assertConnectors(resources: readonly StateResource[]): void {
  const inputsOf = (end: RegExp): Record<string, any> =>
    resources.find(({ urn }) => end.test(urn))?.inputs ?? assert.fail(String(end));
  for (const [name, expected] of Object.entries(settings)) {
    const { environment } = inputsOf(new RegExp(`::${name}-connector$`));
    assert.deepEqual(JSON.parse(environment.variables.CONNECTOR_SETTINGS), expected, name);
  }
  const { item } = inputsOf(/::orders-prod-prod-hub-gate-\w+$/);
  const [{ M: kept }, ...others] = JSON.parse(item).connectors.L;
  assert.deepEqual(others, []);
  assert.deepEqual([kept.kind, kept.name], [{ S: "servicenow" }, { S: "changes" }]);
  assert.deepEqual(JSON.parse(kept.settings.S), settings.changes);
  assert.deepEqual(kept.approverIds, { L: [{ S: "ann.owner" }] });
}
