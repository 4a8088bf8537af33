/** Limits of rules, which are this package's own. */
import { fixed } from "./limits";

/**
 * Who has voted and who is still asked stands in one text of the message in Slack, which takes 3000 characters
 * ("Block Kit reference", section), and in 512 of the summary. A record of 200 identities, each with the
 * longest names, is the largest part of DynamoDB's 400 KB.
 */
export const rule = fixed({
  people: { min: 1, max: 20 },
  groups: { max: 10 },
  groupName: {
    min: 1,
    max: 40,
    characters: "letters, digits, spaces and . _ -, with a letter or digit at its ends",
    pattern: /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}])?$/u,
  },
  identities: { max: 200 },
  /** E-mail addresses of one identity, and as many ARNs. */
  namesOfIdentity: { max: 10 },
});
