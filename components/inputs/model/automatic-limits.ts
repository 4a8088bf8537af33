/** Limits of automatic decisions, which are this package's own but for the names of variables. */
import { longestPattern } from "../../../contract/automatic";
import { fixed } from "./limits";

/** Parts of the names of variables whose values an author writes: CommitMessage, BranchName, PullRequestTitle. */
const writtenByAuthors: readonly string[] = [
  ...["message", "branch", "title", "author", "committer", "tagname"],
  ...["description", "summary", "subject", "body", "comment", "label", "imagetag", "objectkey"],
];

/**
 * CodePipeline API Reference, ActionDeclaration: a namespace has 1 to 100 characters of A-Z a-z 0-9 @ - _; the
 * name of a variable is that of an environment variable or of an output.
 */
export const automaticDecision = fixed({
  variable: {
    min: 3,
    max: 256,
    characters: "NAMESPACE.NAME, each of A-Z a-z 0-9 @ - _",
    pattern: /^[\w@-]{1,100}\.[\w@-]{1,128}$/,
    writtenByAuthors,
  },
  matches: { min: 1, max: longestPattern },
  oneOf: { max: 50 },
  when: { max: 20 },
});
