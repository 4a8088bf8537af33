/** Messages through a topic of SNS, and what their subject may be. */

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** SNS API Reference, "Publish": a subject has fewer than 100 characters, all of them ASCII. */
const longestSubject = 99;

/** Names of CodePipeline are ASCII; three of the longest are too much. */
export const mailSubject = (text: string): string =>
  text.length <= longestSubject ? text : `${text.slice(0, longestSubject - 3)}...`;
