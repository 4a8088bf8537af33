/** The functions of a hub, and the lines of a preview that are the same for several of them. */

/** Those that know gates and Slack. */
export const knowing = ["decider", "notifier", "slack-callback", "watcher"];
const functions = [...knowing, "publisher", "sweep"];
export const forSlack = ["decider", "slack-callback"];
export const withQueues = ["decider", "notifier", "watcher", "publisher", "sweep"];

/** One line for each function that is named. */
export function each(op: string, kind: string, suffix = "", folders = functions): string[] {
  return folders.map((folder) => `${op} ${kind} hub-${folder}${suffix}`);
}
