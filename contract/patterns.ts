/** What names and ids look like, as the sources of patterns: each user anchors its own. */

/** CodePipeline API Reference, PipelineDeclaration: names of pipelines, stages and actions. */
export const codePipelineNameCharacters = "[A-Za-z0-9.@\\-_]";
export const codePipelineName = `${codePipelineNameCharacters}{1,100}`;

/** The key of an approval action, as records.ts makes it. */
export const actionKeyPattern = `${codePipelineName}/${codePipelineName}/${codePipelineName}`;

/** CodePipeline API Reference, ApprovalToken: a lower-case UUID. */
export const approvalToken = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** The letters with which Slack's ids begin, by kind (OpenAPI specification of the Web API). */
export const slackIdLetters = {
  channel: "CG",
  user: "UW",
  userGroup: "S",
  team: "TE",
  app: "A",
} as const;

/** A Slack id of a kind: its letter, then upper-case letters and digits, so many as `length` says. */
export const slackId = (letters: string, length: string): string =>
  `[${letters}][A-Z0-9]{${length}}`;
