/** Limits of the connectors that a gate names. */
import { fixed } from "../../inputs/model/limits";

/**
 * This package's own: a message of Slack has room for the tickets of so many, and the policy of a gate's role, of
 * which IAM takes 10,240 characters, for their secrets. An item of DynamoDB with all ids has a tenth of its 400 KB.
 */
export const gateConnectors = fixed({
  connectors: { max: 5 },
  approverIds: { max: 100 },
  approverId: {
    min: 1,
    max: 100,
    characters: "letters, digits, spaces and punctuation, with none of white space at its ends",
    pattern: /^[^\p{C}\p{Z}](?:[^\p{C}\u2028\u2029]*[^\p{C}\p{Z}])?$/u,
  },
  scheduleIds: { max: 10 },
  /** PagerDuty's ids in its API: `PABC123`, longer ones since 2021. */
  scheduleId: { min: 1, max: 20, characters: "A-Z and 0-9", pattern: /^[A-Z0-9]+$/ },
});
