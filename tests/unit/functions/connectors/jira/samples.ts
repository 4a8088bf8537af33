/** Issues of Jira, and what their change logs say. */
import type { Change, Issue } from "../../../../../functions/connectors/jira/answers";

export const id = "0123456789abcdef0123456789abcdef";
export const own = "5b10a2844c20165700ede21g";
export const statuses = { approvedStatusIds: ["3", "4"], rejectedStatusIds: ["9"] };

export const issueOf = (
  change: Partial<Issue["fields"]> = {},
  properties?: Issue["properties"],
): Issue => ({
  ...{ id: "10017", key: "OPS-17" },
  fields: {
    ...{ status: { id: "3" }, creator: { accountId: own, displayName: "Approvals" } },
    ...{ summary: "Approve", labels: [`approval-${id}`] },
    ...change,
  },
  properties: properties ?? { "codepipeline-approvals": { requestId: id } },
});

let count = 0;
export const changeOf = (accountId: string | null, items: Change["items"], minute = 0): Change => ({
  id: String(20_000 + (count += 1)),
  created: new Date(Date.UTC(2026, 10, 29, 6, minute)).toISOString().replace("Z", "+0000"),
  author: accountId === null ? null : { accountId, displayName: accountId.toUpperCase() },
  items,
});

export const moved = (accountId: string | null, to: string, minute = 0): Change =>
  changeOf(accountId, [{ field: "status", fieldId: "status", to }], minute);
