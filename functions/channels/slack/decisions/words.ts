/** What the decider has to say, in Slack's markup. */
import type { Answer } from "../../channel";
import {
  alreadyEnded,
  busy,
  notRecorded,
  notRecordedYet,
  type PrivateAnswer,
  unknownRequest,
} from "../views/ephemeral-replies";
import { voteCounted, voteRefused } from "../views/vote-replies";

export function wordsOf(answer: Answer): PrivateAnswer {
  switch (answer.kind) {
    case "request-unknown":
      return unknownRequest();
    case "busy":
      return busy(answer.attempt);
    case "already-ended":
      return alreadyEnded(answer.request);
    case "vote-counted":
      return voteCounted(answer);
    case "vote-refused":
      return voteRefused(answer.why);
    case "not-recorded-yet":
      return notRecordedYet();
    case "not-recorded":
      return notRecorded();
  }
}
