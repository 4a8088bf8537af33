/** A request with everything that a message can show, and the lines that are drawn of it. */
import type { ApprovalRequest } from "../../../../../../functions/domain/types";
import { requestMessage } from "../../../../../../functions/channels/slack/views/message";
import { requestOf, settings } from "../../../domain/samples";
import { linesOf } from "./blocks";

export const sha = "0123456789abcdef0123456789abcdef01234567";
export const full: ApprovalRequest = requestOf({
  customData: "Load test passed\nRelease 4711",
  externalEntityLink: "https://wiki.example/4711",
  approvalReviewLink: "https://console.aws.amazon.com/review",
  consoleLink: "https://console.aws.amazon.com/pipeline",
  revisions: [
    { name: "Source", id: sha, summary: "Faster checkout\n\nBody", url: "https://git.example/c" },
  ],
});
export const linesIn = (change: Partial<ApprovalRequest> = {}): string[] =>
  linesOf(requestMessage({ ...full, ...change }, settings));
export const pipelinePage =
  "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1";
