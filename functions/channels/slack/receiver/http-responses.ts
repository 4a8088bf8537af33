/** What Slack, or whoever else asked, gets back. */
import type { LambdaFunctionURLResult } from "aws-lambda";
import { reasonId } from "../views/dialog";

const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** Taken: Slack closes the dialog, or shows nothing after a button. */
export function accepted(): LambdaFunctionURLResult {
  return { statusCode: 200, headers, body: "" };
}

/** Turned away. The body says nothing that helps to try again. */
export function refused(statusCode: number): LambdaFunctionURLResult {
  return { statusCode, headers, body: "" };
}

/** The dialog stays open and shows this under its input. */
export function dialogError(text: string): LambdaFunctionURLResult {
  const body = JSON.stringify({ response_action: "errors", errors: { [reasonId]: text } });
  return { statusCode: 200, headers, body };
}
